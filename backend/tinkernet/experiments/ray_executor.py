"""Runs on the machines of a Ray cluster, any of which, and all of them, may go away for a while."""

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from importlib.metadata import version
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

import ray
from ray.exceptions import RayError

from tinkernet.experiments.executor import Abandoned, Task
from tinkernet.experiments.run import trained
from tinkernet.experiments.store import Outcome
from tinkernet.experiments.stored import read, written
from tinkernet.nn.fused.warm import prepare

logger = logging.getLogger(__name__)

VERSION = version("tinkernet")
SLOTS_PER_CORE = 2
"""Tasks at a time for each core: one that it works on, one that is there when it is done."""
CRASHES = 20
"""Machines that may be lost under one task until the task itself is blamed."""
LOOK = 0.05
"""Seconds between two looks for results."""
SURVEY = 1.0
"""Seconds between two questions for the size of the cluster."""
RETRY = 0.5
"""Seconds between two attempts to reach it."""
GRACE = 5
"""Seconds in which Ray mends a broken connection without losing what is in progress."""

CLIENT_PORT = 10001
"""Of Ray Client, unless the address says otherwise."""

Answer = Future[list[Outcome]]
Reference = ray.ObjectRef[list[Outcome]]
HandOver = Callable[[Task], Reference]


class OtherVersion(Exception):
    """A machine of the cluster has another version of Tinkernet than the server."""


def outcomes(asked_by: str, body: str, indices: tuple[int, ...]) -> list[Outcome]:
    """What a machine of the cluster does: all runs of a task, in order; `body` is the experiment as JSON.

    Raises:
        OtherVersion: this machine's results could be other ones.
    """
    if asked_by != VERSION:
        raise OtherVersion(f"a machine of the Ray cluster has Tinkernet {VERSION}, the server {asked_by}")
    prepare()
    experiment = read(body)
    runs = map(experiment.run, indices)
    return [Outcome(one, trained(one.config, experiment.stop)) for one in runs]


class RayExecutor:
    """Hands tasks to a cluster through Ray Client; what a lost machine or a lost cluster had, is done anew.

    One thread owns the connection. It opens it with the first task, and opens it again when it breaks: the
    tasks wait, and `trouble` says why. Anything may go wrong there, so the thread survives everything.
    """

    def __init__(self, address: str, *, silence: float = 5.0) -> None:
        """`address` is that of Ray Client on the head, ray://host:port.

        After `silence`, in seconds without an answer, the cluster counts as away.
        """
        self.slots = SLOTS_PER_CORE
        self._address = address
        self.version = VERSION
        """Work is for machines with this one."""
        self._silence = silence
        self._news: SimpleQueue[tuple[Task, Answer] | None] = SimpleQueue()
        self._tasks: dict[Answer, Task] = {}
        """What is not done; the thread's own."""
        self._is_closing = threading.Event()
        self._heard = time.monotonic()
        self._reason: str | None = None
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> str | None:
        """As the contract says."""
        if not self._tasks:
            return None
        is_silent = time.monotonic() - self._heard > self._silence
        return self._reason or (self._away if is_silent else None)

    def submit(self, task: Task) -> Answer:
        """As the contract says."""
        answer: Answer = Future()
        answer.set_running_or_notify_cancel()
        if not self._tasks:
            self._heard = time.monotonic()
        self._news.put((task, answer))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="tinkernet-ray")
            self._thread.start()
        return answer

    def abandon(self, future: Answer) -> None:
        """As the contract says; a machine that works on it is told so."""
        _settle(future, Abandoned())

    def close(self) -> None:
        """As the contract says."""
        self._is_closing.set()
        self._news.put(None)
        if self._thread is not None:
            self._thread.join()

    @property
    def _away(self) -> str:
        return f"the Ray cluster at {self._address} does not answer"

    @property
    def _empty(self) -> str:
        return f"no machine has joined the Ray cluster at {self._address}"

    def _work(self) -> None:
        while not self._is_closing.is_set():
            self._receive(is_idle=True)
            try:
                if self._tasks:
                    with self._connected() as hand_over:
                        self._serve(hand_over)
            except Exception as error:  # Ray Client raises bare ones when it breaks; none may end this thread
                if self._reason != self._away:
                    logger.warning("%s, trying again: %s", self._away, error)
                self._reason = self._away
                self._is_closing.wait(RETRY)
        self._receive(is_idle=False)
        for answer in self._tasks:
            _settle(answer, Abandoned())

    def _serve(self, hand_over: HandOver) -> None:
        """Carries tasks out until the executor is closed; raises something when the connection breaks."""
        flights: dict[Reference, Answer] = {}
        self._reason, surveyed = None, -SURVEY
        while not self._is_closing.is_set():
            if time.monotonic() - surveyed > SURVEY:
                surveyed = time.monotonic()
                self._survey()
            waiting = [answer for answer in self._tasks if answer not in flights.values()]
            flights.update([(hand_over(self._tasks[answer]), answer) for answer in waiting])
            if flights:
                self._take_in(flights)
            self._heard = time.monotonic()
            self._receive(is_idle=not flights)

    def _survey(self) -> None:
        """Adapts to the size that the cluster has now."""
        cores = int(ray.cluster_resources().get("CPU", 0))  # type: ignore[no-untyped-call]
        self.slots = SLOTS_PER_CORE * max(1, cores)
        if not cores:
            self._reason = self._empty
        elif self._reason == self._empty:
            self._reason = None

    def _take_in(self, flights: dict[Reference, Answer]) -> None:
        """Waits a moment for outcomes; lets go of what is done or given up."""
        ready, _ = ray.wait(list(flights), num_returns=len(flights), timeout=LOOK)
        for reference in ready:
            answer = flights.pop(reference)
            try:
                _settle(answer, ray.get(reference))
                self._reason = None
            except OtherVersion as error:  # the task stays, and is handed over again
                self._reason = str(error)
                self._is_closing.wait(RETRY)
            except RayError as error:
                _settle(answer, error)
        for reference in [reference for reference, answer in flights.items() if answer.done()]:
            ray.cancel(reference)
            del flights[reference]

    def _receive(self, is_idle: bool) -> None:
        """Forgets what is done and takes in what is new; waits for it where there is nothing else to do."""
        self._tasks = {answer: task for answer, task in self._tasks.items() if not answer.done()}
        with contextlib.suppress(Empty):
            while (news := self._news.get(block=is_idle and not self._tasks)) is not None:
                task, answer = news
                self._tasks[answer] = task

    @contextlib.contextmanager
    def _connected(self) -> Iterator[HandOver]:
        """What hands a task to the cluster, for as long as the connection lasts.

        Raises:
            OSError: nobody listens there; Ray Client itself would wait for half a minute.
            Exception: Ray Client could not connect, or has another version of Ray or Python.
        """
        url = urlsplit(self._address)
        there = url.hostname or "", url.port or CLIENT_PORT
        socket.create_connection(there, timeout=self._silence).close()
        os.environ.setdefault("RAY_CLIENT_RECONNECT_GRACE_PERIOD", str(GRACE))
        try:
            ray.init(self._address, log_to_driver=False, logging_level=logging.WARNING)
            remote = ray.remote(max_retries=CRASHES, scheduling_strategy="SPREAD")(outcomes)
            yield lambda task: remote.remote(self.version, written(task.experiment), task.indices)
        finally:
            ray.shutdown()


def _settle(answer: Answer, outcome: list[Outcome] | Exception) -> None:
    """Ends a future, unless it has ended: it may have been given up meanwhile."""
    with contextlib.suppress(InvalidStateError):
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
