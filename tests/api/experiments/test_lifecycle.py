"""Runs and sweeps over REST."""

import csv
import io
import json
import time
from collections import ChainMap
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest
from pyarrow import parquet

from tests.api.conftest import PATIENCE, Server
from tinkernet.base.validation import validated
from tinkernet.experiments.schema import SavedExperiment
from tinkernet.experiments.store import ExperimentStore, Outcome
from tinkernet.experiments.sweep import Experiment
from tinkernet.local.training import run, sweep

SWEEP: dict[str, Any] = {
    "config": {"data": {"dataset": "xor", "samples": 60}},
    "grid": {"training.learning_rate": [0.001, 0.3], "network.hidden": [[2], [4, 4]]},
    "seeds": 4,
    "stop": {"epochs": 30, "test_loss_below": 0.3},
}
ENDLESS = {
    "config": {"network": {"hidden": [32, 32, 32]}, "data": {"samples": 5000}},
    "stop": {"epochs": 100_000},
}
State = dict[str, Any]


def finished(client: httpx.Client, kind: str, body: dict[str, Any]) -> State:
    """An experiment that has been carried out."""
    answer = client.post(f"/api/{kind}", json=body)
    assert answer.status_code == 202, answer.text
    return last_news(client, f"/api/{kind}/{answer.json()['id']}")


def last_news(client: httpx.Client, path: str) -> State:
    """What an experiment's stream has told when the experiment is over."""
    return dict(ChainMap(*reversed(news(client, path))))


