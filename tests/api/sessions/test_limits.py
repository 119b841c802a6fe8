"""Limits on sessions."""

from pathlib import Path

import httpx

from tests.api.conftest import PATIENCE, Server
from tinkernet.settings import Settings


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
