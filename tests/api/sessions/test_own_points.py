"""Points of one's own over REST and the stream: sent once, and named by their digest from then on."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.api.conftest import Server, Session
from tests.api.experiments.conftest import finished
from tests.api.http.test_errors import refused
from tests.api.sessions.test_stream import opened

POINTS = [[x / 8, 2 - x / 10 + 1e-9, x % 2] for x in range(40)]
"""Their second coordinates have more digits than a float32 has."""
OWN: dict[str, Any] = {"data": {"points": POINTS}, "network": {"hidden": [3]}}
GIVEN = ("source", "points", "sides", "class_names", "train_percent", "seed")


@pytest.fixture
def own(create: Callable[..., Session]) -> Session:
    return create(OWN)


def data(client: httpx.Client, session: Session) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/sessions/{session['id']}/data").json()
    return found


def change(client: httpx.Client, session: Session, section: dict[str, Any]) -> Session:
    answer = client.patch(f"/api/sessions/{session['id']}/config", json={"data": section})
    assert answer.status_code == 200, answer.text
    changed: Session = answer.json()
    return changed


def test_the_config_names_points_by_their_digest(client: httpx.Client, own: Session) -> None:
    found = data(client, own)
    assert own["config"]["data"] == {"source": "points", "digest": found["digest"]}
    assert (own["task"], own["classes"], own["label_scale"]) == ("classification", 2, 1)


def test_the_data_have_the_points_themselves(client: httpx.Client, own: Session) -> None:
    found = data(client, own)
    assert found["points"] == [[x1, x2, 2 * label - 1] for x1, x2, label in POINTS]
    assert (found["class_names"], found["scale"], found["source"]) == (["-1", "1"], 1, "points")
    sides = [
        [round(row[0] * 8) for row, side in zip(found["points"], found["sides"], strict=True) if side == name]
        for name in ("train", "test")
    ]
    assert sides == [[round(row[0] * 8) for row in found[name]] for name in ("train", "test")]
    assert len(found["train"]) == 20


def test_of_a_data_set_there_are_its_two_parts(client: httpx.Client, session: Session) -> None:
    found = data(client, session)
    assert (found["source"], found["digest"], found["points"], found["sides"]) == ("generated", *[None] * 3)
    assert (len(found["train"]), len(found["test"])) == (20, 20)


@pytest.mark.parametrize("custom", [{}, {"dataset": "custom", "task": "classification"}])
def test_points_take_the_place_of_a_data_set_and_give_it_back(
    client: httpx.Client, session: Session, own: Session, custom: dict[str, Any]
) -> None:
    changed = change(client, session, {"points": POINTS, **custom})
    assert changed["config"]["data"] == own["config"]["data"]
    assert change(client, session, {"dataset": "xor"})["config"]["data"]["dataset"] == "xor"


def test_points_that_are_told_of_can_be_given_again(
    client: httpx.Client, own: Session, create: Callable[..., Session]
) -> None:
    change(client, own, {"class_names": ["cat", "dog"], "train_percent": 70})
    found = data(client, own)
    again = create({"data": {name: found[name] for name in GIVEN}})
    assert {**data(client, again), "revision": 1} == found


def test_the_same_digest_may_be_sent_back(client: httpx.Client, own: Session) -> None:
    assert change(client, own, own["config"]["data"])["config"] == own["config"]
    answer = client.patch(f"/api/sessions/{own['id']}/config", json=own["config"])
    assert answer.json()["config"] == own["config"]


def test_a_digest_of_points_that_nobody_has_sent_is_refused(client: httpx.Client, own: Session) -> None:
    body = {"config": own["config"]}
    error = refused(client.post("/api/sessions", json=body), 422, "invalid_config")
    assert error["message"] == "no points with this digest are known here: send the points"
    assert error["field"] == "data.digest"
    other = {"data": {"source": "points", "digest": "0" * 64}}
    path = f"/api/sessions/{own['id']}/config"
    assert refused(client.patch(path, json=other), 422, "invalid_config") == error


def test_one_point_more_moves_no_other(client: httpx.Client, own: Session) -> None:
    before = data(client, own)
    changed = change(client, own, {"points": [[0, 0, 1], *POINTS]})
    after = data(client, own)
    assert changed["config"]["data"]["digest"] == after["digest"] != before["digest"]
    assert after["sides"][1:] == before["sides"]


@pytest.mark.parametrize("route", ["regenerate", "config"])
def test_sides_are_drawn_anew_where_that_is_asked_for(client: httpx.Client, own: Session, route: str) -> None:
    before = data(client, own)
    if route == "config":
        change(client, own, {"train_percent": 80})
    else:
        client.post(f"/api/sessions/{own['id']}/regenerate", json={"seed": 7})
    after = data(client, own)
    assert after["points"] == before["points"]
    assert after["sides"] != before["sides"]
    assert (after["train_percent"], after["seed"]) == ((80, 1) if route == "config" else (50, 7))
    client.post(f"/api/sessions/{own['id']}/regenerate", json={"seed": "same"})
    assert data(client, own) == after


def test_the_stream_tells_points_once_and_when_they_change(
    running: Server, client: httpx.Client, own: Session
) -> None:
    with opened(running, own["id"]) as peer:
        peer.until(lambda event: event["type"] == "history")
        state, points = peer.events[:2]
        assert points == {"type": "points", **data(client, own)}
        assert len(json.dumps(state)) < 2000
        client.post(f"/api/sessions/{own['id']}/reset", json={"seed": 5})
        change(client, own, {"points": POINTS[:20]})
        peer.until(lambda event: event["type"] == "points" and len(event["points"]) == 20)
    assert [event["type"] for event in peer.events[3:]] == ["state", "history", "state", "points"]


def test_files_hold_the_points_in_full(client: httpx.Client, own: Session) -> None:
    found = data(client, own)
    kinds = {"config": "application/json", "safetensors": "application/octet-stream"}
    for name, kind in kinds.items():
        content = client.get(f"/api/sessions/{own['id']}/export/{name}").content
        back = client.post("/api/sessions/import", content=content, headers={"content-type": kind}).json()
        assert data(client, back) == found
        client.delete(f"/api/sessions/{back['id']}")


def test_an_experiment_names_them_too_and_tells_them(client: httpx.Client, own: Session) -> None:
    grid = {"data.train_percent": [30, 80], "training.learning_rate": [0.1]}
    body = {"config": OWN, "grid": grid, "stop": {"epochs": 2}}
    state = finished(client, "sweeps", body)
    path = f"/api/sweeps/{state['id']}"
    assert state["config"]["data"] == own["config"]["data"]
    assert client.get(f"{path}/data").json() == data(client, own)
    for run, count in enumerate((12, 32)):
        session = client.post(f"{path}/results/{run}/session").json()
        found = data(client, session)
        details = client.get(f"{path}/results/{run}").json()
        assert details["config"]["data"] == session["config"]["data"]
        assert (found["points"], len(found["train"])) == (data(client, own)["points"], count)
        assert session["metrics"]["test_loss"] == pytest.approx(details["test_loss"], rel=1e-5)
        client.delete(f"/api/sessions/{session['id']}")


def test_sets_of_points_may_be_compared(client: httpx.Client) -> None:
    sets = [POINTS, POINTS[:20], [[x1, x2, x1 * x2] for x1, x2, _ in POINTS]]
    body = {"grid": {"data.dataset": ["custom"], "data.task": ["regression"], "data.points": sets}}
    state = finished(client, "sweeps", {**body, "stop": {"epochs": 2}})
    results = client.get(f"/api/sweeps/{state['id']}/results").json()["results"]
    assert [len(result["values"]["data.points"]) for result in results] == [40, 20, 40]
    assert len({result["test_loss"] for result in results}) == 3


def test_without_test_data_nothing_is_said_of_tests(
    client: httpx.Client, create: Callable[..., Session]
) -> None:
    rows = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    session = create({"data": {"points": rows, "train_percent": 100}, "network": {"hidden": [2]}})
    path = f"/api/sessions/{session['id']}"
    stepped = client.post(f"{path}/step", json={"epochs": 3}).json()
    metrics = stepped["metrics"]
    assert (metrics["test_loss"], metrics["test_accuracy"]) == (None, None)
    assert metrics["train_loss"] > 0
    assert stepped["step"] == 3
    history = client.get(f"{path}/history").json()
    assert history["test_loss"] == [None] * 4
    assert all(loss > 0 for loss in history["train_loss"])
    found = data(client, session)
    assert (len(found["train"]), found["test"], found["sides"]) == (4, [], ["train"] * 4)
    assert client.get(f"{path}/export/csv").text.count("train") == 4
    run = finished(
        client, "runs", {"config": {"data": {"points": rows, "train_percent": 100}}, "stop": {"epochs": 2}}
    )
    point = client.get(f"/api/runs/{run['id']}/points").json()["points"][0]
    assert (point["runs"], point["test_loss"]) == (1, None)
    [row] = client.get(f"/api/runs/{run['id']}/results").json()["results"]
    assert (row["test_loss"], row["test_accuracy"], row["best"]["test_loss"]) == (None, None, None)
