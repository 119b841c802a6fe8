"""Frames: what is written is what is read, by the golden files too."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from tests.golden.write import CASES
from tinkernet import Config, Trainer
from tinkernet.errors import InvalidRequest
from tinkernet.live.facts import Facts
from tinkernet.live.frame import Moment, Sight, decode, frames, is_plain
from tinkernet.live.state import Status

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.mark.parametrize("name", CASES)
def test_golden_frames_are_read_as_they_were_written(name: str) -> None:
    tensors, metadata = decode((GOLDEN / f"{name}.frame").read_bytes())
    expected = json.loads((GOLDEN / f"{name}.json").read_text())
    assert metadata == expected["metadata"]
    assert tensors.keys() == expected["tensors"].keys()
    for key, known in expected["tensors"].items():
        values = [np.nan if value is None else value for value in known["values"]]
        assert str(tensors[key].dtype) == known["dtype"]
        assert np.array_equal(
            tensors[key], np.array(values, known["dtype"]).reshape(known["shape"]), equal_nan=True
        )


@pytest.mark.parametrize("name", CASES)
def test_golden_frames_have_the_tensors_of_the_protocol(name: str) -> None:
    sections, sight = CASES[name]
    config = Config.parse(sections)
    tensors, metadata = decode((GOLDEN / f"{name}.frame").read_bytes())
    side, units = sight.resolution, sum(config.network.hidden)
    whole = (side, side) if config.outputs == 1 else (config.outputs, side, side)
    parameters = Trainer(config).structure.parameters
    shapes = {
        "boundary": ("int8" if config.outputs == 1 else "uint8", whole),
        "neurons": ("int8", (units, 25, 25)),
        "neuron_scale": ("float32", (units,)),
        "parameters": ("float32", (parameters,)),
        "metrics": ("float64", (6,)),
        **({"unit": ("int8", (side, side))} if sight.unit else {}),
        **({"gradients": ("float32", (parameters,))} if sight.gradients else {}),
    }
    assert {name: (str(tensor.dtype), tensor.shape) for name, tensor in tensors.items()} == shapes
    assert metadata.keys() == {"sequence", "epoch", "step", "status", *(["unit"] if sight.unit else [])}
    assert np.isnan(tensors["metrics"]).tolist() == [
        False,
        False,
        *[config.data.classes == 0] * 2,
        False,
        False,
    ]


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(Config.parse({"data": {"samples": 40}, "training": {"engine": "autograd"}}))


def moment(trainer: Trainer) -> Moment:
    return Moment(1, Status.PAUSED, Facts.of(trainer), 0.0)


def test_the_stock_library_reads_a_plain_frame(trainer: Trainer) -> None:
    content = frames(trainer, [Sight()], moment(trainer))[Sight()]
    assert load(content)["boundary"].shape == (100, 100)


def test_a_packed_frame_holds_the_same_as_a_plain_one(trainer: Trainer) -> None:
    plain, packed = Sight(), Sight(encoding="deflate")
    built = frames(trainer, [plain, packed], moment(trainer))
    assert is_plain(built[plain])
    assert not is_plain(built[packed])
    assert len(built[packed]) < len(built[plain]) / 2
    ours, theirs = decode(built[plain]), decode(built[packed])
    assert ours[1] == theirs[1]
    assert all(np.array_equal(ours[0][name], theirs[0][name]) for name in ours[0])


def test_frames_of_the_default_network_take_less_than_6_kilobytes_packed() -> None:
    trainer, sight, sizes = Trainer(), Sight(encoding="deflate"), []
    for _ in range(50):
        trainer.train(epochs=20)
        sizes.append(len(frames(trainer, [sight], moment(trainer))[sight]))
    assert sum(sizes) / len(sizes) < 6000


def test_tensors_start_where_typed_arrays_can_view_them(trainer: Trainer) -> None:
    content = frames(trainer, [Sight(gradients=True)], moment(trainer)).popitem()[1]
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    sizes = {"F64": 8, "F32": 4, "I8": 1}
    for name, tensor in header.items():
        if name != "__metadata__":
            assert (8 + length + tensor["data_offsets"][0]) % sizes[tensor["dtype"]] == 0


def test_a_unit_that_does_not_exist_is_left_out(trainer: Trainer) -> None:
    sight = Sight(unit="9-9")
    tensors, metadata = decode(frames(trainer, [sight], moment(trainer))[sight])
    assert "unit" not in tensors
    assert "unit" not in metadata


@pytest.mark.parametrize("content", [b"", b"x", b"x\x01junk", b"\0" * 40, save({"a": np.zeros(1)})])
def test_bytes_that_are_no_frame_are_refused(content: bytes) -> None:
    with pytest.raises(InvalidRequest):
        decode(content)
