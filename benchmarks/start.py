"""Starting: from spawning the server's process to the first frame that a viewer receives."""

import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

from websockets.sync.client import connect

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.server import POLL, started_server

IMPORT_TORCH = "import time; begun = time.perf_counter(); import torch; print(time.perf_counter() - begun)"


def start(effort: Effort) -> Iterator[Figure]:
    """Seconds to the first frame with compiled kernels on disk, beside those of importing torch."""
    if not effort.quick:
        with started_server() as server:
            server.wait_for_kernels()
    rounds = effort.of(5, 1)
    importing, starting = [], []
    for _ in range(rounds):
        importing.append(_import_torch())
        starting.append(_first_frame())
    yield Figure(
        name="start.frame",
        what="server start to first frame, warm cache",
        value=median(starting),
        unit="s",
        statistic=f"median of {rounds} rounds",
        goal=Goal("at most", 4, on="value"),
        yardstick=Yardstick("import torch alone", median(importing)),
        details={"best_s": min(starting), "share_of_importing_torch": median(importing) / median(starting)},
    )


def _import_torch() -> float:
    """Seconds that importing torch takes in a fresh interpreter."""
    return float(subprocess.run([sys.executable, "-c", IMPORT_TORCH], check=True, capture_output=True).stdout)


def _first_frame() -> float:
    with started_server() as server:
        while server.health() is None:
            time.sleep(POLL)
        with connect(server.stream(server.create_session()), compression=None) as stream:
            while not isinstance(stream.recv(), bytes):
                pass
            return time.perf_counter() - server.spawned_at
