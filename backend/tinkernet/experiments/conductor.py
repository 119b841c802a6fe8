"""All experiments of a server: taken on, carried out one task after the other, resumed after a restart."""

import asyncio
import contextlib
import logging
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from tinkernet.base.database import cause, failure
from tinkernet.errors import StorageUnavailable, TooManyExperiments
from tinkernet.experiments.executor import Abandoned, Executor, Task
from tinkernet.experiments.job import Job
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.schema import SavedExperiment
from tinkernet.experiments.store import (
    CANCELLED,
    FAILED,
    FINISHED,
    RUNNING,
    ExperimentStore,
    Outcome,
    Page,
)
from tinkernet.experiments.stored import written
from tinkernet.experiments.sweep import Experiment

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

ID_BYTES = 16
NEWS = 0.1
"""Seconds between two pieces of news at least."""


class Conductor:
    """Owns the experiments while `running`. The event loop's; store and executor work in threads."""

    def __init__(
        self,
        store: ExperimentStore,
        executor: Executor,
        clock: Callable[[], float] = time.time,
        *,
        max_jobs: int = 64,
        retry: float = 1.0,
        glance: float = 0.5,
    ) -> None:
        """`max_jobs` experiments may be in progress at a time.

        `retry` are the seconds between two attempts to write results while the database is away, `glance`
        those between two looks at how the executor fares, and whether the database is back.
        """
        self._store = store
        self._executor = executor
        self._clock = clock
        self._max_jobs = max_jobs
        self._retry = retry
        self._glance = glance
        self._jobs: dict[str, Job] = {}
        self._queue: deque[Job] = deque()
        """Jobs with runs to hand out, in the order of their turns."""
        self._wake = asyncio.Event()
        self._in_hand = 0
        """Tasks that the executor has."""
        self._room = asyncio.Event()
        self._is_closing = False
        self._tasks: asyncio.TaskGroup | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Resumes what was not finished, and works; at the end gives up what is in progress."""
        for saved in await asyncio.to_thread(self._store.unfinished):
            done = await asyncio.to_thread(self._store.done, saved.id)
            self._take_on(Job(saved.id, Progress.of(saved).experiment, done))
        async with asyncio.TaskGroup() as self._tasks:
            work = self._tasks.create_task(self._work(self._tasks), name="experiments")
            watch = self._tasks.create_task(self._watch(), name="executor")
            try:
                yield
            finally:
                self._is_closing = True
                work.cancel()
                watch.cancel()
                for job in self._jobs.values():
                    job.tell()
                await asyncio.to_thread(self._executor.close)
        await asyncio.to_thread(self._store.close)

    async def start(self, kind: str, experiment: Experiment) -> str:
        """Takes an experiment on; returns its id.

        Raises:
            InvalidConfig, InvalidRequest: one of its runs would not be valid.
            TooManyExperiments: too many are in progress.
            StorageUnavailable: the database does not answer.
        """
        if len(self._jobs) >= self._max_jobs:
            raise TooManyExperiments(
                f"at most {self._max_jobs} experiments may be in progress: "
                "cancel one, or wait for one to finish"
            )
        await asyncio.to_thread(experiment.check)
        identity = secrets.token_urlsafe(ID_BYTES)
        saved = SavedExperiment(
            id=identity,
            kind=kind,
            status=RUNNING,
            created_at=self._clock(),
            finished_at=None,
            runs=experiment.runs,
            body=written(experiment),
        )
        await self.ask(lambda store: store.create(saved))
        self._take_on(Job(identity, experiment, set()))
        return identity

    async def progress(self, identity: str) -> Progress:
        """How far an experiment has come.

        Raises:
            NotFound: there is none.
            StorageUnavailable: the database does not answer.
        """
        return self._as_it_fares(await self.ask(lambda store: Progress.of(store.find(identity))))

    async def listed(self, kind: str, offset: int, limit: int) -> Page[Progress]:
        """How far the experiments of a kind have come, newest first.

        Raises:
            StorageUnavailable: the database does not answer.
        """

        def read(store: ExperimentStore) -> Page[Progress]:
            page = store.listed(kind, offset, limit)
            return Page(page.total, [Progress.of(saved) for saved in page.rows])

        page = await self.ask(read)
        return Page(page.total, [self._as_it_fares(progress) for progress in page.rows])

    async def news(self, identity: str) -> AsyncIterator[Progress]:
        """The progress now and after every change, until nothing changes any more.

        That the database is away is news as well, once there was some.

        Raises:
            NotFound: there is none, or it was deleted meanwhile.
            StorageUnavailable: the database does not answer at first.
        """
        progress, is_news = await self.progress(identity), True
        while True:
            if is_news:
                yield progress
                await asyncio.sleep(NEWS)
            if progress.is_over or self._is_closing:
                return
            job = self._jobs.get(identity)
            changed = job.news() if job is not None else asyncio.Event()
            before = progress
            progress = await self._later(before)
            is_news = progress.differs_from(before)
            if not is_news:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), self._glance)

    async def _later(self, known: Progress) -> Progress:
        """The progress of an experiment of which some is known already.

        Raises:
            NotFound: it was deleted.
        """
        try:
            saved = await self.ask(lambda store: store.find(known.saved.id))
            return self._as_it_fares(replace(known, saved=saved, waiting=None))
        except StorageUnavailable as error:
            return replace(known, waiting=error.message)

    async def cancel(self, identity: str) -> None:
        """Gives up what is not done; what is done stays. Of an experiment that is over, nothing changes.

        Raises:
            StorageUnavailable: the database does not answer; it is noted there as soon as it does.
        """
        job = self._jobs.get(identity)
        if job is not None:
            await self._give_up(job, lambda store: store.finish(identity, CANCELLED, self._clock()))

    async def delete(self, identity: str) -> None:
        """Forgets an experiment, also one in progress.

        Raises:
            StorageUnavailable: the database does not answer; one in progress is cancelled when it does.
        """
        job = self._jobs.get(identity)
        if job is None:
            await self.ask(lambda store: store.delete(identity))
        else:
            await self._give_up(job, lambda store: store.delete(identity))

    async def _give_up(self, job: Job, note: Callable[[ExperimentStore], None]) -> None:
        """Ends a job, and notes in the store what is to be seen of it."""
        was_given_up = job.is_given_up
        job.give_up()
        while job.futures:
            changed = job.news()
            for future in job.futures:
                self._executor.abandon(future)
            await changed.wait()
        try:
            await self.ask(note)
        except StorageUnavailable:
            if not was_given_up and self._tasks is not None:
                self._tasks.create_task(self._end(job, CANCELLED))
            raise
        self._jobs.pop(job.identity, None)
        job.tell()

    async def ask(self, question: Callable[[ExperimentStore], Answer]) -> Answer:
        """What the store answers.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        try:
            return await asyncio.to_thread(question, self._store)
        except SQLAlchemyError as error:
            logger.warning("%s: %s", failure(error), cause(error))
            raise StorageUnavailable(f"{failure(error)}: try again in a while") from error

    def _as_it_fares(self, progress: Progress) -> Progress:
        job = self._jobs.get(progress.saved.id)
        if job is None or progress.is_over:
            return progress
        return replace(progress, waiting=job.waiting or self._executor.trouble)

    def _take_on(self, job: Job) -> None:
        self._jobs[job.identity] = job
        self._queue.append(job)
        self._wake.set()

    async def _work(self, group: asyncio.TaskGroup) -> None:
        while True:
            while self._in_hand >= self._executor.slots:
                self._room.clear()
                await self._room.wait()
            job, task = await self._next_task()
            self._in_hand += 1
            group.create_task(self._perform(job, task))

    async def _watch(self) -> None:
        """Notices what an executor does not tell: that it has grown, that it is in trouble or out of it."""
        known = self._executor.trouble
        while True:
            await asyncio.sleep(self._glance)
            self._room.set()
            if (trouble := self._executor.trouble) != known:
                known = trouble
                for job in self._jobs.values():
                    job.tell()

    async def _next_task(self) -> tuple[Job, Task]:
        """The next task, the experiments taking turns."""
        while True:
            while self._queue:
                job = self._queue.popleft()
                task = job.next_task()
                if task is not None:
                    self._queue.append(job)
                    return job, task
                if job.left == 0:
                    await self._end(job, FINISHED)
            self._wake.clear()
            await self._wake.wait()

    async def _perform(self, job: Job, task: Task) -> None:
        future = self._executor.submit(task)
        job.futures.add(future)
        try:
            outcomes = await asyncio.wrap_future(future)
            await self._commit(job, outcomes)
        except Abandoned:
            return
        except Exception:  # the outer edge of experiments: a mistake of ours ends this one, not the others
            logger.exception("a run of an experiment failed")
            job.give_up()
            await self._end(job, FAILED)
            return
        finally:
            job.futures.discard(future)
            job.tell()
            self._in_hand -= 1
            self._room.set()
        job.book(outcomes)
        if job.left == 0:
            await self._end(job, FINISHED)

    async def _commit(self, job: Job, outcomes: list[Outcome]) -> None:
        """Writes results; while the database is away, they wait here, and with them the work."""
        while True:
            try:
                await asyncio.to_thread(self._store.commit, job.identity, outcomes, job.experiment)
            except SQLAlchemyError as error:
                if self._is_closing or job.is_given_up:
                    raise Abandoned from error
                self._say(job, f"{failure(error)}: results wait in memory until they can be written", error)
                await asyncio.sleep(self._retry)
            else:
                job.wait(None)
                return

    def _say(self, job: Job, problem: str, error: SQLAlchemyError) -> None:
        """Says why a job waits; in the log once, not at every attempt."""
        if job.waiting != problem:
            logger.warning("%s: %s", problem, cause(error))
        job.wait(problem)

    async def _end(self, job: Job, status: str) -> None:
        """Notes that a job is over, once."""
        while self._jobs.get(job.identity) is job and not self._is_closing:
            try:
                await asyncio.to_thread(self._store.finish, job.identity, status, self._clock())
            except SQLAlchemyError as error:
                self._say(job, f"{failure(error)}: that the experiment is over is noted later", error)
                await asyncio.sleep(self._retry)
            else:
                self._jobs.pop(job.identity, None)
        job.tell()
