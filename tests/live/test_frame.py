"""Frames: what is written is what is read, by the golden files too."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from tests.golden.write import CASES
from tinkernet import Config, Trainer
from tinkernet.errors import InvalidRequest
from tinkernet.live.description import Facts
from tinkernet.live.frame import FrameSpec, Moment, decode, differences, frames, is_plain, summed
from tinkernet.live.workload import Status

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
    sections, spec = CASES[name]
    config = Config.parse(sections)
    tensors, metadata = decode((GOLDEN / f"{name}.frame").read_bytes())
    side, units = spec.resolution, sum(config.network.hidden)
    whole = (side, side) if config.outputs == 1 else (config.outputs, side, side)
    parameters = Trainer(config).structure.parameters
    shapes = {
        "boundary": ("int8" if config.outputs == 1 else "uint8", whole),
        "neurons": ("int8", (units, 25, 25)),
        "neuron_scale": ("float32", (units,)),
        "parameters": ("float32", (parameters,)),
        "metrics": ("float64", (6,)),
        **({"unit": ("int8", (side, side))} if spec.unit else {}),
        **({"gradients": ("float32", (parameters,))} if spec.gradients else {}),
    }
    assert {name: (str(tensor.dtype), tensor.shape) for name, tensor in tensors.items()} == shapes
    assert metadata.keys() == {"sequence", "epoch", "step", "status", *(["unit"] if spec.unit else [])}
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
    content = frames(trainer, [FrameSpec()], moment(trainer))[FrameSpec()]
    assert load(content)["boundary"].shape == (100, 100)


@pytest.mark.parametrize("encoding", ["deflate", "differences"])
def test_a_packed_frame_holds_the_same_as_a_plain_one(trainer: Trainer, encoding: str) -> None:
    plain, packed = FrameSpec(unit="1-0"), FrameSpec(unit="1-0", encoding=encoding)
    built = frames(trainer, [plain, packed], moment(trainer))
    assert is_plain(built[plain])
    assert not is_plain(built[packed])
    assert len(built[packed]) < len(built[plain]) / 2
    ours, theirs = decode(built[plain]), decode(built[packed])
    assert ours[1] == theirs[1]
    assert all(np.array_equal(ours[0][name], theirs[0][name]) for name in ours[0])


def test_frames_of_the_default_network_take_less_than_6_kilobytes_packed() -> None:
    trainer, deflated, specs = (
        Trainer(),
        [],
        [FrameSpec(encoding="deflate"), FrameSpec(encoding="differences")],
    )
    for _ in range(50):
        built = frames(trainer, specs, moment(trainer))
        deflated.append(len(built[specs[0]]))
        assert len(built[specs[1]]) < 5000
        trainer.train(epochs=20)
    assert sum(deflated) / len(deflated) < 6000


@pytest.mark.parametrize("dtype", [np.int8, np.uint8])
@pytest.mark.parametrize("shape", [(7, 9), (3, 5, 5), (0, 25, 25)])
def test_maps_are_the_sums_of_their_differences(dtype: type, shape: tuple[int, ...]) -> None:
    maps = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8).view(dtype)
    small = differences(maps)
    assert small.dtype == maps.dtype
    assert np.array_equal(summed(small), maps)


def test_a_flat_map_has_one_difference() -> None:
    assert np.flatnonzero(differences(np.full((2, 10, 10), -3, np.int8))).tolist() == [0, 100]


def test_tensors_start_where_typed_arrays_can_view_them(trainer: Trainer) -> None:
    content = frames(trainer, [FrameSpec(gradients=True)], moment(trainer)).popitem()[1]
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    sizes = {"F64": 8, "F32": 4, "I8": 1}
    for name, tensor in header.items():
        if name != "__metadata__":
            assert (8 + length + tensor["data_offsets"][0]) % sizes[tensor["dtype"]] == 0


def test_a_unit_that_does_not_exist_is_left_out(trainer: Trainer) -> None:
    spec = FrameSpec(unit="9-9")
    tensors, metadata = decode(frames(trainer, [spec], moment(trainer))[spec])
    assert "unit" not in tensors
    assert "unit" not in metadata


@pytest.mark.parametrize("content", [b"", b"x", b"x\x01junk", b"\0" * 40, save({"a": np.zeros(1)})])
def test_bytes_that_are_no_frame_are_refused(content: bytes) -> None:
    with pytest.raises(InvalidRequest):
        decode(content)
