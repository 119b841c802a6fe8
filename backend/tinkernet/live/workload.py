"""What a session is to train, and the status that follows from it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from tinkernet.errors import Diverged, Playing, TooManyMessages
from tinkernet.live.pace import Pace, Speedometer

MAX_STEPS_WAITING = 256
"""`step`s that have been taken on; a pause gets through however many they are."""


class Status(StrEnum):
    """What a session is doing. A `step` in progress is still `paused`: it ends by itself."""

    PAUSED = "paused"
    PLAYING = "playing"
    DIVERGED = "diverged"
    CLOSED = "closed"


_NEXT: dict[Status, frozenset[Status]] = {
    Status.PAUSED: frozenset({Status.PAUSED, Status.PLAYING, Status.DIVERGED, Status.CLOSED}),
    Status.PLAYING: frozenset({Status.PLAYING, Status.PAUSED, Status.DIVERGED, Status.CLOSED}),
    Status.DIVERGED: frozenset({Status.DIVERGED, Status.PAUSED, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.CLOSED}),
}


def transition(now: Status, then: Status) -> Status:
    """`then`, where it may follow `now`; anything else is a mistake of ours."""
    assert then in _NEXT[now], f"a session cannot go from {now} to {then}"
    return then


@dataclass(frozen=True, slots=True)
class Amount:
    """How much to train, as `Trainer.train` takes it: until the first of the limits that are given."""

    epochs: int | None = None
    steps: int | None = None
    seconds: float | None = None

    def within(self, seconds: float) -> "Amount":
        """The same, for at most so many seconds."""
        return Amount(self.epochs, self.steps, seconds)

    def without(self, epochs: int, steps: int) -> "Amount":
        """What is left of the epochs or steps once so many of both are trained."""
        return Amount(
            None if self.epochs is None else self.epochs - epochs,
            None if self.steps is None else self.steps - steps,
        )

    @property
    def is_used_up(self) -> bool:
        """Whether nothing is left of the epochs, or of the steps."""
        return (self.epochs is not None and self.epochs <= 0) or (self.steps is not None and self.steps <= 0)


@dataclass(slots=True)
class _Step:
    """What is left of a `step`, and what to call when it has ended."""

    left: Amount
    ended: Callable[[], None]


class Workload:
    """Training at a speed without end, or some steps one after the other, or none.

    It only keeps the books: whoever trains asks for the `next_amount`, and tells with `book` what came of it.
    """

    def __init__(self) -> None:
        self.status = Status.PAUSED
        self._pace = Pace(None, 0)
        self._steps: deque[_Step] = deque()
        self._speedometer = Speedometer()
        self._epochs = 0
        """Trained since the beginning, whatever the trainer's own count has been set to meanwhile."""

    # What is asked for

    def play(self, speed: float | None, now: float) -> None:
        """From now on, at `speed` epochs a second, in the place of what was to be done.

        Raises:
            Diverged: training has diverged, and has not recovered.
        """
        self._refuse_if_diverged("play")
        self._become(Status.PLAYING)
        self._pace = Pace(speed, now)
        self._speedometer.mark(now, self._epochs)

    def step(self, amount: Amount, ended: Callable[[], None], now: float) -> None:
        """So many epochs or steps after those that were asked for before; `ended` is called at the end.

        Raises:
            Diverged: training has diverged, and has not recovered.
            Playing: playing has no end after which a step could begin.
            TooManyMessages: too many steps wait already.
        """
        self._refuse_if_diverged("step")
        if self.status is Status.PLAYING:
            raise Playing("the session is playing: pause it before a step")
        if len(self._steps) >= MAX_STEPS_WAITING:
            raise TooManyMessages(f"at most {MAX_STEPS_WAITING} steps may wait: pause ends them all")
        self._steps.append(_Step(amount, ended))
        self._speedometer.mark(now, self._epochs)

    def pause(self) -> None:
        """Neither playing nor stepping from now on; what does neither stays as it is."""
        if self.status in (Status.PAUSED, Status.PLAYING):
            self._become(Status.PAUSED)

    # What becomes of it

    def diverge(self) -> None:
        """Training has diverged: no more until it has recovered."""
        self._become(Status.DIVERGED)

    def recover(self) -> None:
        """Training may go on, if it had diverged."""
        if self.status is Status.DIVERGED:
            self._become(Status.PAUSED)

    def close(self) -> None:
        """No more for good."""
        self._become(Status.CLOSED)

    def _become(self, status: Status) -> None:
        """The one way from state to state. Whoever waits for a step gets what there is."""
        self.status = transition(self.status, status)
        while self._steps:
            self._steps.popleft().ended()
        if status is not Status.PLAYING:
            self._speedometer.stop()

    def _refuse_if_diverged(self, command: str) -> None:
        if self.status is Status.DIVERGED:
            raise Diverged(
                f"the session has diverged and cannot {command}: reset or restore it, "
                "or change its config or parameters first"
            )

    # Training

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to train, now or later."""
        return self.status is not Status.PLAYING and not self._steps

    def next_amount(self, now: float, seconds: float) -> Amount | None:
        """What to train now, for at most so many seconds; None: nothing yet."""
        if self.status is Status.PLAYING:
            epochs = self._pace.owed(now)
            return None if epochs == 0 else Amount(epochs, seconds=seconds)
        return self._steps[0].left.within(seconds) if self._steps else None

    def next_moment(self) -> float:
        """When the next amount is due at the speed that was asked for; inf: none is."""
        return self._pace.next_moment() if self.status is Status.PLAYING else inf

    def book(self, epochs: int, steps: int, begun: float, now: float) -> bool:
        """Accounts for what was trained from `begun` until `now`; whether a step has come to its end."""
        self._epochs += epochs
        self._speedometer.mark(now, self._epochs)
        if self.status is Status.PLAYING:
            self._pace.trained(epochs, begun, now)
        return bool(self._steps) and self._book_step(epochs, steps)

    def _book_step(self, epochs: int, steps: int) -> bool:
        step = self._steps[0]
        step.left = step.left.without(epochs, steps)
        if not step.left.is_used_up:
            return False
        self._steps.popleft()
        if not self._steps:
            self._speedometer.stop()
        step.ended()
        return True

    @property
    def speed(self) -> float | None:
        """Epochs a second that were asked for last; None: as fast as it goes."""
        return self._pace.speed

    @property
    def epochs_per_second(self) -> float:
        """The speed reached; 0 while training stands still."""
        return self._speedometer.epochs_per_second

    @property
    def is_behind(self) -> bool:
        """Whether the speed asked for is not reached."""
        return self._pace.is_behind
