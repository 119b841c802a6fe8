"""Waiting for a sweep outlasts a restart of the server."""

import threading
from pathlib import Path

from tests.api.conftest import NeverReady, Server
from tinkernet import Client
from tinkernet.app import create_app, server
from tinkernet.settings import Settings

LONG = {"data": {"samples": 400}, "network": {"hidden": [16, 16]}}


class ServerAt(Server):
    """A server on a port that it is given."""

    def __init__(self, settings: Settings, port: int) -> None:
        self.app = create_app(settings, NeverReady())
        self._server = server(self.app, "127.0.0.1", port, log_level="critical")
        self._thread = threading.Thread(target=self._server.run)


def test_waiting_outlasts_a_restart(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    first = ServerAt(settings, 0)
    with first:
        client = Client(first.url)
        sweep = client.sweep(LONG, seeds=8, stop={"epochs": 500})
        states = sweep.events()
        assert next(states)["status"] == "running"
    with client, ServerAt(settings, int(first.url.rpartition(":")[2])):
        statuses = [state["status"] for state in states]
        assert (statuses[0], statuses[-1]) == ("running", "finished")
        assert [result["run"] for result in sweep.results()] == list(range(8))
