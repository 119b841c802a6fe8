import json
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.config import Config
from tinkernet.errors import InvalidSnapshot
from tinkernet.nn import checkpoint
from tinkernet.nn.trainer import Trainer


@cache
def saved_bytes() -> bytes:
    trainer = Trainer(Config(data={"samples": 20}, training={"optimizer": "adam"}))
    trainer.train(epochs=5)
    trainer.configure(trainer.config.merged({"network": {"hidden": [3]}}))
    trainer.train(epochs=40)
    return trainer.save()


@cache
def own_points_bytes() -> bytes:
    """A trainer on points of its own, which were changed on the way."""
    points = [[x / 10 - 3, x / 20, x % 2] for x in range(50)]
    trainer = Trainer(Config(data={"points": points, "class_names": ["cat", "dog"]}))
    trainer.train(epochs=3)
    trainer.configure(trainer.config.merged({"training": {"learning_rate": 0.1}}))
    trainer.train(epochs=3)
    trainer.configure(trainer.config.merged({"data": {"train_percent": 80, "points": points[5:]}}))
    trainer.train(epochs=3)
    return trainer.save()


def altered(change: Callable[[dict[str, Any], dict[str, Any]], None], data: bytes | None = None) -> bytes:
    """What was saved, with its description or its tensors changed."""
    data = data or saved_bytes()
    tensors = safetensors.numpy.load(data)
    size = int.from_bytes(data[:8], "little")
    description = json.loads(json.loads(data[8 : 8 + size])["__metadata__"]["trainer"])
    change(description, tensors)
    return safetensors.numpy.save(tensors, {"trainer": json.dumps(description)})


def test_any_program_can_read_the_tensors() -> None:
    tensors = safetensors.numpy.load(saved_bytes())
    assert set(tensors) == {"parameters", "optimizer", "history"}
    assert tensors["optimizer"].size == 2 * tensors["parameters"].size
    assert tensors["history"].dtype == np.float64


def test_a_config_that_snapshots_share_is_written_once() -> None:
    def check(description: dict[str, Any], tensors: dict[str, Any]) -> None:
        assert len(description["configs"]) == 2
        assert len(description["snapshots"]) > 10

    altered(check)


def test_points_that_configs_share_are_written_once_and_found_by_their_digest() -> None:
    def check(description: dict[str, Any], tensors: dict[str, Any]) -> None:
        assert len(description["configs"]) == 3
        digests = {config["data"]["digest"] for config in description["configs"]}
        assert description["points"].keys() == digests
        assert sorted(len(tensors[f"points.{digest}"]) for digest in digests) == [45, 50]

    altered(check, own_points_bytes())


def test_points_come_back_as_they_were() -> None:
    trainer = Trainer.load(own_points_bytes())
    assert trainer.save() == own_points_bytes()
    assert (trainer.points.whole.count, trainer.points.whole.class_names) == (45, ("cat", "dog"))
    trainer.rewind(0)
    assert trainer.points.whole.count == 50
    assert trainer.config.data == trainer.points.whole


def test_units_come_back_as_they_were() -> None:
    titles = {"x1": {"title": "rooms"}, "label": {"title": "price"}}
    houses = [[k, 0, 203_000 + 0.1 * k] for k in range(10)]
    config = Config(data={"points": houses, "scale": "standard", "units": titles}, network={"hidden": [2]})
    trainer = Trainer(config)
    trainer.train(epochs=3)
    again = Trainer.load(trainer.save())
    assert again.config == trainer.config
    assert again.units == trainer.units
    assert again.predict([[2, 0]]).tolist() == trainer.predict([[2, 0]]).tolist()


@pytest.mark.parametrize("what", ["points", "sides"])
def test_points_that_are_not_those_of_their_digest_are_an_error(what: str) -> None:
    def spoil(description: dict[str, Any], tensors: dict[str, Any]) -> None:
        name = next(name for name in tensors if name.startswith(what))
        tensors[name][0] = 1 - tensors[name][0]

    def drop(description: dict[str, Any], tensors: dict[str, Any]) -> None:
        del tensors[next(name for name in tensors if name.startswith(what))]

    for change in (spoil, drop, lambda description, tensors: description.pop("points")):
        with pytest.raises(InvalidSnapshot):
            Trainer.load(altered(change, own_points_bytes()))