def news(client: httpx.Client, path: str) -> list[State]:
    """All events of an experiment's stream: progress, then its end."""
    with client.stream("GET", f"{path}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line and not line.startswith(":")]
    names = [line.removeprefix("event: ") for line in lines[::2]]
    assert names == ["progress"] * (len(names) - 1) + ["end"]
    return [json.loads(line.removeprefix("data: ")) for line in lines[1::2]]


@pytest.fixture(scope="module")
def done(running: Server) -> State:
    with httpx.Client(base_url=running.url, timeout=PATIENCE) as client:
        return finished(client, "sweeps", SWEEP)


@pytest.fixture
def path(done: State) -> str:
    return f"/api/sweeps/{done['id']}"


def test_a_sweep_is_accepted_at_once(client: httpx.Client) -> None:
    answer = client.post("/api/sweeps", json=SWEEP)
    state = answer.json()
    assert answer.status_code == 202
    assert (state["kind"], state["points"], state["runs"]) == ("sweep", 4, 16)
    assert (state["grid"], state["seeds"]) == (SWEEP["grid"], 4)
    assert answer.headers["location"] == f"/api/sweeps/{state['id']}"
    assert client.get(answer.headers["location"]).json()["id"] == state["id"]


def test_what_was_asked_for_is_told_once(client: httpx.Client) -> None:
    path = client.post("/api/sweeps", json={**SWEEP, "seeds": 100}).headers["location"]
    first, *others, end = news(client, path)
    assert first["grid"] == SWEEP["grid"]
    assert not any({"config", "grid", "random", "seeds", "stop"} & state.keys() for state in others)
    assert (others[-1], end["status"], end["done"]) == (end, "finished", 400)


def test_a_finished_sweep_tells_how_it_went(client: httpx.Client, path: str, done: State) -> None:
    state = client.get(path).json()
    assert state == done
    assert (state["status"], state["done"], state["diverged"]) == ("finished", 16, 0)
    assert state["finished_at"] >= state["created_at"]
    assert 0 < state["succeeded"] < 16


def test_results_are_those_of_the_same_sweep_in_process(client: httpx.Client, path: str) -> None:
    page = client.get(f"{path}/results").json()
    runs = list(sweep(SWEEP["config"], SWEEP["grid"], seeds=4, stop=SWEEP["stop"]).runs)
    assert page["total"] == 16
    for row, expected in zip(page["results"], runs, strict=True):
        assert (row["epochs"], row["reason"]) == (expected.epochs, expected.reason)
        assert (row["test_loss"], row["test_accuracy"]) == (
            expected.metrics.test_loss,
            expected.metrics.test_accuracy,
        )
        assert row["best"]["epoch"] == expected.best.epoch
        assert row["values"]["training.learning_rate"] == expected.config.training.learning_rate


def test_points_are_those_of_the_same_sweep_in_process(client: httpx.Client, path: str) -> None:
    points = client.get(f"{path}/points", params={"offset": 1, "limit": 2}).json()
    expected = sweep(SWEEP["config"], SWEEP["grid"], seeds=4, stop=SWEEP["stop"]).points[1:3]
    assert points["total"] == 4
    for point, found in zip(points["points"], expected, strict=True):
        assert found.summary.success is not None
        assert point["values"] == found.values
        assert point["success"]["low"] == found.summary.success.low
        assert point["test_loss"]["median"] == found.summary.test_loss.median


def test_results_are_filtered_sorted_and_paged(client: httpx.Client, path: str) -> None:
    asked = {"filter": ["training.learning_rate:eq:0.3", "seed:le:3"], "sort": "-test_loss", "limit": 4}
    page = client.get(f"{path}/results", params=asked).json()
    losses = [row["test_loss"] for row in page["results"]]
    assert (page["total"], len(losses)) == (6, 4)
    assert losses == sorted(losses, reverse=True)
    assert all(row["values"]["training.learning_rate"] == 0.3 for row in page["results"])


def test_a_table_for_a_spreadsheet_has_every_run(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}/results", params={"format": "csv", "sort": "test_loss"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert len(rows) == 16
    losses = [float(row["test_loss"]) for row in rows]
    assert losses == sorted(losses)
    assert json.loads(rows[0]["network.hidden"]) in [[2], [4, 4]]
    best = client.get(f"{path}/results", params={"sort": "test_loss", "limit": 1}).json()["results"][0]
    assert float(rows[0]["test_loss"]) == best["test_loss"]


@pytest.mark.parametrize(("asked", "rows"), [({"limit": 3}, 3), ({"offset": 12}, 4), ({"offset": 16}, 0)])
def test_a_table_has_the_rows_that_are_asked_for(
    client: httpx.Client, path: str, asked: dict[str, int], rows: int
) -> None:
    question = {"sort": "-test_loss", **asked}
    page = client.get(f"{path}/results", params=question).json()["results"]
    text = client.get(f"{path}/results", params={**question, "format": "csv"}).text
    file = client.get(f"{path}/results", params={**question, "format": "parquet"}).content
    runs = [row["run"] for row in page]
    assert len(runs) == rows
    assert [int(row["run"]) for row in csv.DictReader(io.StringIO(text))] == runs
    assert parquet.read_table(io.BytesIO(file))["run"].to_pylist() == runs


def test_one_run_carries_what_it_takes_to_redo_it(client: httpx.Client, path: str) -> None:
    details = client.get(f"{path}/results/13").json()
    again = run(details["config"], SWEEP["stop"])
    np.testing.assert_array_equal(np.float32(details["parameters"]), again.parameters)
    assert details["history"]["epochs"] == again.history.epochs.tolist()
    np.testing.assert_allclose(details["history"]["test_loss"], again.history.test_loss, rtol=1e-6)
    picture = client.get(f"{path}/results/13/boundary", params={"resolution": 20}).json()
    np.testing.assert_allclose(picture["values"], again.boundary(20), atol=1e-6)
    assert picture["x2"][0] == 6


def test_a_run_has_one_point(client: httpx.Client) -> None:
    body = {"config": {"data": {"dataset": "ripple", "samples": 40}}, "seeds": [3, 8], "stop": {"epochs": 2}}
    state = finished(client, "runs", body)
    assert (state["kind"], state["points"], state["runs"], state["succeeded"]) == ("run", 1, 2, None)
    rows = client.get(f"/api/runs/{state['id']}/results").json()["results"]
    assert [(row["seed"], row["epochs"], row["test_accuracy"]) for row in rows] == [
        (3, 2, None),
        (8, 2, None),
    ]
    point = client.get(f"/api/runs/{state['id']}/points").json()["points"][0]
    assert (point["success"], point["runs"]) == (None, 2)


def test_cancelling_keeps_the_experiment_and_deleting_forgets_it(client: httpx.Client) -> None:
    path = f"/api/runs/{client.post('/api/runs', json=ENDLESS).json()['id']}"
    assert client.get(path).json()["status"] == "running"
    assert client.get(f"{path}/points").json()["points"][0]["test_loss"] is None
    assert client.post(f"{path}/cancel").json()["status"] == "cancelled"
    assert last_news(client, path)["status"] == "cancelled"
    assert client.delete(path).status_code == 204
    assert client.get(path).json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("tail", ["", "/events", "/results", "/points", "/results/0", "/results/0/boundary"])
@pytest.mark.parametrize("kind", ["runs", "sweeps"])
def test_an_unknown_experiment_is_not_found(client: httpx.Client, kind: str, tail: str) -> None:
    answer = client.get(f"/api/{kind}/nowhere{tail}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_run_that_does_not_exist_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(f"{path}/results/16").status_code == 404


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"config": {"data": {"noise": 80}}}, "noise must be between 0 and 50, got 80"),
        ({"grid": {"data.noise": [80]}}, "noise must be between 0 and 50, got 80"),
        ({"stop": {"epochs": 0}}, "epochs must be at least 1, got 0"),
        ({"seeds": 20_000}, "seeds must be between 1 and 10000, or a list, got 20000"),
        ({"gird": {}}, "there is no field 'gird'"),
        ({"seeds": 10_000, "grid": SWEEP["grid"]}, "there would be 40000 runs, more than 10000"),
    ],
)
def test_a_sweep_that_is_not_valid_says_why(client: httpx.Client, body: dict[str, Any], message: str) -> None:
    answer = client.post("/api/sweeps", json=body)
    assert (answer.status_code, answer.json()["error"]["message"]) == (422, message)


