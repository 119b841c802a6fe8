"""What every response carries, and who may send anything at all."""

import httpx
import pytest

from tests.api.conftest import Session
from tinkernet.api.http.security import HEADERS


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/api/options", "/nowhere", "/openapi.json"])
def test_every_response_carries_the_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "server" not in headers


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("origin", ["https://foe.example", "null", "http://[", ""])
def test_commands_of_a_foreign_page_are_refused(client: httpx.Client, session: Session, origin: str) -> None:
    path = f"/api/sessions/{session['id']}"
    for method, route in (("POST", "/pause"), ("DELETE", ""), ("PATCH", "/config")):
        answer = client.request(method, path + route, headers={"origin": origin})
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
    assert client.get(path).json() == session


def test_the_page_itself_and_friends_may_command(client: httpx.Client, session: Session) -> None:
    for origin in (str(client.base_url), "https://friend.example"):
        answer = client.post(f"/api/sessions/{session['id']}/pause", headers={"origin": origin})
        assert answer.is_success


def test_only_friends_may_read_across_origins(client: httpx.Client) -> None:
    allowed = "access-control-allow-origin"
    friend = client.get("/api/options", headers={"origin": "https://friend.example"})
    assert friend.headers[allowed] == "https://friend.example"
    assert allowed not in client.get("/api/options", headers={"origin": "https://foe.example"}).headers


def test_a_strange_host_header_does_not_get_into_links(client: httpx.Client) -> None:
    for host in ("evil.example/path", "a b", "x" * 300, "h:99999999"):
        answer = client.post("/api/sessions", headers={"host": host})
        assert answer.status_code == 201
        assert answer.json()["url"].startswith("/?session=")
