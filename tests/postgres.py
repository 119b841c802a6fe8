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


class Postgres:
    """A server on a port of loopback that stops and starts as it is told."""

    def __init__(self, programs: Path, owner: str | None, folder: str) -> None:
        self._programs, self._owner, self._folder = programs, owner, folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql://tinkernet@127.0.0.1:{self._port}/postgres"
        subprocess.run(
            [
                programs / "initdb", "--auth=trust", "--username=tinkernet", "--no-sync", "--encoding=UTF8",
                f"{folder}/data",
            ],
            check=True, capture_output=True, user=owner, cwd=folder,
        )  # fmt: skip

    def start(self) -> None:
        """Returns when it answers."""
        self._process = subprocess.Popen(
            [
                self._programs / "postgres", "-D", f"{self._folder}/data", "-p", str(self._port),
                "-k", self._folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
            ],
            stderr=subprocess.DEVNULL, user=self._owner, cwd=self._folder,
        )  # fmt: skip
        _wait_until_ready(self._programs, self._port, self._process)

    def stop(self) -> None:
        """Ends it without waiting for its clients."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=PATIENCE)
            self._process = None


@contextmanager
def started_postgres() -> Iterator[Postgres]:
    """A server with an empty database that is gone when the context ends; skips without PostgreSQL."""
    programs, owner = _programs(), _owner()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    if owner is not None and owner not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {owner}")
    folder = tempfile.mkdtemp(prefix="tinkernet-postgres-")
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        server = Postgres(programs, owner, folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of an empty database on a server that lives as long as the context does; skips without one."""
    with started_postgres() as server:
        yield server.url


def _wait_until_ready(programs: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    ask = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while subprocess.run(ask, check=False).returncode:
        assert server.poll() is None, "PostgreSQL has ended"
        assert time.monotonic() < deadline, "PostgreSQL does not answer"
        time.sleep(0.05)  # not listening yet
