"""When training ends before its limits: at a goal, or for want of progress."""

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tinkernet.nn.state import Ending

Numbers = NDArray[np.float64]
Row = tuple[float, float, float, float]
"""How well a network does on the points for training and on those that it is judged by, `Split.judging`:
losses, and how many are right."""

TRAIN_LOSS, TEST_LOSS, TRAIN_RIGHT, TEST_RIGHT = range(4)
"""The places in a row."""
EPOCH = 4
"""After them, in `best`: the epoch of the row."""


class Until:
    """A goal and a patience, and what was seen of a training on the way; looked at after every epoch.

    The arrays are what a kernel reads and writes. A goal that is not given is never met.
    """

    def __init__(
        self,
        points: int,
        *,
        test_loss_below: float | None = None,
        accuracy_above: float | None = None,
        patience: int | None = None,
    ) -> None:
        """A goal holds if all of it does that is given: of a test loss, of a share of right test answers.

        `patience` are epochs without a new lowest test loss; `points` is how many there are to test. Where
        there is no test data, all of it is about the points for training.
        """
        loss = math.inf if test_loss_below is None else test_loss_below
        if test_loss_below is None and accuracy_above is None:
            loss = -math.inf
        right = 0 if accuracy_above is None else _more_than(accuracy_above, points)
        self.demands: Numbers = np.array([loss, right, math.inf if patience is None else patience])
        """The loss to fall below, the number of right answers to reach, the patience."""
        self.best: Numbers = np.full(5, math.inf)
        """The row with the lowest test loss, and its epoch."""
        self.latest: Numbers = np.full(4, math.nan)
        """The row of the last epoch that is sound."""
        self.ending = Ending.SOUND
        self.is_watching = True

    @classmethod
    def never(cls) -> Self:
        """Neither goal nor patience: for training that ends at its limits alone."""
        nobody = cls(1)
        nobody.is_watching = False
        return nobody

    def means(self, sums: Numbers, masses: tuple[float, float]) -> Numbers:
        """Losses (rows, 2) as means over points with these sums of weights, from the sums of a kernel.

        Those that somebody watches are products with 1 / n, as in every store of results, and may differ from
        `Engine.measure` in the last bit.
        """
        return sums * (1.0 / np.array(masses)) if self.is_watching else sums / masses

    def start(self, epoch: int, row: Sequence[float]) -> None:
        """Sees the row of the state that training starts from."""
        self.best[:] = *row, epoch
        self.ending = self.judge(epoch, row)

    def judge(self, epoch: int, row: Sequence[float]) -> Ending:
        """Sees the row of an epoch; as the kernel does it in `fused/kernels.py`."""
        loss, right, patience = self.demands
        self.latest[:] = row
        if row[TEST_LOSS] < self.best[TEST_LOSS]:
            self.best[:] = *row, epoch
        if row[TEST_LOSS] < loss and row[TEST_RIGHT] >= right:
            return Ending.GOAL
        return Ending.PATIENCE if epoch - self.best[EPOCH] >= patience else Ending.SOUND


def _more_than(share: float, points: int) -> int:
    """The least number of points whose share of all is more than `share`."""
    return int(np.searchsorted(np.arange(points + 1) / points, share, side="right"))
