"""REST for sessions: every route does what the protocol says."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi.routing import APIRoute

from tests.api.conftest import PATIENCE, RUNAWAY, SMALL, Server, Session
from tests.api.sessions.conftest import READING, STEERING, trained
from tinkernet import Config
from tinkernet.api.sessions import editing, reading, steering
from tinkernet.settings import Settings


def test_a_new_session_is_the_whole_session_object(client: httpx.Client, session: Session) -> None:
    assert session["url"] == f"{client.base_url}/?session={session['id']}"
    assert session["watch_url"] == f"{client.base_url}/?session={session['watch_id']}"
    assert (session["status"], session["task"], session["classes"], session["label_scale"]) == (
        "paused", "classification", 2, 1,
    )  # fmt: skip
    assert session["config"] == Config.parse(SMALL).model_dump(mode="json")
    assert (session["epoch"], session["step"], session["engine"]) == (0, 0, "autograd")
    assert session["structure"] == {
        "features": ["x1", "x2"],
        "layers": [{"units": 3, "activation": "tanh"}],
        "outputs": 1,
        "parameters": 13,
    }
    assert list(session["metrics"]) == [
        "train_loss", "test_loss", "train_accuracy", "test_accuracy", "learning_rate", "epochs_per_second",
    ]  # fmt: skip


@pytest.mark.parametrize("body", [None, {}, {"config": {}}])
def test_without_a_config_a_session_has_the_defaults(client: httpx.Client, body: object) -> None:
    answer = client.post("/api/sessions", **({} if body is None else {"json": body}))
    assert answer.status_code == 201
    assert answer.json()["config"] == Config().model_dump(mode="json")


def test_a_session_can_be_read_and_deleted(client: httpx.Client, session: Session) -> None:
    path = f"/api/sessions/{session['id']}"
    assert client.get(path).json() == session
    deleted = client.delete(path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert client.get(path).status_code == client.delete(path).status_code == 404


def test_a_new_session_says_where_it_is(client: httpx.Client) -> None:
    answer = client.post("/api/sessions", json={"config": SMALL})
    assert answer.headers["location"] == f"/api/sessions/{answer.json()['id']}"
    config = client.get(f"{answer.headers['location']}/export/config")
    again = client.post(
        "/api/sessions/import", content=config.content, headers={"Content-Type": "application/json"}
    )
    assert again.headers["location"] == f"/api/sessions/{again.json()['id']}"


def test_too_many_sessions_are_refused_until_there_is_room(tmp_path: Path) -> None:
    with (
        Server(Settings(data_dir=tmp_path, max_sessions=2)) as running,
        httpx.Client(base_url=running.url, timeout=PATIENCE) as client,
    ):
        first, _ = [client.post("/api/sessions").json() for _ in range(2)]
        refused = client.post("/api/sessions")
        assert refused.status_code == 429
        assert refused.json()["error"]["code"] == "too_many_sessions"
        assert int(refused.headers["retry-after"]) > 0
        client.delete(f"/api/sessions/{first['id']}")
        assert client.post("/api/sessions").status_code == 201


def test_the_accuracy_of_a_regression_is_null(create: Callable[..., Session]) -> None:
    session = create({"data": {"dataset": "plane", "samples": 40}})
    assert session["metrics"]["train_accuracy"] is None
    assert (session["task"], session["classes"]) == ("regression", 0)


def test_a_step_answers_when_it_is_done(call: Callable[..., Any]) -> None:
    assert call("POST", "/step", {"epochs": 5})["epoch"] == 5
    assert call("POST", "/step", {"steps": 3})["step"] == 13


def test_playing_and_pausing(call: Callable[..., Any]) -> None:
    playing = call("POST", "/play", {"epochs_per_second": 60})
    assert (playing["status"], playing["speed"]) == ("playing", 60)
    assert call("POST", "/play")["speed"] is None
    assert call("POST", "/pause")["status"] == "paused"
    assert call("POST", "/pause", {})["status"] == "paused"


def test_a_config_is_changed_section_by_section(call: Callable[..., Any]) -> None:
    call("POST", "/step", {"epochs": 2})
    before = call("GET", "/parameters")["parameters"]
    changed = call("PATCH", "/config", {"training": {"learning_rate": 0.1}, "network": {"hidden": [3, 2]}})
    assert changed["config"]["training"]["learning_rate"] == 0.1
    assert changed["config"]["data"]["samples"] == 40
    assert (changed["epoch"], changed["structure"]["parameters"]) == (2, 9 + 8 + 3)
    assert call("GET", "/parameters")["parameters"][:9] == before[:9]


def test_a_reset_and_fresh_data_take_seeds(call: Callable[..., Any]) -> None:
    first = call("GET", "/parameters")
    assert call("POST", "/reset", {"seed": 7})["config"]["network"]["seed"] == 7
    assert call("GET", "/parameters") != first
    assert call("POST", "/reset", {"seed": 1})["epoch"] == 0
    assert call("GET", "/parameters") == first
    assert call("POST", "/reset")["config"]["network"]["seed"] == 1
    data = call("GET", "/data")
    assert call("POST", "/regenerate", {"seed": 9})["config"]["data"]["seed"] == 9
    assert call("GET", "/data") != data
    assert call("POST", "/regenerate")["config"]["data"]["seed"] != 9


def test_parameters_are_those_of_the_trainer_and_can_be_set(call: Callable[..., Any]) -> None:
    call("POST", "/step", {"epochs": 4})
    assert np.array_equal(np.float32(call("GET", "/parameters")["parameters"]), trained(4).parameters)
    output_bias = {"layer": 2, "unit": 0, "input": "bias", "value": 0.25}
    weight = {"layer": 1, "unit": 1, "input": 0, "value": -2}
    before = call("GET")["metrics"]
    after = call("PATCH", "/parameters", [output_bias, weight])
    parameters = call("GET", "/parameters")["parameters"]
    assert (parameters[12], parameters[2]) == (0.25, -2)
    assert after["metrics"]["train_loss"] != before["train_loss"]
    assert after["metrics"]["test_loss"] != before["test_loss"]
    assert not after["pristine"]


def test_a_kept_snapshot_can_be_restored(call: Callable[..., Any]) -> None:
    first = call("GET", "/parameters")
    call("POST", "/step", {"epochs": 50})
    kept = call("GET", "/snapshots")["epochs"]
    assert kept[0] == 0
    assert call("POST", "/restore", {"epoch": 0})["epoch"] == 0
    assert call("GET", "/parameters") == first
    assert call("GET", "/history")["epochs"] == [0]


def test_a_diverged_session_refuses_to_train_and_can_be_continued(
    client: httpx.Client, create: Callable[..., Session]
) -> None:
    path = f"/api/sessions/{create(RUNAWAY)['id']}"
    diverged = client.post(f"{path}/step", json={"epochs": 100_000}).json()
    assert diverged["status"] == "diverged"
    assert diverged["divergence"]["epoch"] >= 0
    assert np.isfinite(client.get(f"{path}/parameters").json()["parameters"]).all()
    for route, body in (("play", {}), ("step", {"epochs": 1})):
        refused = client.post(f"{path}/{route}", json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "diverged")
    assert (
        client.patch(f"{path}/config", json={"training": {"learning_rate": 0.001}}).json()["status"]
        == "paused"
    )
    assert client.post(f"{path}/step", json={"epochs": 5}).json()["status"] == "paused"


def test_a_diverged_session_is_continued_by_a_real_change_alone(
    client: httpx.Client, create: Callable[..., Session]
) -> None:
    path = f"/api/sessions/{create(RUNAWAY)['id']}"
    diverged = client.post(f"{path}/step", json={"epochs": 100_000}).json()
    first = client.get(f"{path}/parameters").json()["parameters"][0]
    edit = {"layer": 1, "unit": 0, "input": 0, "value": first}
    for method, route, body in (
        ("PATCH", "config", {}),
        ("PATCH", "config", diverged["config"]),
        ("PATCH", "parameters", [edit]),
        ("POST", "regenerate", {"seed": "same"}),
    ):
        assert client.request(method, f"{path}/{route}", json=body).json() == diverged
    real = [edit, {**edit, "value": first / 2}]
    assert client.patch(f"{path}/parameters", json=real).json()["status"] == "paused"


def test_a_step_of_a_session_that_is_deleted_meanwhile_finds_nothing(
    client: httpx.Client, session: Session
) -> None:
    path, moment = f"/api/sessions/{session['id']}", threading.Event()
    with ThreadPoolExecutor(1) as other:
        step = other.submit(client.post, f"{path}/step", json={"steps": 10_000_000})
        while client.get(path).json()["step"] == 0:
            moment.wait(0.01)
        client.delete(path)
        refused = step.result()
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")


def test_a_closed_session_is_never_described(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()["components"]["schemas"]["OwnedSession"]
    assert schema["properties"]["status"]["enum"] == ["paused", "playing", "diverged"]


def test_a_step_while_playing_is_refused(client: httpx.Client, session: Session) -> None:
    path = f"/api/sessions/{session['id']}"
    client.post(f"{path}/play", json={"epochs_per_second": 1})
    refused = client.post(f"{path}/step", json={"epochs": 1})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "playing")


def test_these_are_all_routes_of_a_session() -> None:
    prefix = "/api/sessions/{id}"
    known = {
        (method, route.path.removeprefix(prefix))
        for route in (*steering.router.routes, *editing.router.routes, *reading.router.routes)
        if isinstance(route, APIRoute) and route.path.startswith(prefix)
        for method in route.methods
    }
    assert known == {("GET", route) for route in READING} | {(method, route) for method, route, _ in STEERING}


@pytest.mark.parametrize("route", READING)
def test_a_watch_id_may_look(call: Callable[..., Any], route: str) -> None:
    answer = call("GET", route, identity="watch_id")
    assert not {"id", "url"} & answer.keys()


@pytest.mark.parametrize(("method", "route", "body"), STEERING)
def test_a_watch_id_may_not_steer(
    client: httpx.Client, session: Session, method: str, route: str, body: object
) -> None:
    path = f"/api/sessions/{session['watch_id']}{route}"
    refused = client.request(method, path, json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "watch_only")
    assert client.get(f"/api/sessions/{session['id']}").json() == session


@pytest.mark.parametrize(
    ("method", "route", "body"), [*(("GET", route, None) for route in READING), *STEERING]
)
def test_an_unknown_id_is_not_found(client: httpx.Client, method: str, route: str, body: object) -> None:
    refused = client.request(method, f"/api/sessions/unknown{route}", json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")
