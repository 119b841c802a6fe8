"""Frames a second that viewers see, and how long their commands take."""

from collections.abc import Iterator
from statistics import median, quantiles

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.load import Outcome, Plan, loaded
from benchmarks.server import Server

FULL_RATE = 59.5
"""60 frames a second, which is also the most: half a one is lost at the ends of the measurement."""
PROMPT = 0.1
"""Seconds in which a command is to be acknowledged."""


def viewers(effort: Effort) -> Iterator[Figure]:
    """One viewer, a crowd before one session, and a crowd of sessions, all training as fast as it goes."""
    crowd = effort.of(100, 5)
    with effort.warm_server() as server:
        with_one = _crowd_of_viewers(server, 1, effort)
        yield _rate("viewers.one", "one session, one viewer", with_one, FULL_RATE, effort)
        with_many = _crowd_of_viewers(server, crowd, effort)
        yield _rate("viewers.crowd", f"one session, {crowd} viewers, each", with_many, 20, effort)
        playing = _crowd_of_sessions(server, crowd, effort)
        yield _rate("viewers.sessions", f"{crowd} playing sessions, a viewer each", playing, 15, effort)
        yield _promptness(playing, crowd)
        yield _indifference(server, crowd, effort)


def _crowd_of_viewers(server: Server, count: int, effort: Effort, deaf: int = 0) -> Outcome:
    session = server.create_session()
    address = server.stream(session)
    outcome = loaded(
        Plan(server.process.pid, [address] * count, [0], effort.warmup, effort.seconds, deaf=[address] * deaf)
    )
    server.delete_session(session)
    return outcome


def _crowd_of_sessions(server: Server, count: int, effort: Effort) -> Outcome:
    sessions = [server.create_session() for _ in range(count)]
    streams = [server.stream(session) for session in sessions]
    outcome = loaded(
        Plan(
            server.process.pid, streams, list(range(count)), effort.warmup, effort.seconds, pause=effort.pause
        )
    )
    for session in sessions:
        server.delete_session(session)
    return outcome


def _rate(name: str, what: str, outcome: Outcome, goal: float, effort: Effort) -> Figure:
    return Figure(
        name=name,
        what=what,
        value=median(outcome.rates),
        unit="frames/s",
        statistic=f"median of viewers over {effort.seconds:g} s",
        goal=Goal("at least", goal, on="value"),
        details={
            "slowest_viewer_frames_per_second": min(outcome.rates),
            "frames_per_server_cpu_s": sum(outcome.frames) / outcome.server_cpu,
            "server_cpu_s": outcome.server_cpu,
            "client_cpu_s": outcome.client_cpu,
            "seconds": outcome.seconds,
        },
    )


def _promptness(outcome: Outcome, crowd: int) -> Figure:
    prompt = sum(latency <= PROMPT for latency in outcome.latencies)
    return Figure(
        name="viewers.commands",
        what=f"commands acknowledged within {PROMPT * 1000:g} ms, {crowd} playing sessions",
        value=100 * prompt / len(outcome.latencies),
        unit="%",
        statistic=f"all of {len(outcome.latencies)} commands",
        goal=Goal("at least", 95, on="value"),
        details={
            "median_ms": 1000 * median(outcome.latencies),
            "p95_ms": 1000 * quantiles(outcome.latencies, n=20)[-1],
            "slowest_ms": 1000 * max(outcome.latencies),
        },
    )


def _indifference(server: Server, crowd: int, effort: Effort) -> Figure:
    """Rounds without and with viewers that never read, in turns."""
    without, beside = [], []
    rounds = effort.of(3, 1)
    for _ in range(rounds):
        without.append(_crowd_of_viewers(server, crowd, effort))
        beside.append(_crowd_of_viewers(server, crowd, effort, deaf=2))
    rates = [median(rate for outcome in outcomes for rate in outcome.rates) for outcomes in (beside, without)]
    cpu = [median(outcome.server_cpu for outcome in outcomes) for outcomes in (beside, without)]
    return Figure(
        name="viewers.deaf",
        what=f"{crowd} viewers beside two that never read",
        value=rates[0],
        unit="frames/s",
        statistic=f"median of viewers and {rounds} rounds",
        goal=Goal("at least", 0.95),
        yardstick=Yardstick("the same without those two", rates[1]),
        details={"server_cpu_s": cpu[0], "server_cpu_without_s": cpu[1]},
    )
