"""What is kept of a training along the way: losses and snapshots."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.errors import InvalidSnapshot
from tinkernet.nn.results import History
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.thinned import Thinned

LOSSES = 1024
SNAPSHOTS = 32


class Timeline:
    """Losses and snapshots at the ends of epochs, thinned, so that a long run costs kilobytes."""

    def __init__(self, losses: int = LOSSES, snapshots: int = SNAPSHOTS) -> None:
        """At most so many of each; no snapshots at all with 0."""
        self.losses: Thinned[tuple[float, float]] = Thinned(losses)
        self.snapshots: Thinned[Snapshot] = Thinned(snapshots)

    @property
    def history(self) -> History:
        losses = np.array(list(self.losses.values()), np.float64).reshape(-1, 2)
        return History(np.array(list(self.losses), np.int64), losses[:, 0], losses[:, 1])

    def add_losses(self, epochs: range, losses: NDArray[np.float64]) -> None:
        """Losses (rows, 2) of training and test at evenly spaced epochs; only those that are due are kept."""
        if epochs:
            due = self.losses.due(epochs)
            self.losses.extend(epochs[due], ((train, test) for train, test in losses[due].tolist()))

    def cut(self, epoch: int) -> None:
        """Drops what lies after `epoch`."""
        self.losses.cut(epoch)
        self.snapshots.cut(epoch)

    def nearest(self, epoch: int) -> Snapshot:
        """The kept snapshot nearest to `epoch`.

        Raises:
            InvalidSnapshot: none is kept.
        """
        if not len(self.snapshots):
            raise InvalidSnapshot("no snapshot is kept")
        return self.snapshots[min(self.snapshots, key=lambda kept: abs(kept - epoch))]
