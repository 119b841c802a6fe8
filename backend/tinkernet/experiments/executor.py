"""Where runs are trained: the contract, and the threads of this process."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Protocol

from tinkernet.experiments.run import Course
from tinkernet.experiments.store import Outcome
from tinkernet.experiments.sweep import Experiment
from tinkernet.nn.fused.warm import prepare
from tinkernet.nn.reference import load_autograd

CHUNK = 0.005
"""Seconds of training between two looks at whether to go on, and whether somebody needs the machine."""
LOOK = 0.1
"""Seconds between two looks at whether a task was given up that waits for an engine."""
NICENESS = 10
"""A tenth of a core beside a thread that wants it: one that starved would keep the interpreter lock."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some runs of an experiment: enough of them to hide the cost of handing them over."""

    experiment: Experiment
    indices: tuple[int, ...]


class Abandoned(Exception):
    """The task was given up; its runs are not done."""


class Executor(Protocol):
    """Trains tasks somewhere else than in the event loop."""

    slots: int
    """Tasks that keep it busy; it may change."""

    @property
    def trouble(self) -> str | None:
        """Why tasks wait although nobody asked them to, as a sentence; None: they do not."""

    def submit(self, task: Task) -> "Future[list[Outcome]]":
        """Queues a task. The future has the outcomes of all its runs in order, or fails."""

    def abandon(self, future: "Future[list[Outcome]]") -> None:
        """Gives a task up soon, whether it has begun or not: its future fails with `Abandoned`."""

    def close(self) -> None:
        """Gives up everything that is not done, and waits until nothing is in progress."""


class LocalExecutor:
    """Threads of low priority, for as many runs at once as there are cores.

    While `is_busy` says that live sessions train, one run at a time has a core and the others wait.
    """

    trouble: str | None = None

    def __init__(
        self,
        threads: int,
        is_busy: Callable[[], bool] = lambda: False,
    ) -> None:
        self.slots = 2 * threads
        self._is_busy = is_busy
        self._pool = ThreadPoolExecutor(threads, "tinkernet-runs", _lower_priority)
        self._preparing = ThreadPoolExecutor(1, "tinkernet-prepare", _lower_priority)
        self._alone = threading.Lock()
        self._ready: dict[str, Future[None]] = {}
        """By what is made ready."""
        self._given_up: dict[Future[list[Outcome]], threading.Event] = {}

    def submit(self, task: Task) -> "Future[list[Outcome]]":
        """As the contract says."""
        ready = [self._prepared("kernel", prepare)]
        if "autograd" in task.experiment.engines:
            ready.append(self._prepared("autograd", load_autograd))
        given_up = threading.Event()
        future = self._pool.submit(self._outcomes, task, given_up, ready)
        self._given_up[future] = given_up
        future.add_done_callback(lambda done: self._given_up.pop(done, None))
        return future

    def abandon(self, future: "Future[list[Outcome]]") -> None:
        """As the contract says."""
        given_up = self._given_up.get(future)
        if given_up is not None:
            given_up.set()

    def close(self) -> None:
        """As the contract says."""
        for given_up in list(self._given_up.values()):
            given_up.set()
        self._pool.shutdown()
        self._preparing.shutdown()

    def _prepared(self, name: str, prepare: Callable[[], None]) -> "Future[None]":
        if name not in self._ready:
            self._ready[name] = self._preparing.submit(prepare)
        return self._ready[name]

    def _outcomes(self, task: Task, given_up: threading.Event, ready: "list[Future[None]]") -> list[Outcome]:
        if given_up.is_set():
            raise Abandoned
        while wait(ready, LOOK).not_done:
            if given_up.is_set():
                raise Abandoned
        for one in ready:
            one.result()
        return [self._outcome(task.experiment, index, given_up) for index in task.indices]

    def _outcome(self, experiment: Experiment, index: int, given_up: threading.Event) -> Outcome:
        run = experiment.run(index)
        course = Course(run.config, experiment.stop)
        while not course.is_over:
            with self._alone if self._is_busy() else nullcontext():
                if given_up.is_set():
                    raise Abandoned
                course.advance(CHUNK)
        return Outcome(run, course.result())


def _lower_priority() -> None:
    """Below every other thread of the process; elsewhere than on Linux a priority is not a thread's own."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, min(os.getpriority(os.PRIO_PROCESS, thread) + NICENESS, 19))