@pytest.mark.parametrize("kind", ["runs", "sweeps"])
def test_a_seed_that_is_given_twice_is_refused(client: httpx.Client, kind: str) -> None:
    answer = client.post(f"/api/{kind}", json={"seeds": [1, 1], "stop": {"epochs": 1}})
    error = {"code": "invalid_request", "message": "each of the seeds may be given once", "field": "seeds"}
    assert (answer.status_code, answer.json()["error"]) == (422, error)


@pytest.mark.parametrize(
    "text", ['{"seeds": NaN}', '{"grid": {"data.noise": [1e400]}}', '{"config": {"x": "\\ud800"}}', "[", "7"]
)
def test_what_is_no_strict_json_is_refused(client: httpx.Client, text: str) -> None:
    answer = client.post("/api/sweeps", content=text, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] in ("invalid_request", "invalid_config")


@pytest.mark.parametrize(
    "query", [{"sort": "loss"}, {"filter": "test_loss"}, {"limit": 0}, {"offset": -1}, {"format": "xml"}]
)
def test_a_question_that_makes_no_sense_is_refused(
    client: httpx.Client, path: str, query: dict[str, Any]
) -> None:
    answer = client.get(f"{path}/results", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


def test_a_sweep_of_ten_thousand_runs_answers_quickly(running: Server, client: httpx.Client) -> None:
    rates = [round(0.0001 * place, 4) for place in range(1, 101)]
    grid = {"training.learning_rate": rates, "training.momentum": [rate / 2 for rate in rates]}
    path = f"/api/sweeps/{stored(running, validated(Experiment, {'grid': grid}))}"
    table: dict[str, Any] = {
        "sort": "-test_loss",
        "filter": "training.learning_rate:gt:0.005",
        "offset": 4000,
    }

    def created(body: dict[str, Any]) -> float:
        seconds, answer = timed(lambda: client.post("/api/sweeps", json={**body, "stop": {"epochs": 1}}))
        client.delete(answer.headers["location"])
        return seconds

    def read(path: str, **params: Any) -> float:
        return timed(lambda: client.get(path, params=params))[0]

    asked: dict[str, Callable[[], float]] = {
        "creation": lambda: created({"grid": grid}),
        "creation with a long axis": lambda: created({"grid": {"data.seed": list(range(10_000))}}),
        "progress": lambda: read(path),
        "results": lambda: read(f"{path}/results", **table),
        "points": lambda: read(f"{path}/points", offset=5000),
        "list": lambda: read("/api/sweeps"),
        "histories": lambda: read(f"{path}/histories", **table, limit=250),
        "boundaries": lambda: read(f"{path}/boundaries", **table, limit=250),
    }
    for name, ask in asked.items():
        times = [ask() for _ in range(10)]
        # other work only ever adds time; 250 pictures take a tenth of a second of a core that is shared
        assert min(times) < (0.2 if name == "boundaries" else 0.1), name
    assert client.get(path).json()["done"] == 10_000


def stored(running: Server, experiment: Experiment) -> str:
    """The id of an experiment of which every run is done, and has the same result."""
    result = run(experiment.config, {"epochs": 1})
    outcomes = [Outcome(experiment.run(index), result) for index in range(experiment.runs)]
    store = ExperimentStore(running.app.state.settings.resolved_database_url)
    row = SavedExperiment(id="large", kind="sweep", status="finished", created_at=1.0, finished_at=2.0)
    row.runs, row.body = experiment.runs, experiment.model_dump_json()
    store.create(row)
    for start in range(0, len(outcomes), 100):
        store.commit(row.id, outcomes[start : start + 100], experiment)
    store.close()
    return row.id


def timed(ask: Callable[[], httpx.Response]) -> tuple[float, httpx.Response]:
    """Seconds of this process, server and client, until a good answer, with it.

    They are those of its threads, not of the clock: other processes do not count.
    """
    begun = time.process_time()
    answer = ask()
    taken = time.process_time() - begun
    assert answer.is_success, answer.text
    return taken, answer
