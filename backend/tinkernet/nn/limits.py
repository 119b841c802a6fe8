"""How far a call of `Trainer.train` may go."""

import math
import sys
import time
from dataclasses import dataclass

from tinkernet.errors import InvalidRequest
from tinkernet.nn.state import TrainingState


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
            InvalidRequest: none is given, or one that is not positive.
        """
        given = [limit for limit in (epochs, steps, seconds) if limit is not None]
        if not given or not all(0 < limit < math.inf for limit in given):
            raise InvalidRequest("train needs a positive number of epochs, steps or seconds")
        return cls(
            None if epochs is None else state.epoch + epochs,
            None if steps is None else state.step + steps,
            None if seconds is None else time.perf_counter() + seconds,
        )

    def steps_left(self, state: TrainingState, speed: float) -> int:
        """Steps that may still be done, as far as steps and time go at `speed` steps a second."""
        steps = sys.maxsize if self.last_step is None else self.last_step - state.step
        if self.deadline is not None:
            steps = min(steps, int((self.deadline - time.perf_counter()) * speed))
        return max(1, steps)

    def are_reached(self, state: TrainingState) -> bool:
        return (
            state.epoch == self.last_epoch
            or state.step == self.last_step
            or (self.deadline is not None and time.perf_counter() >= self.deadline)
        )
