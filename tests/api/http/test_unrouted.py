"""What no route has taken: HEAD, wrong methods, stray upgrades."""

import json

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.api.conftest import Server, Session
from tests.api.http.test_errors import refused


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/sessions", "POST"),
        ("GET", "/api/sessions", "POST"),
        ("PUT", "/api/sessions/{id}", "GET, DELETE, HEAD"),
        ("POST", "/api/sessions/{id}/parameters", "GET, PATCH, HEAD"),
        ("GET", "/api/sessions/{id}/play", "POST"),
        ("POST", "/api/sessions/{id}/stream", "GET, HEAD"),
        ("DELETE", "/api/runs", "GET, POST, HEAD"),
        ("POST", "/healthz", "GET, HEAD"),
        ("DELETE", "/openapi.json", "GET, HEAD"),
        ("DELETE", "/", "GET, HEAD"),
        ("PUT", "/index.html", "GET, HEAD"),
        ("OPTIONS", "/api/options", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_those_that_are_allowed(
    client: httpx.Client, session: Session, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path.replace("{id}", session["id"]))
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/api/options", "/api/sessions/{id}", "/api/sessions/{id}/boundary?resolution=10", "/docs",
     "/api/datasets/xor", "/openapi.json", "/", "/api/sessions/unknown", "/nowhere"],
)  # fmt: skip
def test_head_answers_as_get_does_without_the_body(client: httpx.Client, session: Session, path: str) -> None:
    path = path.replace("{id}", session["id"])
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("content-type", "content-length", "content-security-policy"):
        assert head.headers[name] == get.headers[name]


def test_the_head_of_events_without_an_end_comes_at_once(client: httpx.Client) -> None:
    run = client.post("/api/runs", json={"stop": {"epochs": 100_000}}).json()
    head = client.head(f"/api/runs/{run['id']}/events")
    client.delete(f"/api/runs/{run['id']}")
    assert head.headers["content-type"].startswith("text/event-stream")


def test_a_stream_says_that_it_is_a_websocket(client: httpx.Client, session: Session) -> None:
    answer = client.get(f"/api/sessions/{session['id']}/stream")
    refused(answer, 426, "upgrade_required")
    assert answer.headers["upgrade"] == "websocket"


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/options"])
def test_an_upgrade_of_another_path_is_not_found(running: Server, path: str) -> None:
    with pytest.raises(InvalidStatus) as refusal, connect(running.url.replace("http", "ws") + path):
        pass
    response = refusal.value.response
    assert response.status_code == 404
    assert json.loads(response.body)["error"]["code"] == "not_found"
