"""What the client says of runs and sweeps is what the same sweep gives in this process."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tinkernet
from tests import http
from tests.api.conftest import Server
from tinkernet import Client, Config
from tinkernet.client import Experiment, Session, wire
from tinkernet.client.connection import Pages
from tinkernet.errors import InvalidConfig, InvalidRequest, NotFound
from tinkernet.local.results import SweepResult
from tinkernet.settings import Settings

DOCUMENT = (Path(__file__).parent.parent / "docs" / "client.md").read_text()
CONFIG: dict[str, Any] = {"data": {"dataset": "xor", "samples": 60}}
GRID: dict[str, list[Any]] = {"training.learning_rate": [0.001, 0.3], "network.hidden": [[2], [4, 4]]}
STOP: Any = {"epochs": 30, "test_loss_below": 0.3}
ENDLESS: dict[str, Any] = {"network": {"hidden": [32, 32, 32]}, "data": {"samples": 5000}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Server(Settings(data_dir=tmp_path_factory.mktemp("data"))) as server:
        yield server.url


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    with Client(address) as client:
        yield client


@pytest.fixture(scope="module")
def in_parts(address: str) -> Iterator[Client]:
    """The same server, asked for little at a time."""
    with Client(address, pages=Pages(experiments=2, rows=3, pictures=5)) as client:
        yield client


@pytest.fixture(scope="module")
def sweep(client: Client) -> Experiment:
    sweep = client.sweep(CONFIG, GRID, seeds=4, stop=STOP)
    assert sweep.wait()["status"] == "finished"
    return sweep


@pytest.fixture(scope="module")
def expected() -> SweepResult:
    return tinkernet.sweep(CONFIG, GRID, seeds=4, stop=STOP)


def test_a_sweep_is_the_same_with_and_without_a_server(sweep: Experiment, expected: SweepResult) -> None:
    ours, theirs = (frame.drop(columns="seconds") for frame in (expected.to_frame(), sweep.to_frame()))
    pd.testing.assert_frame_equal(ours, theirs)
    assert list(theirs.columns[-2:]) == list(GRID)
    assert theirs.shape == (16, 21)
    pd.testing.assert_frame_equal(expected.points_frame(), sweep.points_frame())


def test_answers_have_the_fields_of_their_types(sweep: Experiment) -> None:
    state, point, run = sweep.read(), next(sweep.points()), sweep.result(0)
    answers: list[tuple[Any, type]] = [
        (state, wire.ExperimentState),
        (state["config"], wire.Config),
        (state["stop"], wire.Stop),
        (point, wire.Point),
        (point["success"], wire.Rate),
        (point["test_loss"], wire.Quartiles),
        (next(sweep.results()), wire.Result),
        (run, wire.ResultDetails),
        (run["best"], wire.Best),
        (run["history"], wire.History),
    ]
    for answer, kind in answers:
        assert answer.keys() == kind.__annotations__.keys(), kind


def test_points_of_ones_own_are_told_apart_from_what_was_asked(client: Client) -> None:
    config = Config(data={"points": [[x / 8, x / 9, x % 2] for x in range(20)]})
    run = client.run(config, {"epochs": 2})
    run.wait(progress=False)
    assert run.read()["config"]["data"]["digest"] == config.data.digest  # type: ignore[union-attr]
    assert run.data().train.shape == (10, 3)
    [theirs] = run.results()
    assert theirs["test_loss"] == tinkernet.run(config, {"epochs": 2}).metrics.test_loss


def test_a_frame_is_filtered_and_sorted(sweep: Experiment) -> None:
    asked = ["training.learning_rate:eq:0.3", "network.hidden:eq:[4,4]"]
    frame = sweep.to_frame(asked, sort="-test_loss")
    assert set(frame["network.hidden"]) == {"[4,4]"}
    assert len(frame) == 4
    assert frame["test_loss"].is_monotonic_decreasing
    assert len(sweep.to_frame("seed:gt:4")) == 0


def test_a_run_is_the_same_with_and_without_a_server(client: Client) -> None:
    run = client.run(CONFIG, STOP, seeds=[7])
    assert run.wait(progress=False)["done"] == 1
    ours = tinkernet.run(CONFIG, STOP, seed=7)
    pd.testing.assert_frame_equal(
        ours.to_frame().drop(columns="seconds"), run.to_frame().drop(columns="seconds")
    )
    np.testing.assert_array_equal(run.parameters(0), ours.parameters)
    np.testing.assert_allclose(run.history(0).test_loss, ours.history.test_loss, rtol=1e-6)
    np.testing.assert_allclose(run.boundary(0, resolution=20), ours.boundary(20), atol=1e-6)
    assert run.result(0)["config"] == Config(**CONFIG, network={"seed": 7}).model_dump(mode="json")


def test_results_and_points_come_page_after_page(sweep: Experiment, in_parts: Client) -> None:
    whole = list(sweep.results()), list(sweep.points())
    again = in_parts.experiment(sweep.id)
    assert (list(again.results()), list(again.points())) == whole
    assert [len(rows) for rows in whole] == [16, 4]


def test_events_tell_of_progress_until_it_is_over(client: Client) -> None:
    states = list(client.sweep(CONFIG, GRID, seeds=4, stop=STOP).events())
    assert all(before["done"] <= after["done"] for before, after in pairwise(states))
    assert (states[-1]["status"], states[-1]["done"]) == ("finished", 16)


def test_a_random_search_is_that_of_the_same_seed(client: Client) -> None:
    distribution = {"distribution": "log_uniform", "low": 0.01, "high": 1}
    search = {"points": 5, "seed": 3, "distributions": {"training.learning_rate": distribution}}
    sweep = client.sweep(CONFIG, random=search, stop={"epochs": 1})
    sweep.wait()
    ours = tinkernet.sweep(CONFIG, random=search, stop={"epochs": 1}).to_frame()["training.learning_rate"]
    assert sweep.axes == ("training.learning_rate",)
    pd.testing.assert_series_equal(sweep.to_frame()["training.learning_rate"], ours)


def test_an_experiment_is_found_again(client: Client, sweep: Experiment) -> None:
    found = client.experiment(sweep.id)
    assert (found.id, found.kind, found.status, found.progress) == (sweep.id, "sweep", "finished", 1)
    run = client.run(CONFIG, {"epochs": 1})
    assert client.experiment(run.id).kind == "run"
    assert found.url.endswith(f"/experiments.html?sweep={sweep.id}")
    with pytest.raises(NotFound):
        client.experiment("none")


def test_cancelling_ends_it_and_deleting_forgets_it(client: Client) -> None:
    endless = client.sweep(ENDLESS, seeds=3, stop={"epochs": 100_000})
    assert endless.cancel()["status"] == "cancelled"
    assert endless.wait()["status"] == "cancelled"
    endless.delete()
    with pytest.raises(NotFound):
        endless.read()


def test_waiting_for_what_is_deleted_says_so(client: Client) -> None:
    endless = client.run(ENDLESS, {"epochs": 100_000})
    events = endless.events()
    assert next(events)["status"] == "running"
    endless.delete()
    with pytest.raises(NotFound):
        next(events)


def test_a_table_is_saved(sweep: Experiment, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    sweep.save(file, "succeeded:eq:true")
    saved = pd.read_csv(file)
    asked = sweep.to_frame("succeeded:eq:true")
    assert list(saved.columns) == list(asked.columns)
    np.testing.assert_array_equal(saved["test_loss"], asked["test_loss"])
    with pytest.raises(InvalidRequest, match=r"ends in \.csv or \.parquet, got table\.xlsx"):
        sweep.save(tmp_path / "table.xlsx")


def test_a_table_is_saved_as_parquet(sweep: Experiment, tmp_path: Path) -> None:
    file = tmp_path / "table.parquet"
    sweep.save(file, sort="-test_loss")
    saved, asked = pd.read_parquet(file), sweep.to_frame(sort="-test_loss")
    assert list(saved.columns) == list(asked.columns)
    assert saved["run"].tolist() == asked["run"].tolist()


def test_many_histories_come_thinned(sweep: Experiment, expected: SweepResult, in_parts: Client) -> None:
    runs = list(expected.runs)
    histories = list(in_parts.experiment(sweep.id).histories(sort="-run", rows=8))
    assert [run for run, _ in histories] == list(range(15, -1, -1))
    for run, history in histories:
        assert len(history.epochs) <= 8
        assert history.epochs[-1] == runs[run].epochs
        assert history.test_loss[-1] == pytest.approx(runs[run].metrics.test_loss, rel=1e-6)


def test_many_boundaries_come_as_drawn(sweep: Experiment, expected: SweepResult, in_parts: Client) -> None:
    boundaries = dict(in_parts.experiment(sweep.id).boundaries(resolution=12))
    assert list(boundaries) == list(range(16))
    for run, result in enumerate(expected.runs):
        np.testing.assert_allclose(boundaries[run], result.boundary(12), atol=1 / 253)


def test_boundaries_of_classes_are_probabilities(client: Client) -> None:
    run = client.run({"data": {"dataset": "blobs3", "samples": 40}}, {"epochs": 2})
    run.wait()
    [(_, boundary)] = run.boundaries(resolution=10)
    assert boundary.shape == (3, 10, 10)
    np.testing.assert_allclose(boundary.sum(axis=0), 1, atol=0.01)


def test_a_run_opens_as_a_session_that_goes_on(client: Client, sweep: Experiment) -> None:
    session = sweep.open(5)
    assert session.epoch == sweep.result(5)["epochs"]
    np.testing.assert_array_equal(session.parameters(), sweep.parameters(5))
    assert session.step(epochs=2)["epoch"] == sweep.result(5)["epochs"] + 2
    session.delete()


def test_a_run_is_exported(client: Client, sweep: Experiment, tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    assert sweep.export(5, "safetensors", file) == file.read_bytes()
    back = client.import_session(file)
    np.testing.assert_array_equal(back.parameters(), sweep.parameters(5))
    back.delete()


def test_all_experiments_are_listed_the_newest_first(client: Client, in_parts: Client) -> None:
    started = [
        client.run(CONFIG, {"epochs": 1}),
        client.sweep(CONFIG, {"data.seed": [1]}, stop={"epochs": 1}),
        client.run(CONFIG, {"epochs": 1}),
    ]
    listed = [(found.id, found.kind) for found in in_parts.experiments()]
    assert listed[:3] == [(one.id, one.kind) for one in reversed(started)]
    assert len(listed) == len(set(listed)) > 3


def test_mistakes_are_what_they_are_in_process(client: Client) -> None:
    with pytest.raises(InvalidConfig, match="noise must be between 0 and 50, got 80") as caught:
        client.sweep(grid={"data.noise": [1, 80]})
    assert caught.value.field == "grid.data.noise"
    with pytest.raises(InvalidRequest, match="there would be 20 runs, more than 10"):
        client.sweep(grid={"data.noise": list(range(20))}, max_runs=10)
    with pytest.raises(InvalidRequest, match="there would be 20 runs, more than 10"):
        tinkernet.sweep(grid={"data.noise": list(range(20))}, max_runs=10)


def test_the_url_is_that_of_the_server(client: Client) -> None:
    address = client.create_session().url.partition("/?")[0]
    assert client.run(CONFIG, {"epochs": 1}).url.startswith(f"{address}/experiments.html?run=")
    assert http.get(address).is_success


def test_the_documentation_names_every_verb() -> None:
    named = set(re.findall(r"`(?:client\.)?(\w+)(?:\(|`)", DOCUMENT))
    verbs = {name for kind in (Client, Experiment) for name in vars(kind) if not name.startswith("_")}
    assert verbs <= named


@pytest.mark.parametrize(("kind", "name"), [(Session, "a session"), (Experiment, "an experiment")])
def test_the_documentation_tells_properties_from_methods(kind: type, name: str) -> None:
    [cells] = re.findall(rf"^\| {name} \| (.+) \|$", DOCUMENT, re.MULTILINE)
    properties = {found for found, value in vars(kind).items() if isinstance(value, property)}
    assert set(re.findall(r"`(\w+)`", cells)) - {"id", "kind"} == properties


def test_the_example_of_the_documentation_runs(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    [example] = re.findall(r"```python\n(.+?)```", DOCUMENT, re.DOTALL)
    address = client.create_session().url.partition("/?")[0]
    exec(example.replace("http://localhost:8000", address), {})
    id = capsys.readouterr().out.split("session=")[1].strip()
    assert client.session(id).status == "playing"
    client.session(id).delete()
