"""The threads that all training shares, and the order in which work reaches them."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Ticket(Generic[Result]):
    """Work that waits for its turn in the pool. Its `result` is None if it was withdrawn before it began."""

    __slots__ = ("_claims", "error", "outcome", "result", "work")

    def __init__(self, work: Callable[[], Result], result: "asyncio.Future[Result | None]") -> None:
        self.work = work
        self.result = result
        self.outcome: Result | None = None
        self.error: BaseException | None = None
        self._claims = [None]  # taking the one entry is atomic

    def withdraw(self) -> None:
        """Takes the work back, unless it has begun."""
        if self._claim() and not self.result.done():
            self.result.set_result(None)

    def carry_out(self) -> None:
        """Does the work, in the thread that calls, unless it was withdrawn."""
        if self._claim():
            try:
                self.outcome = self.work()
            except BaseException as error:  # passed on to whoever waits
                self.error = error

    def settle(self) -> None:
        """Tells whoever still waits what came of it; in the thread of the loop."""
        if self.result.done():
            return
        if self.error is None:
            self.result.set_result(self.outcome)
        else:
            self.result.set_exception(self.error)

    def _claim(self) -> bool:
        """Claims the work for the caller: the thread that begins, or who withdraws. False: it is taken."""
        try:
            self._claims.pop()
        except IndexError:
            return False
        return True


class Pool:
    """Threads for work that releases the interpreter lock.

    Turns (chunks of training) are served first come, first served; what somebody waits for (commands,
    questions) goes before all of them. The threads fetch the work themselves and tell the loop once of all
    that was done since it last looked: where a hundred sessions play, every hand-over between threads counts,
    and `concurrent.futures` needs several for each piece of work.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._urgent: deque[Ticket[Any]] = deque()
        self._turns: deque[Ticket[Any]] = deque()
        self._done: deque[Ticket[Any]] = deque()
        self._calls: SimpleQueue[None] = SimpleQueue()
        """One for each ticket that waits, and for each thread that is to end."""
        self._is_told = False
        self.is_closed = False
        """Whether nothing more is begun."""
        self._workers = [Thread(target=self._serve, daemon=True) for _ in range(threads)]
        for worker in self._workers:
            worker.start()

    def turn(self, work: Callable[[], Result], first: bool = False) -> Ticket[Result]:
        """Queues work that can be withdrawn, at the end or before all other turns; await `ticket.result`."""
        return self._enter(self._turns, work, first)

    async def now(self, work: Callable[[], Result]) -> Result:
        """The result of work that goes before all turns."""
        result = await self._enter(self._urgent, work).result
        return result  # type: ignore[return-value]  # nobody else holds the ticket, so it is never withdrawn

    def close(self) -> None:
        """Waits for the work inside; what still waits outside is dropped."""
        self.is_closed = True
        for _ in self._workers:
            self._calls.put(None)
        for worker in self._workers:
            worker.join()

    def _enter(
        self, queue: deque[Ticket[Any]], work: Callable[[], Result], first: bool = False
    ) -> Ticket[Result]:
        ticket = Ticket(work, asyncio.get_running_loop().create_future())
        if first:
            queue.appendleft(ticket)
        else:
            queue.append(ticket)
        self._calls.put(None)
        return ticket

    def _serve(self) -> None:
        """What each thread does: one ticket for each call, until the pool is closed."""
        while True:
            self._calls.get()
            if self.is_closed:
                return
            ticket = self._next()
            ticket.carry_out()
            self._done.append(ticket)
            if not self._is_told:
                self._is_told = True
                _call(ticket.result.get_loop(), self._settle)

    def _next(self) -> Ticket[Any]:
        """The first ticket; never are there fewer of them than calls, so one of the queues has one."""
        try:
            return self._urgent.popleft()
        except IndexError:
            return self._turns.popleft()

    def _settle(self) -> None:
        """In the loop: hands over what has been done. What is done from here on tells the loop again."""
        self._is_told = False
        while self._done:
            self._done.popleft().settle()


class Turns:
    """The turns of one session, one at a time; after one that gave way the next is the first of all."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._ticket: Ticket[Any] | None = None
        self._gave_way = False

    async def take(self, work: Callable[[], Result]) -> Result | None:
        """The result of work that waits for its turn; None: it gave way before it began."""
        self._ticket = ticket = self._pool.turn(work, first=self._gave_way)
        try:
            result = await ticket.result
        finally:
            self._ticket = None
        self._gave_way = result is None
        return result

    def give_way(self) -> None:
        """Takes back the work that waits, if any does and has not begun yet."""
        if self._ticket is not None:
            self._ticket.withdraw()


def _call(loop: asyncio.AbstractEventLoop, function: Callable[[], None]) -> None:
    """Calls back into the loop; a loop that is closed already waits for nothing."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(function)
