"""Configs of earlier versions, in which the points stood themselves."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.config import IN_FULL, Config, PointSet
from tinkernet.errors import InvalidConfig
from tinkernet.nn import before

Rows = list[list[float]]


def earlier(points: Rows, task: str, percent: float, seed: int) -> dict[str, Any]:
    """A config as those versions wrote it."""
    data = {
        "dataset": "custom", "task": task, "samples": None, "noise": 0.0, "train_percent": percent,
        "seed": seed, "points": points,
    }  # fmt: skip
    return {"data": data, "network": {"hidden": [3]}}


@given(st.integers(2, 60), st.floats(10, 90), st.integers(0, 2**32 - 1))
def test_points_were_shuffled_and_the_first_ones_for_training(n: int, percent: float, seed: int) -> None:
    points = [[k / 60, -k / 60, k - 30.5] for k in range(n)]
    found = before.read(earlier(points, "regression", percent, seed)).data
    random = np.random.Generator(np.random.PCG64(seed))
    for k in range(n - 1, 0, -1):
        j = math.floor(random.random() * (k + 1))
        points[k], points[j] = points[j], points[k]
    train = min(max(math.floor(n * percent / 100), 1), n - 1)
    assert isinstance(found, PointSet)
    assert (found.train.tolist(), found.test.tolist()) == (points[:train], points[train:])
    assert (found.train_percent, found.seed) == (percent, seed)


@pytest.mark.parametrize("labels", [[-1.0, 1.0], [0.0, 1.0]])
def test_labels_of_two_classes_were_minus_and_plus_one(labels: list[float]) -> None:
    points = [[k / 10, 0.0, labels[k % 2]] for k in range(20)]
    found = before.read(earlier(points, "classification", 50, 1)).data
    assert isinstance(found, PointSet)
    assert {tuple(row) for row in found.rows.tolist()} == {(k / 10, 0, 2 * (k % 2) - 1) for k in range(20)}


def test_large_labels_were_learnt_as_they_are() -> None:
    points = [[k / 10, 0.0, 1000.0 * k] for k in range(20)]
    found = before.read(earlier(points, "regression", 50, 1)).data
    assert isinstance(found, PointSet)
    assert (found.units.is_identity, found.scale) == (True, 19_000)


def test_everything_else_is_read_as_it_stands() -> None:
    read = before.read(earlier([[0, 0, 0], [1, 1, 1]], "classification", 50, 1))
    assert read.network.hidden == (3,)
    generated = {"data": {"dataset": "moons", "task": None, "points": None, "noise": 5}}
    assert before.read(generated) == Config(data={"dataset": "moons", "noise": 5})
    for config in (read, Config(), Config(data={"points": [[0, 0, 0], [1, 1, 1], [2, 2, 2]]})):
        assert before.read(config.model_dump(mode="json", context=IN_FULL)) == config


@pytest.mark.parametrize("sections", [None, [], {"data": 7}, {"data": {"dataset": "custom"}}, {"colour": 1}])
def test_what_is_no_config_is_refused(sections: object) -> None:
    with pytest.raises(InvalidConfig):
        before.read(sections)


@pytest.mark.parametrize("loss", ["hinge", "squared_error", None])
def test_the_hinge_loss_was_taken_of_tanh(loss: str | None) -> None:
    written = Config(training={"loss": loss}).model_dump(mode="json")
    assert before.read(written) == Config(training={"loss": loss})
    del written["network"]["output"]
    output = "tanh" if loss == "hinge" else "auto"
    assert before.read(written) == Config(training={"loss": loss}, network={"output": output})
    assert before.read({"training": {"loss": "hinge"}}).output == "linear"
