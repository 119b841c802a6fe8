"""Experiments carried out: to the end, cancelled, resumed, and with the database away."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.experiments.conducting import Counting, until
from tinkernet.base.validation import validated
from tinkernet.errors import InvalidRequest, NotFound, StorageUnavailable, TooManyExperiments
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.executor import LocalExecutor, Task
from tinkernet.experiments.query import Question
from tinkernet.experiments.store import ExperimentStore, Outcome
from tinkernet.experiments.sweep import Experiment
from tinkernet.local.training import run

pytestmark = pytest.mark.anyio
PATIENCE = 60
SMALL = {
    "config": {"data": {"dataset": "xor", "samples": 40}},
    "grid": {"training.learning_rate": [0.01, 0.1, 1.0]},
    "seeds": 5,
    "stop": {"epochs": 20, "test_loss_below": 0.2},
}
ENDLESS = {**SMALL, "config": {"network": {"hidden": [32, 32]}}, "stop": {"epochs": 100_000}}


def experiment(**changes: Any) -> Experiment:
    return validated(Experiment, {**SMALL, **changes})


class Fragile(ExperimentStore):
    """A real store whose database goes away and comes back."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.is_away = False
        self.refused = threading.Event()

    def commit(self, *arguments: Any) -> None:
        self._check()
        super().commit(*arguments)

    def find(self, identity: str) -> Any:
        self._check()
        return super().find(identity)

    def _check(self) -> None:
        if self.is_away:
            self.refused.set()
            raise OperationalError("SELECT 1", {}, Exception("gone"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def working(url: str, executor: LocalExecutor | None = None, **limits: Any) -> AsyncIterator[Conductor]:
    conductor = Conductor(ExperimentStore(url), executor or LocalExecutor(2), **limits)
    async with asyncio.timeout(PATIENCE), conductor.running():
        yield conductor


async def test_a_sweep_is_carried_out_to_the_end(url: str) -> None:
    async with working(url) as conductor:
        asked = experiment()
        identity = await conductor.start("sweep", asked)
        progress = await until(conductor, identity)
        page = await conductor.ask(lambda store: store.results(identity, asked, Question()))
    assert progress.saved.status == "finished"
    assert [row.run for row in page.rows] == list(range(15))
    expected = [run(asked.run(index).config, asked.stop) for index in range(15)]
    assert [row.test_loss for row in page.rows] == [one.metrics.test_loss for one in expected]
    assert progress.counts.succeeded == sum(one.succeeded is True for one in expected)


async def test_news_come_until_it_is_over(url: str) -> None:
    async with working(url) as conductor:
        identity = await conductor.start("sweep", experiment(seeds=300))
        seen = [progress async for progress in conductor.news(identity)]
    done = [progress.counts.done for progress in seen]
    assert done == sorted(done)
    assert (seen[0].is_over, seen[-1].is_over, done[-1]) == (False, True, 900)


async def test_news_of_what_is_deleted_end_with_that(url: str) -> None:
    async with working(url) as conductor:
        identity = await conductor.start("sweep", experiment(**ENDLESS))
        news = conductor.news(identity)
        assert (await anext(news)).saved.status == "running"
        await conductor.delete(identity)
        with pytest.raises(NotFound):
            await anext(news)


async def test_experiments_take_turns(url: str) -> None:
    executor = Counting(threads=1)
    async with working(url, executor) as conductor:
        first = await conductor.start("sweep", experiment(seeds=2000))
        second = await conductor.start("sweep", experiment(config={"data": {"samples": 40}}))
        await until(conductor, second)
        assert not (await conductor.progress(first)).is_over
        await conductor.cancel(first)


async def test_cancelling_ends_a_run_that_would_go_on_for_long(url: str) -> None:
    async with working(url) as conductor:
        identity = await conductor.start("sweep", experiment(**ENDLESS))
        begun = time.monotonic()
        await conductor.cancel(identity)
        progress = await conductor.progress(identity)
        assert (progress.saved.status, progress.counts.done) == ("cancelled", 0)
        await conductor.cancel(identity)
        assert (await conductor.progress(identity)).saved.status == "cancelled"
    assert time.monotonic() - begun < PATIENCE / 2


async def test_what_is_done_before_a_cancellation_stays(url: str) -> None:
    async with working(url) as conductor:
        identity = await conductor.start("sweep", experiment(seeds=3000))
        await until(conductor, identity, lambda progress: progress.counts.done > 0)
        await conductor.cancel(identity)
        progress = await conductor.progress(identity)
    assert 0 < progress.counts.done < 9000
    assert progress.saved.status == "cancelled"


async def test_deleting_forgets_a_sweep_in_progress(url: str) -> None:
    async with working(url) as conductor:
        identity = await conductor.start("sweep", experiment(seeds=3000))
        await until(conductor, identity, lambda progress: progress.counts.done > 0)
        await conductor.delete(identity)
        with pytest.raises(NotFound):
            await conductor.progress(identity)
        assert await conductor.ask(lambda store: store.done(identity)) == set()


async def test_a_sweep_goes_on_after_a_restart_without_repeating_a_run(url: str) -> None:
    first, second = Counting(), Counting()
    async with working(url, first) as conductor:
        identity = await conductor.start("sweep", experiment(seeds=700))
        await until(conductor, identity, lambda progress: progress.counts.done > 0)
    store = ExperimentStore(url)
    committed = store.done(identity)
    store.close()
    assert 0 < len(committed) < 2100
    async with working(url, second) as conductor:
        progress = await until(conductor, identity)
    assert (progress.saved.status, progress.counts.done) == ("finished", 2100)
    assert {index for _, index in second.given} == set(range(2100)) - committed
    assert len(second.given) == 2100 - len(committed)


async def test_results_wait_while_the_database_is_away(url: str) -> None:
    store = Fragile(url)
    conductor = Conductor(store, LocalExecutor(2), retry=0.01)
    async with asyncio.timeout(PATIENCE), conductor.running():
        store.is_away = True
        identity = await conductor.start("sweep", experiment())
        await asyncio.to_thread(store.refused.wait, PATIENCE)
        with pytest.raises(StorageUnavailable):
            await conductor.progress(identity)
        store.is_away = False
        progress = await until(conductor, identity)
    assert (progress.saved.status, progress.counts.done) == ("finished", 15)


async def test_a_server_stops_although_the_database_is_away(url: str) -> None:
    store = Fragile(url)
    conductor = Conductor(store, LocalExecutor(2), retry=0.01)
    async with asyncio.timeout(PATIENCE), conductor.running():
        store.is_away = True
        identity = await conductor.start("sweep", experiment())
        await asyncio.to_thread(store.refused.wait, PATIENCE)
    async with working(url) as conductor:
        assert (await until(conductor, identity)).counts.done == 15


async def test_a_mistake_ends_its_experiment_and_no_other(url: str, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(LocalExecutor):
        def submit(self, task: Task) -> "Future[list[Outcome]]":
            if task.experiment.config.data.dataset == "xor":
                failed: Future[list[Outcome]] = Future()
                failed.set_exception(MemoryError())
                return failed
            return super().submit(task)

    async with working(url, Broken(2)) as conductor:
        broken = await conductor.start("sweep", experiment())
        whole = await conductor.start("sweep", experiment(config={"data": {"samples": 40}}))
        assert (await until(conductor, broken)).saved.status == "failed"
        assert (await until(conductor, whole)).saved.status == "finished"
    assert "a run of an experiment failed" in caplog.text


async def test_there_is_a_limit_on_experiments_in_progress(url: str) -> None:
    async with working(url, max_jobs=1) as conductor:
        identity = await conductor.start("sweep", experiment(**ENDLESS))
        with pytest.raises(TooManyExperiments):
            await conductor.start("sweep", experiment())
        await conductor.cancel(identity)
        await until(conductor, await conductor.start("sweep", experiment()))


async def test_an_experiment_that_is_not_valid_is_not_taken_on(url: str) -> None:
    async with working(url) as conductor:
        with pytest.raises(InvalidRequest):
            await conductor.start("sweep", experiment(grid={"training.learning_rate": [99]}))
        assert await conductor.ask(lambda store: store.unfinished()) == []
