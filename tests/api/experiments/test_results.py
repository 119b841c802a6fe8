"""The results of runs and sweeps, and what the seeds of a point say."""

from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.experiments.conftest import SWEEP, finished
from tinkernet.experiments.summary import wilson
from tinkernet.local.training import run, sweep


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


def test_the_share_that_reached_the_goal_is_that_of_all_pages(client: httpx.Client, path: str) -> None:
    rate = {"filter": "training.learning_rate:eq:0.3"}
    rows = client.get(f"{path}/results", params=rate).json()["results"]
    page = client.get(f"{path}/results", params={**rate, "limit": 1}).json()
    found = wilson(sum(row["succeeded"] for row in rows), len(rows))
    assert page["success"] == {"rate": found.rate, "low": found.low, "high": found.high}
    assert client.get(f"{path}/results", params={"filter": "seed:gt:99"}).json()["success"] is None


def test_a_run_has_one_point(client: httpx.Client) -> None:
    body = {"config": {"data": {"dataset": "ripple", "samples": 40}}, "seeds": [3, 8], "stop": {"epochs": 2}}
    state = finished(client, "runs", body)
    assert (state["kind"], state["points"], state["runs"], state["succeeded"]) == ("run", 1, 2, None)
    page = client.get(f"/api/runs/{state['id']}/results").json()
    rows = page["results"]
    assert page["success"] is None
    assert [(row["seed"], row["epochs"], row["test_accuracy"]) for row in rows] == [
        (3, 2, None),
        (8, 2, None),
    ]
    point = client.get(f"/api/runs/{state['id']}/points").json()["points"][0]
    assert (point["success"], point["runs"]) == (None, 2)


@pytest.mark.parametrize(
    "query", [{"sort": "loss"}, {"filter": "test_loss"}, {"limit": 0}, {"offset": -1}, {"format": "xml"}]
)
def test_a_question_that_makes_no_sense_is_refused(
    client: httpx.Client, path: str, query: dict[str, Any]
) -> None:
    answer = client.get(f"{path}/results", params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


def test_one_run_carries_what_it_takes_to_redo_it(client: httpx.Client, path: str) -> None:
    details = client.get(f"{path}/results/13").json()
    again = run(details["config"], SWEEP["stop"])
    np.testing.assert_array_equal(np.float32(details["parameters"]), again.parameters)
    assert details["history"]["epochs"] == again.history.epochs.tolist()
    np.testing.assert_allclose(details["history"]["test_loss"], again.history.test_loss, rtol=1e-6)
    picture = client.get(f"{path}/results/13/boundary", params={"resolution": 20}).json()
    np.testing.assert_allclose(picture["values"], again.boundary(20), atol=1e-6)
    assert picture["x2"][0] == 6


def test_a_run_that_does_not_exist_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(f"{path}/results/16").status_code == 404
