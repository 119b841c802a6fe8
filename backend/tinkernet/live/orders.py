"""Orders: commands and questions that wait for a session, and what commands do to its trainer."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tinkernet.config import MAX_SEED, Config
from tinkernet.errors import InvalidParameter, NotFound, TooManyMessages
from tinkernet.live import events
from tinkernet.live.commands import (
    Command,
    Configure,
    MovePoints,
    ParameterEdits,
    Regenerate,
    Reset,
    Restore,
    SetParameters,
)
from tinkernet.live.description import Facts
from tinkernet.live.edits import PointCommand, edit
from tinkernet.nn.network import Architecture
from tinkernet.nn.results import ParameterChange
from tinkernet.nn.trainer import Trainer
from tinkernet.points.drawing import Drawing

MAX_ORDERS = 256
"""Commands and questions that may wait for one session."""

DrawSeed = Callable[[], int]
Question = Callable[[Trainer], Any]


@dataclass(slots=True)
class Order:
    """A command or a question, and who waits for it: more than one where commands have become one."""

    work: Command | Question
    waiting: "list[asyncio.Future[Any]]" = field(default_factory=list)

    def awaited(self) -> "asyncio.Future[Any]":
        """The answer, to be awaited by one more."""
        self.waiting.append(asyncio.get_running_loop().create_future())
        return self.waiting[-1]

    def finish(self, answer: object = None) -> None:
        """Answers whoever still waits."""
        for future in self.waiting:
            if not future.done():
                future.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Refuses, whoever still waits."""
        for future in self.waiting:
            if not future.done():
                future.set_exception(error)


class Orders:
    """Those that wait for one session: first come, first served."""

    def __init__(self) -> None:
        self._waiting: deque[Order] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, work: Command | Question) -> "asyncio.Future[Any]":
        """Leaves an order; the answer to it, to be awaited.

        Raises:
            TooManyMessages: too many wait already.
        """
        earlier = self._of_the_same_drag(work) if isinstance(work, MovePoints) else None
        if earlier is not None:
            return earlier.awaited()
        if len(self) >= MAX_ORDERS:
            raise TooManyMessages(f"at most {MAX_ORDERS} commands may wait for a session: wait for answers")
        self._waiting.append(Order(work))
        return self._waiting[-1].awaited()

    def _of_the_same_drag(self, moves: MovePoints) -> Order | None:
        """Moves that wait already and have taken in these: they come last, or before other moves alone."""
        for order in reversed(self._waiting):
            if not isinstance(order.work, MovePoints):
                return None
            if order.work.gesture == moves.gesture is not None:
                order.work = order.work.followed_by(moves)
                return order
        return None

    def next(self) -> Order:
        """Takes out the one that has waited longest."""
        return self._waiting.popleft()

    def refuse_all(self) -> None:
        """The session is gone: nobody waits for it any longer."""
        while self._waiting:
            self.next().fail(gone())


def gone() -> NotFound:
    """The refusal of whatever is asked of a session that is closed."""
    return NotFound("the session is gone: it was deleted or has expired")


def draw_seed() -> int:
    """A seed nobody knows beforehand."""
    return secrets.randbelow(MAX_SEED + 1)


def carry_out(
    command: Command, trainer: Trainer, drawing: Drawing, before: Facts, draw_seed: DrawSeed
) -> tuple[Facts, list[str]]:
    """Changes the trainer as `command` says; the facts after that, and the events that tell of it.

    Raises:
        TinkernetError: the trainer refuses, and nothing has changed.
    """
    if isinstance(command, PointCommand):
        told = edit(command, trainer, drawing)
        return Facts.of(trainer), told
    _change(command, trainer, draw_seed)
    facts, told = Facts.of(trainer), []
    if facts.config.data != before.config.data:
        drawing.follow(trainer.points.whole)
        told.append(events.points(trainer.points, drawing))
    if isinstance(command, Reset | Restore):
        told.append(events.history(trainer.history))
    return facts, told


def _change(command: Command, trainer: Trainer, draw_seed: DrawSeed) -> None:
    match command:
        case Configure(config=change):
            _configure(trainer, trainer.config.merged(change))
        case SetParameters(changes=edits):
            _set_parameters(trainer, edits)
        case Reset(seed=seed):
            trainer.reset(_number(seed, trainer.config.network.seed, draw_seed))
        case Regenerate(seed=seed):
            number = _number(seed, trainer.config.data.seed, draw_seed)
            _configure(trainer, trainer.config.merged({"data": {"seed": number}}))
        case Restore(epoch=epoch):
            trainer.rewind(epoch)
        case _:
            raise AssertionError(f"{type(command).__name__} does not change a trainer")


def _configure(trainer: Trainer, config: Config) -> None:
    """A config that says the same leaves everything as it is: a trainer that has diverged, too."""
    if config != trainer.config:
        trainer.configure(config)


def _set_parameters(trainer: Trainer, edits: ParameterEdits) -> None:
    """As with the config, values that are there already change nothing."""
    changes = [ParameterChange(edit.layer, edit.unit, edit.input, edit.value) for edit in edits]
    architecture = Architecture.of(trainer.config)
    places = [_place(number, change, architecture) for number, change in enumerate(changes)]
    if not np.array_equal(
        trainer.parameters[places], np.array([change.value for change in changes], np.float32)
    ):
        trainer.set_parameters(changes)


def _place(number: int, change: ParameterChange, architecture: Architecture) -> int:
    """The index of the parameter; a refusal says which of the changes is to blame."""
    try:
        return change.index(architecture)
    except InvalidParameter as error:
        raise InvalidParameter(error.message, f"[{number}].{error.field}") from None


def _number(seed: int | str, same: int, draw_seed: DrawSeed) -> int:
    if isinstance(seed, int):
        return seed
    return same if seed == "same" else draw_seed()
