"""Carries a command out on a trainer."""

import secrets
from collections.abc import Callable

from tinkernet.config import MAX_SEED
from tinkernet.live import events
from tinkernet.live.facts import Facts
from tinkernet.live.messages import Command, Configure, Regenerate, Reset, Restore, SetParameters
from tinkernet.nn.trainer import Trainer
from tinkernet.nn.views import ParameterChange

DrawSeed = Callable[[], int]


def draw_seed() -> int:
    """A seed nobody knows beforehand."""
    return secrets.randbelow(MAX_SEED + 1)


def carry_out(
    command: Command, trainer: Trainer, before: Facts, draw_seed: DrawSeed
) -> tuple[Facts, list[str]]:
    """Changes the trainer as `command` says; the facts after that, and the events that tell of it.

    Raises:
        TinkernetError: the trainer refuses, and nothing has changed.
    """
    _change(command, trainer, draw_seed)
    facts, told = Facts.of(trainer), []
    if facts.config.data != before.config.data:
        told.append(events.points(trainer.points))
    if isinstance(command, Reset | Restore):
        told.append(events.history(trainer.history))
    return facts, told


def _change(command: Command, trainer: Trainer, draw_seed: DrawSeed) -> None:
    match command:
        case Configure(config=change):
            trainer.configure(trainer.config.merged(change))
        case SetParameters(changes=changes):
            trainer.set_parameters(
                [ParameterChange(edit.layer, edit.unit, edit.input, edit.value) for edit in changes]
            )
        case Reset(seed=seed):
            trainer.reset(_number(seed, trainer.config.network.seed, draw_seed))
        case Regenerate(seed=seed):
            trainer.regenerate(_number(seed, trainer.config.data.seed, draw_seed))
        case Restore(epoch=epoch):
            trainer.rewind(epoch)
        case _:
            raise AssertionError(f"{type(command).__name__} does not change a trainer")


def _number(seed: int | str, same: int, draw_seed: DrawSeed) -> int:
    if isinstance(seed, int):
        return seed
    return same if seed == "same" else draw_seed()
