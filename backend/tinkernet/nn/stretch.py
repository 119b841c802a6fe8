"""A stretch of training: as much as one call of an engine does."""

from dataclasses import dataclass

import numpy as np

from tinkernet.nn.engine import Engine, Losses
from tinkernet.nn.record import Record
from tinkernet.nn.state import Ending, Samples, TrainingState


@dataclass(frozen=True, slots=True)
class Stretch:
    """`first` updates; where losses are due after them, `between` more for each further row of losses."""

    first: int
    between: int
    rows: int

    @classmethod
    def of(
        cls,
        state: TrainingState,
        record: Record,
        points: int,
        batch_size: int,
        last_epoch: int | None,
        most_steps: int,
    ) -> "Stretch":
        """From `state` to where losses are due next and on from there, or less, up to the limits.

        It ends where a snapshot is due, and where the losses are thinned.
        """
        an_epoch, losses = -(-points // batch_size), record.losses

        def steps_until(epoch: int) -> int:
            return -(-(points - state.position) // batch_size) + (epoch - state.epoch - 1) * an_epoch

        due = losses.next_due(state.epoch)
        stop = min(record.snapshots.next_due(state.epoch), losses.doubling)
        stop = stop if last_epoch is None else min(stop, last_epoch)
        first, between = steps_until(due), losses.stride * an_epoch
        if stop < due or most_steps < first:
            return cls(min(most_steps, steps_until(min(stop, due))), between, 0)
        return cls(first, between, 1 + min((stop - due) // losses.stride, (most_steps - first) // between))

    def trained(self, engine: Engine, test: Samples, good: TrainingState) -> tuple[Losses, Ending]:
        """The sound losses (rows, 2), and how it ended; `good` is the state after the last of them."""
        losses = np.empty((self.rows, 2))
        if self.rows:
            sound, ending = engine.advance_recorded(self.first, self.between, test, losses, good)
            return losses[:sound], ending
        return losses, Ending.SOUND if engine.advance(self.first) else Ending.PARAMETERS_RAN_AWAY
