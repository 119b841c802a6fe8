"""A safetensors file is read by the stock library, and brings a training back as it was."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch

from tests.export.cases import CASES, trained
from tinkernet import Trainer
from tinkernet.errors import InvalidConfig, InvalidRequest
from tinkernet.export.tensors import from_safetensors, to_safetensors

READ = """
import json, sys
from safetensors import safe_open
with safe_open(sys.argv[1], framework="numpy") as file:
    tensors = {name: file.get_tensor(name).tolist() for name in file.keys()}
    print(json.dumps({"metadata": file.metadata(), "tensors": tensors}))
"""


def parts(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    data = to_safetensors(trained(name).snapshot())
    size = int.from_bytes(data[:8], "little")
    return safetensors.numpy.load(data), json.loads(data[8 : 8 + size])["__metadata__"]


def test_the_stock_library_reads_the_file_in_a_fresh_process(tmp_path: Path) -> None:
    path = tmp_path / "trained.safetensors"
    path.write_bytes(to_safetensors(trained("adam").snapshot()))
    ended = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    read = json.loads(ended.stdout)
    model = trained("adam").model
    for name, tensor in model.state_dict().items():
        assert read["tensors"][name] == tensor.tolist()
    assert read["metadata"]["step"] == "505"
    assert json.loads(read["metadata"]["config"])["data"]["dataset"] == "blobs3"


def test_the_tensors_fit_the_module() -> None:
    trainer = Trainer(trained("default").config)
    trainer.model.load_state_dict(safetensors.torch.load(to_safetensors(trained("default").snapshot())))
    np.testing.assert_array_equal(trainer.parameters, trained("default").parameters)


@pytest.mark.parametrize("name", CASES)
def test_a_training_brought_back_goes_on_exactly(name: str) -> None:
    original = Trainer(trained(name).config)
    original.restore(trained(name).snapshot())
    back = Trainer(from_safetensors(to_safetensors(original.snapshot())))
    assert back.config == original.config
    assert back.pristine == original.pristine
    assert back.metrics == original.metrics
    assert back.train(steps=60) == original.train(steps=60)
    np.testing.assert_array_equal(back.parameters, original.parameters)


def test_the_history_begins_where_the_training_came_back() -> None:
    back = Trainer(from_safetensors(to_safetensors(trained("default").snapshot())))
    assert back.history.epochs.tolist() == [20]
    assert back.kept == (20,)


def test_weights_and_config_are_enough() -> None:
    tensors, metadata = parts("adam")
    weights = {name: tensor for name, tensor in tensors.items() if name.startswith("layers")}
    data = safetensors.numpy.save(weights, {"config": metadata["config"]})
    back = Trainer(from_safetensors(data))
    assert (back.epoch, back.step) == (0, 0)
    np.testing.assert_array_equal(back.parameters, trained("adam").parameters)


@pytest.mark.parametrize(
    ("tensors", "metadata", "message"),
    [
        ({"layers.0.bias": np.zeros(3, np.float32)}, {}, "must hold layers.0.bias with 4 numbers"),
        ({"layers.0.bias": np.zeros(4, np.int32)}, {}, "layers.0.bias must hold numbers"),
        ({"layers.0.bias": np.full(4, np.nan, np.float32)}, {}, "layers.0.bias must hold numbers"),
        ({"layers.0.bias": np.full(4, 2e6, np.float32)}, {}, "layers.0.bias must hold numbers"),
        ({}, {"step": "-1"}, "step must be a whole number"),
        ({}, {"step": "9" * 400}, "step must be a whole number"),
        ({}, {"position": "250"}, "position must be less than"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tensors: dict[str, Any], metadata: dict[str, str], message: str
) -> None:
    good_tensors, good_metadata = parts("default")
    data = safetensors.numpy.save(good_tensors | tensors, good_metadata | metadata)
    with pytest.raises(InvalidRequest, match=message):
        from_safetensors(data)


def test_a_config_that_is_not_valid_is_refused() -> None:
    tensors, _ = parts("default")
    with pytest.raises(InvalidConfig, match="noise must be between 0 and 50, got 80"):
        from_safetensors(safetensors.numpy.save(tensors, {"config": '{"data": {"noise": 80}}'}))


@pytest.mark.parametrize("config", ["[]", "{", '{"data": {"noise": NaN}}', "[" * 100_000])
def test_a_config_that_is_none_is_refused(config: str) -> None:
    tensors, _ = parts("default")
    with pytest.raises(InvalidRequest):
        from_safetensors(safetensors.numpy.save(tensors, {"config": config}))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no safetensors file"),
        (b"nothing", "no safetensors file"),
        (b"\xff" * 64, "no safetensors file"),
        (safetensors.torch.save({"a": torch.zeros(1, dtype=torch.bfloat16)}), "safetensors file"),
        (safetensors.numpy.save({"a": np.zeros(1)}), "no config in its metadata"),
    ],
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InvalidRequest, match=message):
        from_safetensors(data)
