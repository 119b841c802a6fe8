"""The server as a process: it survives being killed, and stops when it is told to."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from typer.testing import CliRunner
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.forked import ForkedServer
from tests.server import Process, free_port, started
from tinkernet.base.database import claimed
from tinkernet.cli import app as cli

PATIENCE = 120
Answer = dict[str, Any]


@contextmanager
def process(directory: Path, is_cold: bool = False) -> Iterator[tuple[Process, httpx.Client]]:
    """A server of its own, with the client that has found it healthy; killed at the end if it still lives.

    A cold one starts as a user's does; the others are forked from a process that has all imported.
    """
    port = free_port()
    known = {**os.environ, "TINKERNET_DATA_DIR": str(directory), "TINKERNET_SAVE_INTERVAL": "0.05"}
    server = (started if is_cold else ForkedServer)(port, known, log=directory / "log")
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
            until(lambda: is_healthy(client), server)
            yield server, client
    finally:
        server.kill()
        server.wait()


def is_healthy(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").is_success
    except httpx.TransportError:
        return False


def until(is_so: Any, server: Process) -> None:
    """Asks until it is so, while the server lives."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not is_so():
        assert server.poll() is None
        assert time.monotonic() < deadline
        pause.wait(0.02)


def saves(client: httpx.Client) -> float:
    """How often sessions were written to the store."""
    lines = client.get("/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("tinkernet_saves_total "))


@dataclass(frozen=True)
class Left:
    """What a server had when a signal ended it: a session that was still, and one that was moving."""

    session: Answer
    parameters: Answer
    moving: Answer
    epoch: int

    @classmethod
    def by(
        cls, server: Process, client: httpx.Client, still: Answer, moving: Answer, end: signal.Signals
    ) -> Self:
        """What is there once all was saved a few times; then the server is gone."""
        session = client.get(f"/api/sessions/{still['id']}").json()
        parameters = client.get(f"/api/sessions/{still['id']}/parameters").json()
        written = saves(client)
        until(lambda: saves(client) >= written + 4, server)
        epoch = client.get(f"/api/sessions/{moving['id']}").json()["epoch"]
        server.send_signal(end)
        server.wait(PATIENCE)
        return cls(session, parameters, moving, epoch)

    def is_found(self, server: Process, client: httpx.Client) -> None:
        """The one as it was; the other plays on."""
        path = f"/api/sessions/{self.session['id']}"
        before, after = self.session.copy(), client.get(path).json()
        for changing in ("url", "watch_url", "engine"):
            before.pop(changing), after.pop(changing)
        assert after.pop("metrics") == pytest.approx(before.pop("metrics"))
        assert after == before
        assert client.get(f"{path}/parameters").json() == self.parameters
        back = client.get(f"/api/sessions/{self.moving['watch_id']}").json()
        assert back["status"] == "playing"
        assert back["epoch"] > 0.5 * self.epoch
        path = f"/api/sessions/{self.moving['id']}"
        until(lambda: client.get(path).json()["epoch"] > self.epoch, server)


def test_a_server_that_ends_comes_back_with_its_sessions(tmp_path: Path) -> None:
    """It is killed, comes back, is told to stop, and comes back."""
    with process(tmp_path) as (server, client):
        still = client.post("/api/sessions", json={"config": {"data": {"dataset": "xor"}}}).json()
        moving = client.post("/api/sessions").json()
        client.post(f"/api/sessions/{still['id']}/step", json={"epochs": 30})
        client.post(f"/api/sessions/{moving['id']}/play", json={"epochs_per_second": 200})
        left = Left.by(server, client, still, moving, signal.SIGKILL)
    with process(tmp_path) as (server, client):
        left.is_found(server, client)
        client.post(f"/api/sessions/{still['id']}/step", json={"epochs": 30})
        left = Left.by(server, client, still, moving, signal.SIGTERM)
    with process(tmp_path) as (server, client):
        left.is_found(server, client)


def test_a_server_that_is_told_to_stop_does_so_at_once_though_everything_plays(tmp_path: Path) -> None:
    """Nor does its log tell the ids of sessions, or call a refused upgrade an error."""
    with process(tmp_path, is_cold=True) as (server, client):
        streams = f"ws://127.0.0.1:{client.base_url.port}"
        session = client.post("/api/sessions").json()
        with connect(f"{streams}/api/sessions/{session['id']}/stream") as socket:
            socket.recv(PATIENCE)
        client.delete(f"/api/sessions/{session['id']}")
        for path in ("/nowhere", "/api/sessions/unknown/stream"):
            with pytest.raises(InvalidStatus), connect(f"{streams}{path}"):
                pass
        playing = [client.post("/api/sessions").json()["id"] for _ in range(5)]
        for id in playing:
            client.post(f"/api/sessions/{id}/play")
        begun = time.monotonic()
        server.terminate()
        assert server.wait(PATIENCE) in (0, -signal.SIGTERM)
        assert time.monotonic() - begun < 5
    log = (tmp_path / "log").read_text()
    assert "startup complete" in log
    assert not any(id in log for id in (session["id"], *playing))
    assert "ERROR" not in log


def test_a_second_server_on_the_same_data_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    """In the first the fused kernels have taken over as soon as they were ready."""
    with process(tmp_path) as (server, client):
        session = client.post("/api/sessions").json()
        client.post(f"/api/sessions/{session['id']}/play", json={"epochs_per_second": 30})
        until(lambda: client.get("/healthz").json()["kernels"] == "ready", server)
        until(lambda: client.get(f"/api/sessions/{session['id']}").json()["engine"] == "fused", server)
        assert client.get(f"/api/sessions/{session['id']}").json()["status"] == "playing"
        second = CliRunner().invoke(cli, ["serve"], env={"TINKERNET_DATA_DIR": str(tmp_path)})
        assert second.exit_code == 2
        assert second.stderr == (
            f"another server is using {tmp_path / 'tinkernet.db'}: give each a data directory of its own\n"
        )
        server.kill()
        server.wait(PATIENCE)
    with claimed(f"sqlite:///{tmp_path / 'tinkernet.db'}"):
        pass
