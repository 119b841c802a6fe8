"""The thread pool that all training shares, and the order in which work enters it."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future as ThreadFuture
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Ticket(Generic[Result]):
    """Work that waits for its turn in the pool. Its `result` is None if it was withdrawn before it began."""

    __slots__ = ("begun", "result", "work")

    def __init__(self, work: Callable[[], Result], result: "asyncio.Future[Result | None]") -> None:
        self.work = work
        self.result = result
        self.begun = False

    def withdraw(self) -> None:
        """Takes the work back, unless it has begun."""
        if not self.begun and not self.result.done():
            self.result.set_result(None)


class Pool:
    """Threads for work that releases the interpreter lock.

    Turns (chunks of training) are served first come, first served; what somebody waits for (commands,
    questions) goes before all of them. Hardly more enters the executor's own queue than there are threads, so
    that "before" means now.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="tinkernet")
        self._urgent: deque[Ticket[Any]] = deque()
        self._turns: deque[Ticket[Any]] = deque()
        self._inside = 0

    def turn(self, work: Callable[[], Result], first: bool = False) -> Ticket[Result]:
        """Queues work that can be withdrawn, at the end or before all other turns; await `ticket.result`."""
        return self._enter(self._turns, work, first)

    async def now(self, work: Callable[[], Result]) -> Result:
        """The result of work that goes before all turns."""
        result = await self._enter(self._urgent, work).result
        return result  # type: ignore[return-value]  # nobody else holds the ticket, so it is never withdrawn

    def close(self) -> None:
        """Waits for the work inside; what still waits outside is dropped."""
        self._executor.shutdown()

    def _enter(
        self, queue: deque[Ticket[Any]], work: Callable[[], Result], first: bool = False
    ) -> Ticket[Result]:
        ticket = Ticket(work, asyncio.get_running_loop().create_future())
        if first:
            queue.appendleft(ticket)
        else:
            queue.append(ticket)
        self._admit()
        return ticket

    def _admit(self) -> None:
        loop = asyncio.get_running_loop()
        while self._inside < self.threads + 1 and (self._urgent or self._turns):
            ticket = (self._urgent or self._turns).popleft()
            if ticket.result.done():
                continue
            ticket.begun = True
            self._inside += 1
            inside = self._executor.submit(ticket.work)
            inside.add_done_callback(partial(_call, loop, self._leave, ticket))

    def _leave(self, ticket: Ticket[Any], done: "ThreadFuture[Any]") -> None:
        self._inside -= 1
        self._admit()
        if ticket.result.done():
            return
        error = done.exception()
        if error is None:
            ticket.result.set_result(done.result())
        else:
            ticket.result.set_exception(error)


def _call(loop: asyncio.AbstractEventLoop, function: Callable[..., None], *arguments: object) -> None:
    """Calls back into the loop; a loop that is closed already waits for nothing."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(function, *arguments)
