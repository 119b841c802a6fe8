"""What is added to one table of the catalogue is there everywhere: an entry is all that it takes.

A server runs from a copy of the package with an entry more in each table; all else is asked over HTTP.
"""

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

every_table = pytest.mark.parametrize("table", ADDITIONS)


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


def config(table: str, engine: str = "fused", with_addition: bool = True) -> dict[str, Any]:
    """A config that uses an addition, or the same without it."""
    section: dict[str, Any] = {"data": {"samples": 60}, "network": {"hidden": [5, 3]}, "training": {}}
    for name, value in ADDITIONS[table].config.items():
        section[name] = {**section[name], **value} if isinstance(value, Mapping) else value
    section["training"]["engine"] = engine
    if not with_addition:
        *parent, name = PATHS[table].split(".")
        (section[parent[0]] if parent else section).pop(name)
    return section


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("copy")
    copy_with_additions(folder)
    with running_server(folder / "data", **environment(folder)) as url, Client(url) as client:
        yield client


@pytest.fixture(scope="module")
def trained(client: Client) -> dict[str, Trained]:
    return {table: Trained.of(client.create_session(config(table))) for table in ADDITIONS}


@pytest.fixture(scope="module")
def trained_on(client: Client) -> dict[str, Mapping[str, Any]]:
    """The metrics of the reference engine when the scripts end."""
    found: dict[str, Mapping[str, Any]] = {}
    for table in ADDITIONS:
        session = client.create_session(config(table, "autograd"))
        session.step(steps=STEPS)
        session.step(epochs=EPOCHS)
        found[table] = session.metrics
    return found


@pytest.fixture(scope="module")
def printed(trained: dict[str, Trained], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Losses]:
    """What the scripts print, in a process without Tinkernet."""
    folder = tmp_path_factory.mktemp("scripts")
    paths: dict[str, Path] = {table: folder / f"{table}.py" for table in ADDITIONS}
    for table, path in paths.items():
        path.write_bytes(trained[table].script)
    return {table: losses(output) for table, output in run_all(paths).items()}


@pytest.fixture(scope="module")
def predicted(
    trained: dict[str, Trained], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, npt.NDArray[np.float32]]:
    models = {table: trained[table].model for table in ADDITIONS}
    return onnx_predictions(models, POINTS, tmp_path_factory.mktemp("models"))


@every_table
def test_the_package_itself_knows_nothing_of_it(table: str) -> None:
    with pytest.raises(InvalidConfig, match=ADDITIONS[table].name.replace("(", r"\(").replace(")", r"\)")):
        Config.parse(config(table))


@every_table
def test_the_options_list_it_last(table: str, client: Client) -> None:
    options, name = client.options(), ADDITIONS[table].name
    entry = options[LISTS.get(table, table)][-1]
    assert (entry["name"] if isinstance(entry, dict) else entry) == name
    field = options["fields"][PATHS[table]]
    names = field["items"]["values"] if table == "features" else field["values"]
    assert [each for each in names if each != "custom"][-1] == name


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


@every_table
def test_both_engines_train_with_it_alike(table: str, client: Client, trained: dict[str, Trained]) -> None:
    found = trained[table].parameters
    session = client.create_session(config(table, "autograd"))
    before = session.parameters()
    session.step(steps=STEPS)
    expected = session.parameters()
    assert np.linalg.norm(found - expected) <= 1e-4 * np.linalg.norm(expected - before)


@every_table
def test_it_makes_a_difference(table: str, client: Client, trained: dict[str, Trained]) -> None:
    session = client.create_session(config(table, with_addition=False))
    session.step(steps=STEPS)
    assert session.metrics["train_loss"] != pytest.approx(trained[table].metrics["train_loss"], rel=1e-3)


@every_table
def test_a_script_carries_it(
    table: str,
    trained: dict[str, Trained],
    printed: dict[str, Losses],
    trained_on: dict[str, Mapping[str, Any]],
) -> None:
    metrics, later = trained[table].metrics, trained_on[table]
    _, *now = printed[table][0]
    assert now == pytest.approx([metrics["train_loss"], metrics["test_loss"]], rel=1e-6, abs=1e-6)
    _, *end = printed[table][-1]
    assert end == pytest.approx([later["train_loss"], later["test_loss"]], rel=1e-4, abs=1e-6)


@every_table
def test_an_onnx_model_predicts_with_it(
    table: str, trained: dict[str, Trained], predicted: dict[str, Floats]
) -> None:
    expected = trained[table].predictions
    assert predicted[table].shape == expected.shape
    assert np.abs(predicted[table] - expected).max() <= 1e-5 * max(1, np.abs(expected).max())
