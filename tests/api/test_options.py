"""Options: everything a form needs, and nothing that the config would refuse."""

import math
from typing import Any, get_args

import httpx
import numpy as np
import pytest

from tinkernet import Config, config
from tinkernet.api.options import options
from tinkernet.config import GeneratedData, NetworkConfig, PointSet, TrainingConfig
from tinkernet.errors import InvalidConfig

FIELDS: dict[str, dict[str, Any]] = options()["fields"]
NUMBERS = [path for path, field in FIELDS.items() if field["type"] in ("number", "integer")]


def with_value(path: str, value: object) -> Config:
    """The default config with one field changed."""
    *section, name = path.split(".")
    return Config.parse({section[0]: {name: value}} if section else {name: value})


def test_the_route_answers_with_the_options(client: httpx.Client) -> None:
    assert client.get("/api/options").json() == options()


def test_every_field_of_the_config_is_described() -> None:
    sections = {"data": GeneratedData, "network": NetworkConfig, "training": TrainingConfig}
    names = {f"{section}.{name}" for section, model in sections.items() for name in model.model_fields}
    assert FIELDS.keys() == names | {"features", "data.task", "data.expression", "data.points"}


def test_the_defaults_are_those_of_the_config() -> None:
    defaults = options()["defaults"]
    assert defaults == Config().model_dump(mode="json")
    for path, field in FIELDS.items():
        *section, name = path.split(".")
        assert field["default"] == (defaults[section[0]] if section else defaults).get(name)


@pytest.mark.parametrize("path", NUMBERS)
def test_bounds_are_those_of_the_config(path: str) -> None:
    field = FIELDS[path]
    whole = field["type"] == "integer"
    for inside in (field.get("min"), field.get("max")):
        assert inside is None or with_value(path, inside)
    for bound, down in (("min", True), ("max", False)):
        outside = field.get(f"exclusive_{bound}")
        if outside is None and bound not in field:
            continue
        if outside is None:
            edge = field[bound]
            outside = (
                edge + (-1 if down else 1) if whole else math.nextafter(edge, -math.inf if down else math.inf)
            )
        with pytest.raises(InvalidConfig):
            with_value(path, outside)


@pytest.mark.parametrize("path", [path for path, field in FIELDS.items() if field["type"] == "choice"])
def test_choices_are_those_of_the_config(path: str) -> None:
    alone = {
        "data.task",
        "training.loss",
        "data.dataset",
    }  # these take part in combinations, which others test
    for value in FIELDS[path]["values"]:
        assert path in alone or with_value(path, value)
    with pytest.raises(InvalidConfig):
        with_value(path, "something else")


@pytest.mark.parametrize("path", FIELDS)
def test_null_is_taken_where_it_is_said_to_be(path: str) -> None:
    if FIELDS[path]["nullable"]:
        assert with_value(path, None)
    else:
        with pytest.raises(InvalidConfig):
            with_value(path, None)


@pytest.mark.parametrize("dataset", options()["datasets"], ids=lambda entry: entry["name"])
def test_losses_are_offered_where_the_config_takes_them(dataset: dict[str, Any]) -> None:
    classes = dataset["classes"]
    problem = {0: "regression", 2: "two_classes"}.get(classes, "k_classes")
    for loss in options()["losses"]:
        sections = {"data": {"dataset": dataset["name"]}, "training": {"loss": loss["name"]}}
        if problem in loss["tasks"]:
            assert Config.parse(sections).loss == loss["name"]
        else:
            with pytest.raises(InvalidConfig):
                Config.parse(sections)


def test_lists_and_parameters_name_what_the_config_has() -> None:
    known = options()
    assert [entry["name"] for entry in known["datasets"]] == [
        name for name in get_args(config.DatasetName) if name not in ("formula", "custom")
    ]
    assert [entry["name"] for entry in known["losses"]] == list(get_args(config.LossName))
    assert [entry["name"] for entry in known["optimizers"]] == list(get_args(config.OptimizerName))
    assert [entry["name"] for entry in known["schedules"]] == list(get_args(config.ScheduleName))
    assert [entry["name"] for entry in known["features"]] == list(get_args(config.FeatureName))
    assert known["activations"] == list(get_args(config.ActivationName))
    assert known["initializers"] == list(get_args(config.InitializerName))
    assert known["regularizers"] == list(get_args(config.RegularizerName))
    for group in ("losses", "optimizers", "schedules"):
        for entry in known[group]:
            assert set(entry["parameters"]) <= TrainingConfig.model_fields.keys()


def test_the_points_of_custom_data_are_bounded_as_the_config_bounds_them() -> None:
    bounds = [(entry["min"], entry["max"]) for entry in FIELDS["data.points"]["items"]["items"]]
    assert bounds == [(-1e15, 1e15)] * 3
    corners = [[entry[side] for entry in bounds] for side in (0, 1)]
    data = {"dataset": "custom", "task": "regression", "points": corners}
    points = Config.parse({"data": data}).data
    assert isinstance(points, PointSet)
    assert points.values.tolist() == corners


@pytest.mark.parametrize(
    ("name", "path"),
    [("learning_rates", "training.learning_rate"), ("regularization_rates", "training.regularization_rate")],
)
def test_the_offered_rates_are_allowed(name: str, path: str) -> None:
    rates = options()[name]
    assert rates == sorted(rates)
    assert all(with_value(path, rate) for rate in rates)


def test_the_points_of_a_data_set_are_those_of_a_session(client: httpx.Client) -> None:
    for entry in options()["datasets"]:
        answer = client.get(f"/api/datasets/{entry['name']}?samples=40&noise=5&seed=3").json()
        assert (answer["task"], answer["classes"], len(answer["points"])) == (
            entry["task"],
            entry["classes"],
            40,
        )
    data = {"dataset": entry["name"], "samples": 40, "noise": 5, "seed": 3}
    session = client.post("/api/sessions", json={"config": {"data": data}}).json()
    known = client.get(f"/api/sessions/{session['id']}/data").json()
    assert sorted(answer["points"]) == sorted(known["train"] + known["test"])


def test_every_feature_has_a_map(client: httpx.Client) -> None:
    for entry in options()["features"]:
        values = np.array(client.get("/api/features/" + entry["name"].replace("^", "%5E")).json()["values"])
        assert values.shape == (25, 25)
        assert np.abs(values).max() <= 1
    assert np.shape(client.get("/api/features/x1?resolution=7").json()["values"]) == (7, 7)


@pytest.mark.parametrize("path", ["datasets/custom", "datasets/unknown", "features/unknown"])
def test_what_is_not_in_the_catalog_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(f"/api/{path}").json()["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    "query", ["samples=9", "samples=5001", "noise=51", "noise=nan", "noise=1e400", "seed=-1"]
)
def test_data_sets_take_what_the_config_takes(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/datasets/circle?{query}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")
