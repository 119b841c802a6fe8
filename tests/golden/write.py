"""Writes the golden frames, and what is in them, for the tests in Python and in JavaScript.

To be run (`python -m tests.golden.write`) only when the format of frames is meant to change.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tinkernet import Config, Trainer
from tinkernet.live.description import Facts
from tinkernet.live.frame import FrameSpec, Moment, decode, frames
from tinkernet.live.workload import Status

HERE = Path(__file__).parent
CASES: dict[str, tuple[dict[str, Any], FrameSpec]] = {
    "two_classes": ({"network": {"hidden": [3]}}, FrameSpec(resolution=12)),
    "three_classes": (
        {"data": {"dataset": "blobs3"}, "network": {"hidden": [2, 2]}},
        FrameSpec(resolution=10, unit="2-1", gradients=True, encoding="deflate"),
    ),
    "regression": (
        {"data": {"dataset": "plane"}, "network": {"hidden": [2], "activation": "relu"}},
        FrameSpec(resolution=10, unit="2-0"),
    ),
    "no_hidden_layer": ({"network": {"hidden": []}}, FrameSpec(resolution=10, encoding="deflate")),
    "differences": (
        {"data": {"dataset": "blobs3"}, "network": {"hidden": [3]}},
        FrameSpec(resolution=12, unit="1-2", encoding="differences"),
    ),
}
"""What is drawn, and how it is seen."""


def written(sections: dict[str, Any], spec: FrameSpec) -> bytes:
    """The frame of a network after three epochs."""
    trainer = Trainer(Config.parse({**sections, "training": {"engine": "autograd"}}))
    trainer.train(epochs=3)
    moment = Moment(41, Status.PLAYING, Facts.of(trainer), epochs_per_second=60.5)
    return frames(trainer, [spec], moment)[spec]


def expected(content: bytes) -> dict[str, Any]:
    """What a reader must find in a frame; null where a number is nan."""
    tensors, metadata = decode(content)
    found = {
        name: {
            "dtype": str(tensor.dtype),
            "shape": list(tensor.shape),
            "values": [None if np.isnan(value) else value for value in tensor.ravel().tolist()],
        }
        for name, tensor in tensors.items()
    }
    return {"metadata": metadata, "tensors": found}


if __name__ == "__main__":
    for name, (sections, spec) in CASES.items():
        content = written(sections, spec)
        (HERE / f"{name}.frame").write_bytes(content)
        (HERE / f"{name}.json").write_text(json.dumps(expected(content)) + "\n")
