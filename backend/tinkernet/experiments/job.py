"""One experiment in progress: which of its runs are still to do."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import islice

from tinkernet.experiments.executor import Task
from tinkernet.experiments.store import Outcome
from tinkernet.experiments.sweep import Experiment

TASK_SECONDS = 0.25
"""What a task should take: long beside its cost, short for whoever waits for a cancellation or for news."""
MAX_TASK = 100
RUN_COST = 0.001
"""Seconds a run takes beside its training, roughly."""


class Job:
    """Hands out tasks until every run is done; knows what is in progress."""

    def __init__(self, identity: str, experiment: Experiment, done: set[int]) -> None:
        self.identity = identity
        self.experiment = experiment
        self.left = experiment.runs - len(done)
        """Runs that are not committed."""
        self.is_given_up = False
        self.waiting: str | None = None
        """Why results that are there cannot be written; None: they can."""
        self.futures: set[Future[list[Outcome]]] = set()
        self._pending: Iterator[int] = (index for index in range(experiment.runs) if index not in done)
        self._seconds_per_run = TASK_SECONDS
        self._changed = asyncio.Event()

    def next_task(self) -> Task | None:
        """The next runs; None where there are no more."""
        size = max(1, min(MAX_TASK, int(TASK_SECONDS / self._seconds_per_run)))
        indices = tuple(islice(self._pending, size))
        return Task(self.experiment, indices) if indices else None

    def give_up(self) -> None:
        """Hands out no more tasks."""
        self.is_given_up = True
        self._pending = iter(())

    def book(self, outcomes: list[Outcome]) -> None:
        """Accounts for committed runs."""
        self.left -= len(outcomes)
        taken = sum(outcome.result.seconds for outcome in outcomes) / len(outcomes)
        self._seconds_per_run = taken + RUN_COST
        self.tell()

    def wait(self, because: str | None) -> None:
        """Notes why results wait, or that they no longer do."""
        if because != self.waiting:
            self.waiting = because
            self.tell()

    def tell(self) -> None:
        """Wakes whoever waits for news."""
        self._changed.set()
        self._changed = asyncio.Event()

    def news(self) -> asyncio.Event:
        """Set at the next change after this call."""
        return self._changed
