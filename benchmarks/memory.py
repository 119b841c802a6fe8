"""The server's memory over time, with all kinds of viewers."""

from collections.abc import Iterator
from statistics import fmean

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.load import Plan, loaded
from benchmarks.server import started_server

SESSIONS, VIEWERS_EACH = 2, 3
MEGABYTE = 1e6


def memory(effort: Effort) -> Iterator[Figure]:
    """Resident memory at the end against the beginning, while sessions play and two viewers never read."""
    seconds = effort.seconds if effort.quick else effort.soak
    with started_server() as server:
        server.wait_for_kernels()
        sessions = [server.stream(server.create_session()) for _ in range(SESSIONS)]
        streams = sessions * VIEWERS_EACH
        plan = Plan(
            server=server.process.pid,
            streams=streams,
            players=list(range(SESSIONS)),
            warmup=5 * effort.warmup,
            seconds=seconds,
            commands=True,
            deaf=sessions,
        )
        resident = [size / MEGABYTE for size in loaded(plan).memory]
    span = max(1, len(resident) // 10)
    yield Figure(
        name="memory.soak",
        what=f"server memory after {seconds:g} s of playing, with viewers that never read",
        value=fmean(resident[-span:]),
        unit="MB",
        statistic="mean of the last tenth",
        goal=Goal("at most", 1.02),
        yardstick=Yardstick("mean of the first tenth", fmean(resident[:span])),
        details={"largest_MB": max(resident)},
    )
