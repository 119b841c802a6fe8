"""Requests about a sweep of 10,000 runs, while it runs and when it is done."""

import time
from collections.abc import Callable, Iterator

import httpx
import numpy as np

from benchmarks.figures import Effort, Figure, Goal, Yardstick
from benchmarks.server import Server

RUNS = 10_000
RATES = [round(0.003 * place, 4) for place in range(1, 101)]
GOAL_MS = 100.0
Ask = Callable[[], httpx.Response]


def requests(effort: Effort) -> Iterator[Figure]:
    """The slowest kind of request at its 95th percentile."""
    seeds, rounds = effort.of(RUNS // len(RATES), 4), effort.of(40, 3)
    body = {
        "config": {"data": {"dataset": "xor"}},
        "grid": {"training.learning_rate": RATES},
        "seeds": seeds,
        "stop": {"epochs": effort.of(200, 20)},
    }
    with effort.warm_server() as server:
        path = f"/api/sweeps/{_created(server, body)}"
        kinds = _kinds(server.client, path, body)
        while _done(server, path) < seeds:
            time.sleep(0.05)
        running = _measured(kinds, rounds)
        still = _done(server, path)
        while _done(server, path) < seeds * len(RATES):
            time.sleep(0.2)
        done = _measured(kinds, rounds)
    runs = seeds * len(RATES)
    progress = {"runs_done_at_its_end": float(still)}
    yield _figure(
        "running", f"slowest request, sweep of {runs:,} runs in progress", running, rounds, progress
    )
    yield _figure("done", f"slowest request, sweep of {runs:,} runs that is done", done, rounds, {})


def _kinds(client: httpx.Client, path: str, body: dict[str, object]) -> dict[str, Ask]:
    """What is asked, by name; sorting and filtering as the page does."""
    table = "sort=-test_loss&filter=training.learning_rate:gt:0.1&offset=100&limit=100"
    return {
        "health": lambda: client.get("/healthz"),
        "creation": lambda: client.post("/api/sweeps", json=body),
        "progress": lambda: client.get(path),
        "list": lambda: client.get("/api/sweeps"),
        "table": lambda: client.get(f"{path}/results?{table}"),
        "last_page": lambda: client.get(f"{path}/results", params={"offset": RUNS - 100, "sort": "seed"}),
        "points": lambda: client.get(f"{path}/points"),
        "histories": lambda: client.get(f"{path}/histories", params={"limit": 250, "sort": "test_loss"}),
        "boundaries": lambda: client.get(f"{path}/boundaries", params={"limit": 250, "sort": "test_loss"}),
        "run": lambda: client.get(f"{path}/results/0"),
    }


def _measured(kinds: dict[str, Ask], rounds: int) -> dict[str, float]:
    """The 95th percentile of each kind in milliseconds; the kinds take turns."""
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, ask in kinds.items():
            begun = time.perf_counter()
            answer = ask().raise_for_status()
            taken[name].append(1000 * (time.perf_counter() - begun))
            if name == "creation":
                _forget(answer)
    return {name: float(np.quantile(times, 0.95)) for name, times in taken.items()}


def _forget(created: httpx.Response) -> None:
    """Deletes what was only created to measure how long that takes."""
    url = f"{created.request.url}/{created.json()['id']}"
    httpx.delete(url, timeout=60).raise_for_status()


def _created(server: Server, body: dict[str, object]) -> str:
    identity: str = server.client.post("/api/sweeps", json=body).raise_for_status().json()["id"]
    return identity


def _done(server: Server, path: str) -> int:
    """How many runs are done."""
    done: int = server.client.get(path).raise_for_status().json()["done"]
    return done


def _figure(
    name: str, what: str, measured: dict[str, float], rounds: int, details: dict[str, float]
) -> Figure:
    """Of all kinds but the yardstick, the slowest."""
    health = measured.pop("health")
    slowest = max(measured, key=lambda kind: measured[kind])
    return Figure(
        name=f"requests.{name}",
        what=what,
        value=measured[slowest],
        unit="ms",
        statistic=f"95th percentile of {rounds} each; the slowest: {slowest.replace('_', ' ')}",
        goal=Goal("at most", GOAL_MS, on="value"),
        yardstick=Yardstick("GET /healthz in the same load", health),
        details={**{f"{kind}_ms": value for kind, value in measured.items()}, **details},
    )
