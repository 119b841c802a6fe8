"""A server to measure: `tinkernet serve` on a free port, with an empty data directory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import httpx

PATIENCE = 120.0
"""Seconds until the kernels must be ready: they may have to be compiled first."""
POLL = 0.002


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    process: "subprocess.Popen[bytes]"
    spawned_at: float
    """On the clock of `time.perf_counter`."""
    client: httpx.Client

    def stream(self, session: str) -> str:
        """The address of a session's stream."""
        return f"ws://127.0.0.1:{self.port}/api/sessions/{session}/stream"

    def health(self) -> dict[str, Any] | None:
        """What the server says about itself; None: it does not listen yet."""
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}"
        try:
            response = self.client.get("/healthz")
        except httpx.ConnectError:
            return None
        answer: dict[str, Any] = response.raise_for_status().json()
        return answer

    def wait_for_kernels(self) -> None:
        """Returns when sessions train with the fused engine."""
        deadline = time.monotonic() + PATIENCE
        while (health := self.health()) is None or health["kernels"] != "ready":
            assert time.monotonic() < deadline, "the kernels were not ready in time"
            time.sleep(0.05)

    def create_session(self) -> str:
        """The id of a new session with the default config."""
        identity: str = self.client.post("/api/sessions", json={}).raise_for_status().json()["id"]
        return identity

    def delete_session(self, session: str) -> None:
        """Ends a session."""
        self.client.delete(f"/api/sessions/{session}").raise_for_status()


@contextmanager
def started_server() -> Iterator[Server]:
    """A server that was spawned this moment and may not listen yet; it ends with the context."""
    port = _free_port()
    with (
        TemporaryDirectory() as data_dir,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False) as client,
    ):
        environment = {**os.environ, "TINKERNET_DATA_DIR": data_dir, "TINKERNET_LOG_LEVEL": "warning"}
        command = [sys.executable, "-m", "tinkernet", "serve", "--port", str(port)]
        spawned_at = time.perf_counter()
        with subprocess.Popen(command, env=environment) as process:
            try:
                yield Server(port, process, spawned_at, client)
            finally:
                _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
