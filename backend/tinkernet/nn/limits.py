"""How much to train: the limits of a call of `Trainer.train`, and the stretches in which it is done."""

import contextlib
import math
import sys
import time
from numbers import Integral
from typing import NamedTuple

import numpy as np

from tinkernet.base.validation import quoted
from tinkernet.errors import InvalidRequest
from tinkernet.nn.state import TrainingState, minibatches
from tinkernet.nn.timeline import Timeline

_SHORT = 0.02
"""Seconds that are used up in one go."""
_MOST_ROWS = 4096
"""Epochs of one stretch at most, where every one is looked at."""


class Stretch(NamedTuple):
    """As much as one call of an engine does.

    `first` updates; where losses are due after them, at the first of `epochs`, `between` more to each of the
    others.
    """

    first: int
    between: int = 0
    epochs: range = range(0)


class Limits(NamedTuple):
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

    def are_reached(self, state: TrainingState) -> bool:
        return (
            state.step == self.last_step
            or state.epoch == self.last_epoch
            or (self.deadline is not None and time.perf_counter() >= self.deadline)
        )

    def stretch(
        self,
        state: TrainingState,
        timeline: Timeline,
        points: int,
        batch_size: int,
        speed: float,
        *,
        every_epoch: bool,
    ) -> Stretch:
        """From `state` to where losses are due next and on from there, or less, up to the limits.

        Losses are due where the timeline keeps them, or after every epoch. A stretch ends where a snapshot is
        due, and where the losses are thinned. `speed` is in steps a second.
        """
        most = self.steps_left(state, speed)
        to_epoch_end = minibatches(points - state.position, batch_size)
        if most < to_epoch_end:
            return Stretch(most)
        an_epoch, epoch, losses = minibatches(points, batch_size), state.epoch, timeline.losses
        stride = 1 if every_epoch else losses.stride
        due = epoch + 1 if every_epoch else losses.next_due(epoch)
        stop = min(
            timeline.snapshots.next_due(epoch),
            epoch + _MOST_ROWS if every_epoch else losses.doubling,
            sys.maxsize if self.last_epoch is None else self.last_epoch,
        )
        first, between = to_epoch_end + (due - epoch - 1) * an_epoch, stride * an_epoch
        if stop < due or most < first:
            return Stretch(min(most, to_epoch_end + (min(stop, due) - epoch - 1) * an_epoch))
        rows = 1 + min((stop - due) // stride, (most - first) // between)
        return Stretch(first, between, range(due, due + rows * stride, stride))

    def steps_left(self, state: TrainingState, speed: float) -> int:
        """Steps to do before looking at the clock again, at `speed` steps a second of processor time.

        Of a long time only half at once: others may need the processor meanwhile.
        """
        steps = sys.maxsize if self.last_step is None else self.last_step - state.step
        if self.deadline is not None:
            seconds = self.deadline - time.perf_counter()
            steps = int(min(steps, (seconds if seconds < _SHORT else seconds / 2) * speed))
        return max(1, steps)


class Speed:
    """Steps that an engine does in a second of its thread's processor time, averaged over the last calls."""

    def __init__(self) -> None:
        self.steps_per_second = 1000.0

    def note(self, steps: int, seconds: float) -> None:
        """Takes in a call of the engine; a clock that has not moved meanwhile counts as one microsecond."""
        self.steps_per_second += 0.5 * (steps / max(seconds, 1e-6) - self.steps_per_second)


def _count(name: str, value: object) -> int:
    if type(value) is int and value >= 1:
        return value
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise InvalidRequest(f"{name} must be a whole number of at least 1, got {quoted(value)}", name)
    return int(value)


def _duration(seconds: object) -> float:
    numbers = int | float | np.integer | np.floating
    if isinstance(seconds, numbers) and not isinstance(seconds, bool) and 0 < seconds < math.inf:
        with contextlib.suppress(OverflowError):  # a whole number beyond all floats
            return float(seconds)
    raise InvalidRequest(f"seconds must be a finite number above 0, got {quoted(seconds)}", "seconds")
