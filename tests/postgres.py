"""A real PostgreSQL server for the tests, where its programs are installed."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server import free_port

PATIENCE = 30
"""Seconds until a new server must answer."""


def _programs() -> Path | None:
    """The folder of `initdb` and `postgres`; Debian keeps it out of the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _owner() -> str | None:
    """Whom the server must run as: PostgreSQL refuses to be root. None: whoever runs the tests."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of an empty database on a server that lives as long as the context does; skips without one."""
    programs, owner = _programs(), _owner()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    if owner is not None and owner not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {owner}")
    folder = tempfile.mkdtemp(prefix="tinkernet-postgres-")
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        with _server(programs, owner, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, owner: str | None, folder: str) -> Iterator[str]:
    data, port = f"{folder}/data", free_port()
    subprocess.run(
        [programs / "initdb", "--auth=trust", "--username=tinkernet", "--no-sync", "--encoding=UTF8", data],
        check=True, capture_output=True, user=owner, cwd=folder,
    )  # fmt: skip
    server = subprocess.Popen(
        [
            programs / "postgres", "-D", data, "-p", str(port), "-k", folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
        ],
        stderr=subprocess.DEVNULL, user=owner, cwd=folder,
    )  # fmt: skip
    try:
        _wait_until_ready(programs, port, server)
        yield f"postgresql://tinkernet@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # fast: it does not wait for clients
        server.wait(timeout=PATIENCE)


def _wait_until_ready(programs: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    ask = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while subprocess.run(ask, check=False).returncode:
        assert server.poll() is None, "PostgreSQL has ended"
        assert time.monotonic() < deadline, "PostgreSQL does not answer"
        time.sleep(0.05)  # not listening yet
