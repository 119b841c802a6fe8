"""Experiments as they are stored: complete by themselves, and those of earlier versions as they were."""

import json
from typing import Any

import pytest

from tests.golden.before_points.cases import BITS, REAL, SIGNS, own
from tinkernet.config import Config, PointSet
from tinkernet.errors import InvalidConfig
from tinkernet.experiments.stored import read, written
from tinkernet.experiments.sweep import Experiment
from tinkernet.nn import before

POINTS = {"points": SIGNS, "train_percent": 70, "seed": 5, "class_names": ["off", "on"]}
GRIDS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "rates": {"training.learning_rate": [0.1, 1]},
    "shares": {"data.train_percent": [30, 80], "data.seed": [1, 2]},
    "points": {"data.points": [SIGNS[:9], SIGNS[3:]]},
    "features": {"features": [["x1"], ["r", "x2"]], "network.hidden": [[3], []]},
}


def configs(experiment: Experiment) -> list[Config]:
    return [experiment.run(index).config for index in range(experiment.runs)]


def earlier(sections: dict[str, Any], **more: Any) -> str:
    """The body of an experiment as the version before wrote it: every field, the points among them."""
    whole = {"dataset": "circle", "task": None, "samples": None, "noise": 0, "train_percent": 50, "seed": 1,
             "points": None}  # fmt: skip
    dumped = Config(**{**sections, "data": {}}).model_dump(mode="json")
    config = {**dumped, "data": {**whole, **sections.get("data", {})}}
    return json.dumps({"config": config, "grid": {}, "random": None, "seeds": 1, "stop": {}, **more})


@pytest.mark.parametrize(
    ("data", "grid"),
    [(POINTS, grid) for grid in GRIDS.values()]
    + [({"dataset": "moons", "samples": 30}, GRIDS[name]) for name in ("nothing", "shares", "features")],
)
def test_what_is_read_has_the_same_runs(data: dict[str, Any], grid: dict[str, Any]) -> None:
    experiment = Experiment.model_validate({"config": {"data": data}, "grid": grid, "seeds": 2})
    again = read(written(experiment))
    assert again == experiment
    assert configs(again) == configs(experiment)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_one_of_an_earlier_version_splits_its_points_as_it_did(grid: dict[str, Any]) -> None:
    sections = {"data": own(SIGNS, train_percent=70, seed=5), "network": {"hidden": [3]}}
    found = read(earlier(sections, grid=grid, seeds=2))
    for index in range(found.runs):
        run = found.run(index)
        changed: dict[str, Any] = json.loads(json.dumps(sections))
        for path, value in {**found.values(run.point), "network.seed": run.seed}.items():
            section, _, field = path.partition(".")
            if field:
                changed.setdefault(section, {})[field] = value
            else:
                changed[section] = value
        assert run.config == before.read(changed)
    assert isinstance(found.config.data, PointSet)
    assert found.config == before.read(sections)


def test_points_that_only_its_axes_had_are_split_as_they_were() -> None:
    grid = {"data.dataset": ["custom"], "data.task": ["regression"], "data.points": [REAL, REAL[5:]]}
    found = read(earlier({"data": {"train_percent": 40}}, grid=grid))
    for index, points in enumerate([REAL, REAL[5:]]):
        expected = before.read({"data": own(points, "regression", train_percent=40)}).data
        assert found.run(index).config.data == expected


def test_one_of_an_earlier_version_stays_what_it_is_when_it_is_handed_on() -> None:
    body = earlier({"data": own(BITS)}, grid={"data.seed": [1, 2, 3]}, seeds=[4, 9])
    assert configs(read(written(read(body)))) == configs(read(body))


def test_fields_that_there_are_not_are_refused_as_ever() -> None:
    found = read(earlier({"data": own(BITS)}, grid={"data.colour": [1]}))
    with pytest.raises(InvalidConfig, match=r"there is no field 'data\.colour' in a config"):
        found.run(0)
