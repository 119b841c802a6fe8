"""What is added to one table of the catalogue is there everywhere: an entry is all that it takes.

A server runs from a copy of the package with the additions; all else is asked over HTTP.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.additions import ADDITIONS, copy_with_additions, environment
from tests.export.processes import Losses, losses, onnx_predictions, run_all
from tests.server import running_server
from tinkernet import Client, Config
from tinkernet.client.session import Session
from tinkernet.errors import InvalidConfig
from tinkernet.export.training_code import EPOCHS

STEPS = 45
POINTS = np.random.default_rng(5).uniform(-6, 6, (200, 2)).astype(np.float32)
PATHS = {
    "activations": "network.activation",
    "losses": "training.loss",
    "datasets": "data.dataset",
    "penalties": "training.regularization",
    "optimizers": "training.optimizer",
    "schedules": "training.schedule",
    "features": "features",
    "initializers": "network.init",
}
LISTS = {"penalties": "regularizers"}
Floats = npt.NDArray[np.float32]

every_addition = pytest.mark.parametrize("name", ADDITIONS)


@dataclass(frozen=True)
class Trained:
    """A session after some steps, and what it was taken home as."""

    parameters: Floats
    metrics: Mapping[str, Any]
    predictions: Floats
    script: bytes
    model: bytes

    @classmethod
    def of(cls, session: Session) -> "Trained":
        session.step(steps=STEPS)
        return cls(
            session.parameters(),
            session.metrics,
            session.predict(POINTS),
            session.export("pytorch"),
            session.export("onnx"),
        )


def config(name: str, engine: str = "fused", with_addition: bool = True) -> dict[str, Any]:
    """A config that uses an addition, or the same without it."""
    sections: dict[str, Any] = {"data": {"samples": 60}, "network": {"hidden": [5, 3]}, "training": {}}
    for section, value in ADDITIONS[name].config.items():
        sections[section] = {**sections[section], **value} if isinstance(value, Mapping) else value
    sections["training"]["engine"] = engine
    if not with_addition:
        *parent, field = PATHS[ADDITIONS[name].table].split(".")
        (sections[parent[0]] if parent else sections).pop(field)
    return sections


@pytest.fixture(scope="module")
def client(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    copy = copy_with_additions(pytestconfig.cache.mkdir("additions"))
    data = tmp_path_factory.mktemp("data")
    with running_server(data, **environment(copy)) as url, Client(url) as client:
        yield client


@pytest.fixture(scope="module")
def trained(client: Client) -> dict[str, Trained]:
    return {name: Trained.of(client.create_session(config(name))) for name in ADDITIONS}


@pytest.fixture(scope="module")
def trained_on(client: Client) -> dict[str, Mapping[str, Any]]:
    """The metrics of the reference engine when the scripts end."""
    found: dict[str, Mapping[str, Any]] = {}
    for name in ADDITIONS:
        session = client.create_session(config(name, "autograd"))
        session.step(steps=STEPS)
        session.step(epochs=EPOCHS)
        found[name] = session.metrics
    return found


@pytest.fixture(scope="module")
def printed(trained: dict[str, Trained], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Losses]:
    """What the scripts print, in a process without Tinkernet."""
    folder = tmp_path_factory.mktemp("scripts")
    paths: dict[str, Path] = {name: folder / f"{name}.py" for name in ADDITIONS}
    for name, path in paths.items():
        path.write_bytes(trained[name].script)
    return {name: losses(output) for name, output in run_all(paths).items()}


@pytest.fixture(scope="module")
def predicted(
    trained: dict[str, Trained], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, npt.NDArray[np.float32]]:
    models = {name: trained[name].model for name in ADDITIONS}
    return onnx_predictions(models, POINTS, tmp_path_factory.mktemp("models"))


@every_addition
def test_the_package_itself_knows_nothing_of_it(name: str) -> None:
    with pytest.raises(InvalidConfig, match=f"got '{re.escape(name)}'$"):
        Config.parse(config(name))


@pytest.mark.parametrize("table", PATHS)
def test_the_options_list_what_is_added_to_a_table_at_its_end(table: str, client: Client) -> None:
    options, added = client.options(), [name for name in ADDITIONS if ADDITIONS[name].table == table]
    entries = options[LISTS.get(table, table)][-len(added) :]
    assert [entry["name"] if isinstance(entry, dict) else entry for entry in entries] == added
    field = options["fields"][PATHS[table]]
    values = field["items"]["values"] if table == "features" else field["values"]
    assert [value for value in values if value not in ("custom", "formula")][-len(added) :] == added


def test_what_else_the_options_say_of_an_entry_is_in_it(client: Client) -> None:
    options = client.options()
    assert options["losses"][-1] == {"name": "log_cosh", "tasks": ["regression"], "parameters": []}
    assert options["optimizers"][-1]["parameters"] == ["rho", "epsilon"]
    assert options["schedules"][-1]["parameters"] == ["schedule_epochs"]
    dataset = {"name": "stripes", "task": "classification", "classes": 3, "samples": 500}
    assert options["datasets"][-1] == dataset


def test_a_refusal_names_it(client: Client) -> None:
    with pytest.raises(InvalidConfig, match=r"^activation must be one of tanh, .*, sin, gaussian, got 'x'$"):
        client.create_session({"network": {"activation": "x"}})
    regression = "loss must be squared_error, mse, mae, huber or log_cosh for a regression, got hinge"
    with pytest.raises(InvalidConfig, match=regression):
        client.create_session({"data": {"dataset": "plane"}, "training": {"loss": "hinge"}})
    classes = "loss must be squared_error, .* hinge or cross_entropy for 2 classes, got log_cosh"
    with pytest.raises(InvalidConfig, match=classes):
        client.create_session({"training": {"loss": "log_cosh"}})


@every_addition
def test_both_engines_train_with_it_alike(name: str, client: Client, trained: dict[str, Trained]) -> None:
    found = trained[name].parameters
    session = client.create_session(config(name, "autograd"))
    before = session.parameters()
    session.step(steps=STEPS)
    expected = session.parameters()
    assert np.linalg.norm(found - expected) <= 1e-4 * np.linalg.norm(expected - before)


@every_addition
def test_it_makes_a_difference(name: str, client: Client, trained: dict[str, Trained]) -> None:
    session = client.create_session(config(name, with_addition=False))
    session.step(steps=STEPS)
    assert session.metrics["train_loss"] != pytest.approx(trained[name].metrics["train_loss"], rel=1e-3)


@every_addition
def test_a_script_carries_it(
    name: str,
    trained: dict[str, Trained],
    printed: dict[str, Losses],
    trained_on: dict[str, Mapping[str, Any]],
) -> None:
    metrics, later = trained[name].metrics, trained_on[name]
    _, *now = printed[name][0]
    assert now == pytest.approx([metrics["train_loss"], metrics["test_loss"]], rel=1e-6, abs=1e-6)
    _, *end = printed[name][-1]
    assert end == pytest.approx([later["train_loss"], later["test_loss"]], rel=1e-4, abs=1e-6)


@every_addition
def test_an_onnx_model_predicts_with_it(
    name: str, trained: dict[str, Trained], predicted: dict[str, Floats]
) -> None:
    expected = trained[name].predictions
    assert predicted[name].shape == expected.shape
    assert np.abs(predicted[name] - expected).max() <= 1e-5 * max(1, np.abs(expected).max())