def test_what_is_altered_in_nothing_loads() -> None:
    assert Trainer.load(altered(lambda description, tensors: None)).epoch == 45


def test_the_size_of_a_long_run_is_kilobytes() -> None:
    trainer = Trainer(Config(data={"samples": 20}))
    trainer.train(epochs=20_000)
    assert len(trainer.save()) < 100_000


def test_the_stride_of_what_is_loaded_is_that_of_its_epoch() -> None:
    for stride in (1, 64):
        data = altered(lambda description, tensors, s=stride: description["kept"].update(stride=s))
        _, timeline, _ = checkpoint.from_bytes(data)
        assert timeline.snapshots.stride == 2


def drop(key: str) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda description, tensors: description.pop(key)


def put(key: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda description, tensors: description.update({key: value})


def tensor(key: str, change: Callable[[Any], Any]) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda description, tensors: tensors.update({key: change(tensors[key])})


def counters(*values: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda description, tensors: description["snapshots"][0].update({"counters": list(values)})


BROKEN: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "no configs": drop("configs"),
    "no snapshots": drop("snapshots"),
    "an empty list of snapshots": put("snapshots", []),
    "no history": drop("history"),
    "a config that is none": put("configs", [{"network": {"hidden": [99]}}] * 2),
    "configs that are no list": put("configs", 7),
    "data that are none": put("configs", [{"data": 7}, {"data": [1]}]),
    "a digest that is none": put("configs", [{"data": {"digest": 7}}] * 2),
    "snapshots that are no objects": put("snapshots", [1, 2]),
    "kept epochs that do not match": put("kept", {"epochs": [0], "stride": 1}),
    "a divergence that is none": put("divergence", {"when": 3}),
    "too few parameters": tensor("parameters", lambda a: a[:-5].copy()),
    "too few state": tensor("optimizer", lambda a: a[:-5].copy()),
    "parameters of another type": tensor("parameters", lambda a: a.astype(np.float64)),
    "parameters of another shape": tensor("parameters", lambda a: a.reshape(1, -1)),
    "a history of another shape": tensor("history", lambda a: a[:, :1].copy()),
    "no tensor of parameters": lambda description, tensors: tensors.pop("parameters"),
    "three counters": counters(1, 0, 3),
    "counters that are text": counters("1", "0", "3", "3"),
    "counters that are fractions": counters(1.5, 0, 3, 3),
    "a negative epoch": counters(-1, 0, 3, 3),
    "a position beyond the points": counters(45, 10_000, 3, 3),
    "a stride of zero": put("history", {"epochs": [], "stride": 0}),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_description_that_does_not_fit_is_an_error(change: Any) -> None:
    with pytest.raises(InvalidSnapshot, match="the bytes are no saved training"):
        Trainer.load(altered(change))


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 8, b"\xff" * 100, b"{}", safetensors.numpy.save({"a": np.zeros(3)}),
     safetensors.numpy.save({"a": np.zeros(3)}, {"trainer": "[1"}),
     safetensors.numpy.save({"a": np.zeros(3)}, {"trainer": "[]"}),
     safetensors.numpy.save({"a": np.zeros(3)}, {"trainer": "[" * 100_000})],
)  # fmt: skip
def test_bytes_of_something_else_are_an_error(data: bytes) -> None:
    with pytest.raises(InvalidSnapshot):
        checkpoint.from_bytes(data)


@given(st.integers(0, 10**6), st.integers(0, 255))
def test_a_corrupted_byte_is_an_error_or_another_number(place: int, value: int) -> None:
    data = bytearray(saved_bytes())
    data[place % len(data)] = value
    try:
        trainer = Trainer.load(bytes(data))
    except InvalidSnapshot:
        assert data != saved_bytes()
        return
    assert np.isfinite(trainer.parameters).all()
    assert np.isfinite([trainer.metrics.train_loss, trainer.metrics.test_loss]).all()
    assert Trainer.load(trainer.save()).save() == trainer.save()


@given(st.integers(0, 10**6))
def test_a_file_cut_short_is_an_error(length: int) -> None:
    data = saved_bytes()
    with pytest.raises(InvalidSnapshot):
        Trainer.load(data[: length % len(data)])
