"""A real server for a test: its own process, port and data directory."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import httpx

from tests import http
from tests.forked import ForkedServer

Process = subprocess.Popen[bytes] | ForkedServer

OF_IMPORTS = {"PYTHONPATH", "NUMBA_CACHE_DIR"}
"""Variables that only a Python that starts with them heeds."""
PATIENCE = 120
"""Seconds until a server must be ready: it may have to compile its kernels first."""


@contextmanager
def running_server(
    data_dir: Path, cwd: Path | None = None, kernels: bool = True, **environment: str
) -> Iterator[str]:
    """The address of a `tinkernet serve` that lives as long as the context does.

    It answers already, and unless told otherwise its kernels are compiled.
    """
    port = free_port()
    known = {**os.environ, "TINKERNET_DATA_DIR": str(data_dir), **environment}
    process = started(port, known, cwd) if OF_IMPORTS & environment.keys() else ForkedServer(port, known, cwd)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, kernels)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def started(
    port: int, environment: dict[str, str], cwd: Path | None = None, log: Path | None = None
) -> "subprocess.Popen[bytes]":
    """A `tinkernet serve` of a Python of its own, as a user starts it."""
    command = [sys.executable, "-m", "tinkernet", "serve", "--port", str(port)]
    with log.open("ab") if log else contextlib.nullcontext() as file:
        return subprocess.Popen(command, env=environment, cwd=cwd, stdout=file, stderr=file)


def free_port() -> int:
    """A port of loopback that nobody listens on, nor will before a server is up that is given it.

    The workers of pytest-xdist draw from ranges of their own, below that from which the kernel takes ports
    for connections: a server needs seconds until it listens.
    """
    while True:
        port = next(_ports)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _ports_of_this_worker() -> Iterator[int]:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    ports = range(20_000 + worker % 8 * 1500, 20_000 + (worker % 8 + 1) * 1500)
    first = os.getpid() % len(ports)
    return cycle([*ports[first:], *ports[:first]])


_ports = _ports_of_this_worker()


def wait_until_ready(url: str, process: Process, kernels: bool) -> None:
    """Returns as soon as the server answers and, where they are asked for, its kernels are compiled."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            health = http.get(f"{url}/healthz", timeout=5).json()
        except httpx.TransportError:
            health = {}  # not listening yet
        if health and (health["kernels"] == "ready" or not kernels):
            return
        time.sleep(0.05)
    raise AssertionError(f"{url} was not ready after {PATIENCE} seconds")
