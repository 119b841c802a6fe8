"""What whoever waits for a sweep sees while its results cannot be written, and what comes of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests.api.conftest import PATIENCE, Server
from tests.experiments.conducting import Counting
from tests.postgres import started_postgres
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.executor import Executor
from tinkernet.experiments.store import ExperimentStore
from tinkernet.settings import Settings

RUNS = 900
SWEEP: dict[str, Any] = {
    "config": {"data": {"dataset": "xor", "samples": 100}},
    "grid": {"training.learning_rate": [0.01, 0.03, 0.1]},
    "seeds": RUNS // 3,
    "stop": {"epochs": 100},
}
LARGE = {"grid": {"training.learning_rate": [place / 10_000 for place in range(1, 3000)]}}
"""A sweep whose description does not fit into what is left of the last page."""
State = dict[str, Any]


class Disk:
    """The disk below an SQLite file: while it is full, SQLite lets the file grow by no page."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.is_full = False

    def limit(self, connection: Connection, *_: object) -> None:
        """Every connection is told when it is taken into use."""
        if isinstance(connection, Connection):
            (_, _, file), *_rest = connection.execute("PRAGMA database_list").fetchall()
            if file.startswith(self._folder):
                # a limit below the present size means the present size
                connection.execute(f"PRAGMA max_page_count = {1 if self.is_full else 2**30}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path)
    event.listen(Pool, "checkout", disk.limit)
    yield disk
    event.remove(Pool, "checkout", disk.limit)


@contextmanager
def served(settings: Settings, executor: Counting | None = None) -> Iterator[httpx.Client]:
    """A server that looks often; the runs that it trains are those of the executor."""

    def conduct(store: ExperimentStore, _: Executor) -> Conductor:
        return Conductor(store, executor or Counting(), retry=0.05, glance=0.05)

    with Server(settings, conduct) as server, httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
        yield client


@contextmanager
def watched(client: httpx.Client) -> Iterator[tuple[str, Iterator[State]]]:
    """The path of a new sweep, and the news of it as they come."""
    path = f"/api/sweeps/{client.post('/api/sweeps', json=SWEEP).json()['id']}"
    with client.stream("GET", f"{path}/events") as answer:
        lines = answer.iter_lines()
        yield path, states(line.removeprefix("data: ") for line in lines if line.startswith("data: "))


def states(news: Iterator[str]) -> Iterator[State]:
    """The whole state after each of the news."""
    state: State = {}
    for text in news:
        state = state | json.loads(text)
        yield state


def ends_well(news: Iterator[State], client: httpx.Client, path: str, executor: Counting) -> None:
    """Makes sure that a sweep goes on to its end, and that every run was trained once."""
    *_, last = news
    assert (last["status"], last["done"], last["waiting"]) == ("finished", RUNS, None)
    assert sorted(index for _, index in executor.given) == list(range(RUNS))
    rows = client.get(f"{path}/results", params={"limit": 1000}).json()["results"]
    assert [row["run"] for row in rows] == list(range(RUNS))
    assert client.get(path).json() == last


def test_a_sweep_waits_while_the_disk_is_full(tmp_path: Path, disk: Disk) -> None:
    executor = Counting()
    with served(Settings(data_dir=tmp_path), executor) as client, watched(client) as (path, news):
        # by then tasks are too large to fit into what is left of the pages
        next(state for state in news if state["done"] > 100)
        disk.is_full = True
        waiting = next(state for state in news if state["waiting"])
        assert waiting["waiting"].startswith("the disk of the database is full: results wait in memory")
        assert 0 < waiting["done"] < RUNS
        assert client.get(path).json() == waiting
        assert client.get(f"{path}/results").json()["total"] == waiting["done"]
        refused = client.post("/api/sweeps", json=LARGE)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "storage_unavailable")
        assert refused.headers["retry-after"] == "60"
        assert refused.json()["error"]["message"].startswith("the disk of the database is full")
        disk.is_full = False
        ends_well(news, client, path, executor)


def test_a_sweep_waits_while_the_database_is_away(tmp_path: Path) -> None:
    executor = Counting()
    with started_postgres() as postgres:
        settings = Settings(data_dir=tmp_path, database_url=postgres.url)
        with served(settings, executor) as client, watched(client) as (path, news):
            next(state for state in news if state["done"] > 0)
            postgres.stop()
            waiting = next(state for state in news if state["waiting"])
            assert waiting["waiting"].startswith("the database does not answer")
            for answer in (client.get(path), client.post("/api/sweeps", json=SWEEP)):
                assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_unavailable")
            session = client.post("/api/sessions").json()
            assert client.post(f"/api/sessions/{session['id']}/step", json={"epochs": 1}).json()["epoch"] == 1
            assert client.delete(f"/api/sessions/{session['id']}").status_code == 204
            postgres.start()
            ends_well(news, client, path, executor)


def test_what_is_cancelled_while_the_disk_is_full_is_cancelled_for_good(tmp_path: Path, disk: Disk) -> None:
    with served(Settings(data_dir=tmp_path)) as client, watched(client) as (path, news):
        next(state for state in news if state["done"] > 0)
        disk.is_full = True
        next(state for state in news if state["waiting"])
        assert client.post(f"{path}/cancel").status_code in (200, 503)
        disk.is_full = False
        *_, last = news
        assert last["status"] == "cancelled"
        assert last["done"] < RUNS
