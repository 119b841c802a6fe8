"""What waits to be done for a session: orders, and the training they lead to."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tinkernet.live.commands import Command
from tinkernet.live.description import Facts
from tinkernet.nn.trainer import Trainer

Question = Callable[[Trainer], Any]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Training between two looks at the orders: at most so many seconds, and epochs or steps."""

    seconds: float
    epochs: int | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A command or a question, and who waits for it."""

    work: Command | Question
    done: "asyncio.Future[Any]"

    def finish(self, answer: object = None) -> None:
        """Answers, if anybody still waits."""
        if not self.done.done():
            self.done.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Refuses, if anybody still waits."""
        if not self.done.done():
            self.done.set_exception(error)


@dataclass(slots=True)
class Stretch:
    """A `step` in progress: what is left of it."""

    order: Order
    epochs: int | None
    steps: int | None

    def chunk(self, seconds: float) -> Chunk:
        """The next piece of it."""
        return Chunk(seconds, self.epochs, self.steps)

    def is_finished_by(self, before: Facts, after: Facts) -> bool:
        """Takes off what was trained from `before` to `after`; whether nothing is left."""
        if self.epochs is not None:
            self.epochs -= after.epoch - before.epoch
            return self.epochs <= 0
        assert self.steps is not None
        self.steps -= after.step - before.step
        return self.steps <= 0
