"""A real Ray cluster of two machines on loopback for the tests, either of which can be killed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.server import free_port

PATIENCE = 120
"""Seconds until a machine must answer."""
MEMORY = 80_000_000
"""Bytes that a machine keeps results in: about the least that Ray takes."""


class Machine:
    """A node of the cluster with one core: a process group of its own."""

    def __init__(self, *options: str) -> None:
        command = [
            str(Path(sys.executable).with_name("ray")), "start", "--block", "--disable-usage-stats",
            "--node-ip-address=127.0.0.1", "--num-cpus=1", f"--object-store-memory={MEMORY}",
            "--include-log-monitor=false", *options,
        ]  # fmt: skip
        # Ray forks beside threads of gRPC, and the child may crash: https://github.com/ray-project/ray/issues/63202
        environment = {**os.environ, "GRPC_ENABLE_FORK_SUPPORT": "0"}
        self._process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def wait_until_listening(self, port: int) -> None:
        """Returns once something accepts connections on the port."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self._process.poll() is None, f"ray start ended with {self._process.returncode}"
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            time.sleep(0.05)  # not listening yet
        raise AssertionError(f"nothing listens on {port} after {PATIENCE} seconds")

    def kill(self) -> None:
        """kill -9 of all its processes at once, as if its plug were pulled."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Cluster:
    """A head and a worker."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._port, self._client_port = free_port(), free_port()
        self.start_head()
        self.worker = Machine(f"--address=127.0.0.1:{self._port}")
        self.head.wait_until_listening(self._client_port)

    @property
    def address(self) -> str:
        """For `TINKERNET_RAY_ADDRESS`."""
        return f"ray://127.0.0.1:{self._client_port}"

    def start_head(self) -> None:
        """Starts the head, in the place of one that was killed."""
        self.head = Machine(
            "--head",
            "--no-monitor",
            f"--port={self._port}",
            f"--ray-client-server-port={self._client_port}",
            "--include-dashboard=false",
            f"--temp-dir={self._folder}",
        )
        self.head.wait_until_listening(self._port)

    def kill(self) -> None:
        """Pulls both plugs."""
        self.worker.kill()
        self.head.kill()


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster that lives as long as the context does."""
    folder = tempfile.mkdtemp(prefix="tk-")  # short, as the paths of its sockets must be
    cluster = None
    try:
        cluster = Cluster(folder)
        yield cluster
    finally:
        if cluster is not None:
            cluster.kill()
        shutil.rmtree(folder, ignore_errors=True)
