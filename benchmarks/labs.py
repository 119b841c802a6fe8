"""A class that asks for graphs and has answers graded, beside sessions that play."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles
from urllib.parse import urlsplit

from benchmarks.figures import Effort, Figure, Goal
from benchmarks.load import Outcome, Plan, loaded
from benchmarks.server import Server

SESSIONS = 10
CLIENTS = 200
PAUSE = (1.0, 3.0)
"""Seconds that somebody thinks between two questions."""
PROMPT = 0.15
"""Seconds in which a question is to be answered."""
FRAMES = 30
LINES = [["yhat", "x*w"], ["s", "yhat - y"], ["loss", "s^2"]]


def labs(effort: Effort) -> Iterator[Figure]:
    """Each client with numbers of its own, so that no answer is one that is kept."""
    clients, seconds = effort.of(CLIENTS, 10), effort.of(20, 1)
    with effort.warm_server() as server:
        sessions = [server.create_session() for _ in range(SESSIONS)]
        with ThreadPoolExecutor(1) as pool:
            viewers = pool.submit(loaded, _plan(server, sessions, seconds, effort))
            times = asyncio.run(_class(str(server.client.base_url), clients, effort.warmup + seconds))
            outcome = viewers.result()
        for session in sessions:
            server.delete_session(session)
    yield _promptness(times, clients)
    yield _frames(outcome, clients)


def _plan(server: Server, sessions: list[str], seconds: float, effort: Effort) -> Plan:
    streams = [server.stream(session) for session in sessions]
    return Plan(server.process.pid, streams, list(range(len(streams))), effort.warmup, seconds)


async def _class(url: str, clients: int, seconds: float) -> list[float]:
    """Seconds that each question took."""
    until = time.perf_counter() + seconds
    asked = await asyncio.gather(*(_client(url, number, until) for number in range(clients)))
    return [each for one in asked for each in one]


async def _client(url: str, number: int, until: float) -> list[float]:
    """Asks for a graph and for a verdict in turns, on one connection."""
    draw, host = random.Random(number), urlsplit(url)
    await asyncio.sleep(draw.uniform(0, PAUSE[1]))
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    times = []
    while time.perf_counter() < until:
        for path, body in (_graph(draw), _answers(draw)):
            begun = time.perf_counter()
            writer.write(_request(path, body))
            await _answered(reader)
            times.append(time.perf_counter() - begun)
            await asyncio.sleep(draw.uniform(*PAUSE))
    writer.close()
    return times


def _graph(draw: random.Random) -> tuple[str, object]:
    return "graph", {"lines": LINES, "values": {"x": draw.uniform(-3, 3), "y": 2, "w": 1}}


def _answers(draw: random.Random) -> tuple[str, object]:
    answer = f"{draw.uniform(0, 9):.6f}x(yhat - y)"
    return "exercises/gradients.formulas/answers", {"seed": 0, "answers": {"w1": answer}}


def _request(path: str, body: object) -> bytes:
    content = json.dumps(body).encode()
    head = f"POST /api/labs/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


async def _answered(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    assert head.startswith("http/1.1 200"), head
    [length] = [line.split(":")[1] for line in head.splitlines() if line.startswith("content-length:")]
    await reader.readexactly(int(length))


def _promptness(times: list[float], clients: int) -> Figure:
    prompt = sum(each <= PROMPT for each in times)
    return Figure(
        name="labs.answers",
        what=f"questions of labs within {PROMPT * 1000:g} ms, {clients} clients, {SESSIONS} sessions",
        value=100 * prompt / len(times),
        unit="%",
        statistic=f"all of {len(times)} questions",
        goal=Goal("at least", 95, on="value"),
        details={
            "median_ms": 1000 * median(times),
            "p95_ms": 1000 * quantiles(times, n=20)[-1],
            "slowest_ms": 1000 * max(times),
        },
    )


def _frames(outcome: Outcome, clients: int) -> Figure:
    return Figure(
        name="labs.sessions",
        what=f"{SESSIONS} playing sessions beside {clients} clients of labs",
        value=median(outcome.rates),
        unit="frames/s",
        statistic=f"median of viewers over {outcome.seconds:.0f} s",
        goal=Goal("at least", FRAMES, on="value"),
        details={"slowest_viewer_frames_per_second": min(outcome.rates), "server_cpu_s": outcome.server_cpu},
    )
