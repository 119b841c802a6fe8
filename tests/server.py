"""A real server for a test: its own process, port and data directory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

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
    process = subprocess.Popen(
        [sys.executable, "-m", "tinkernet", "serve", "--port", str(port)],
        env={**os.environ, "TINKERNET_DATA_DIR": str(data_dir), **environment},
        cwd=cwd,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process, kernels)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_ready(url: str, process: "subprocess.Popen[bytes]", kernels: bool) -> None:
    """Returns as soon as the server answers and, where they are asked for, its kernels are compiled."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            health = httpx.get(f"{url}/healthz", timeout=5).json()
        except httpx.TransportError:
            health = {}  # not listening yet
        if health and (health["kernels"] == "ready" or not kernels):
            return
        time.sleep(0.05)
    raise AssertionError(f"{url} was not ready after {PATIENCE} seconds")
