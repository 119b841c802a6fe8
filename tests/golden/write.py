"""Writes the golden frames, and what is in them, for the tests in Python and in JavaScript.

To be run (`python -m tests.golden.write`) only when the format of frames is meant to change.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tinkernet import Config, Trainer
from tinkernet.live.facts import Facts
from tinkernet.live.frame import Moment, Sight, decode, frames
from tinkernet.live.state import Status

HERE = Path(__file__).parent
CASES: dict[str, tuple[dict[str, Any], Sight]] = {
    "two_classes": ({"network": {"hidden": [3]}}, Sight(resolution=12)),
    "three_classes": (
        {"data": {"dataset": "blobs3"}, "network": {"hidden": [2, 2]}},
        Sight(resolution=10, unit="2-1", gradients=True, encoding="deflate"),
    ),
    "regression": (
        {"data": {"dataset": "plane"}, "network": {"hidden": [2], "activation": "relu"}},
        Sight(resolution=10, unit="2-0"),
    ),
    "no_hidden_layer": ({"network": {"hidden": []}}, Sight(resolution=10, encoding="deflate")),
    "differences": (
        {"data": {"dataset": "blobs3"}, "network": {"hidden": [3]}},
        Sight(resolution=12, unit="1-2", encoding="differences"),
    ),
}
"""What is drawn, and how it is seen."""


def written(sections: dict[str, Any], sight: Sight) -> bytes:
    """The frame of a network after three epochs."""
    trainer = Trainer(Config.parse({**sections, "training": {"engine": "autograd"}}))
    trainer.train(epochs=3)
    moment = Moment(41, Status.PLAYING, Facts.of(trainer), epochs_per_second=60.5)
    return frames(trainer, [sight], moment)[sight]


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
    for name, (sections, sight) in CASES.items():
        content = written(sections, sight)
        (HERE / f"{name}.frame").write_bytes(content)
        (HERE / f"{name}.json").write_text(json.dumps(expected(content)) + "\n")
