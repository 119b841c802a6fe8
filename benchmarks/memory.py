"""The server's memory over time, with all kinds of viewers."""

from collections.abc import Iterator
from statistics import fmean

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.load import Plan, loaded

SESSIONS, VIEWERS_EACH = 2, 3
MEGABYTE = 1e6


def memory(effort: Effort) -> Iterator[Figure]:
    """Resident memory at the end against the beginning, while sessions play and two viewers never read."""
    seconds = effort.seconds if effort.quick else effort.soak
    with effort.warm_server() as server:
        sessions = [server.create_session() for _ in range(SESSIONS)]
        streams = [server.stream(session) for session in sessions]
        plan = Plan(
            server=server.process.pid,
            streams=streams * VIEWERS_EACH,
            players=list(range(SESSIONS)),
            warmup=5 * effort.warmup,
            seconds=seconds,
            pause=effort.pause,
            deaf=streams,
        )
        resident = [size / MEGABYTE for size in loaded(plan).memory]
        for session in sessions:
            server.delete_session(session)
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
