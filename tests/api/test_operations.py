"""For those who run the server."""

import re

import httpx

from tests.api.conftest import Session


def metric(client: httpx.Client, name: str) -> float:
    """The value of one metric."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_the_server_says_that_it_is_alive(client: httpx.Client, session: Session) -> None:
    health = client.get("/healthz").json()
    assert (health["status"], health["kernels"]) == ("ok", "compiling")
    assert health["sessions"] >= 1


def test_the_metrics_count_what_happens(client: httpx.Client, session: Session) -> None:
    steps = 'tinkernet_commands_total{type="step"}'
    refused = 'tinkernet_http_requests_total{method="GET",status="404"}'
    names = ("tinkernet_epochs_total", steps, refused)
    before = [metric(client, name) for name in names]
    client.post(f"/api/sessions/{session['id']}/step", json={"epochs": 3})
    client.get("/nowhere")
    assert [metric(client, name) for name in names] == [before[0] + 3, before[1] + 1, before[2] + 1]
    assert metric(client, "tinkernet_sessions") == client.get("/healthz").json()["sessions"]


def test_the_page_is_served_and_revalidated(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-cache"
    again = client.get("/", headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
