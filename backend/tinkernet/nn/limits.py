"""How far a call of `Trainer.train` may go."""

import contextlib
import math
import sys
import time
from dataclasses import dataclass
from numbers import Integral

import numpy as np

from tinkernet.base.validation import quoted
from tinkernet.errors import InvalidRequest
from tinkernet.nn.state import TrainingState

_SHORT = 0.02
"""Seconds that are used up in one go."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Where to stop: at whichever comes first of an epoch, a step and a moment of `time.perf_counter`."""

    last_epoch: int | None
    last_step: int | None
    deadline: float | None

    @classmethod
    def of(
        cls, state: TrainingState, epochs: int | None, steps: int | None, seconds: float | None
    ) -> "Limits":
        """So many epochs, steps or seconds from `state` and now on; a started epoch counts as the first.

        Raises:
            InvalidRequest: none is given, epochs or steps that are no whole number of at least 1, or seconds
                that are no finite number above 0.
        """
        if epochs is None and steps is None and seconds is None:
            raise InvalidRequest("train needs a number of epochs, steps or seconds")
        return cls(
            None if epochs is None else state.epoch + _count("epochs", epochs),
            None if steps is None else state.step + _count("steps", steps),
            None if seconds is None else time.perf_counter() + _duration(seconds),
        )

    def steps_left(self, state: TrainingState, speed: float) -> int:
        """Steps to do before looking at the clock again, at `speed` steps a second of processor time.

        Of a long time only half at once: others may need the processor meanwhile.
        """
        steps = sys.maxsize if self.last_step is None else self.last_step - state.step
        if self.deadline is not None:
            seconds = self.deadline - time.perf_counter()
            steps = int(min(steps, (seconds if seconds < _SHORT else seconds / 2) * speed))
        return max(1, steps)

    def are_reached(self, state: TrainingState) -> bool:
        return (
            state.epoch == self.last_epoch
            or state.step == self.last_step
            or (self.deadline is not None and time.perf_counter() >= self.deadline)
        )


class Speed:
    """Steps that an engine does in a second of its thread's processor time, averaged over the last calls."""

    def __init__(self) -> None:
        self.steps_per_second = 1000.0

    def note(self, steps: int, seconds: float) -> None:
        """Takes in a call of the engine; a clock that has not moved meanwhile counts as one microsecond."""
        self.steps_per_second += 0.5 * (steps / max(seconds, 1e-6) - self.steps_per_second)


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise InvalidRequest(f"{name} must be a whole number of at least 1, got {quoted(value)}", name)
    return int(value)


def _duration(seconds: object) -> float:
    numbers = int | float | np.integer | np.floating
    if isinstance(seconds, numbers) and not isinstance(seconds, bool) and 0 < seconds < math.inf:
        with contextlib.suppress(OverflowError):  # a whole number beyond all floats
            return float(seconds)
    raise InvalidRequest(f"seconds must be a finite number above 0, got {quoted(seconds)}", "seconds")
