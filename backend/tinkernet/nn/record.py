"""What is kept of a training along the way: losses, snapshots, and the last good state."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.errors import InvalidSnapshot
from tinkernet.nn.results import History
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.thinned import Thinned

HISTORY_CAPACITY = 1024
SNAPSHOT_CAPACITY = 32


class Record:
    """Losses and snapshots at the ends of epochs, thinned, so that a long run costs kilobytes."""

    def __init__(self) -> None:
        self.losses: Thinned[tuple[float, float]] = Thinned(HISTORY_CAPACITY)
        self.snapshots: Thinned[Snapshot] = Thinned(SNAPSHOT_CAPACITY)

    @property
    def history(self) -> History:
        losses = np.array(list(self.losses.values()), np.float64).reshape(-1, 2)
        return History(np.array(list(self.losses), np.int64), losses[:, 0], losses[:, 1])

    def add_losses(self, losses: NDArray[np.float64], epoch: int) -> None:
        """Losses (rows, 2) of training and test, of the epochs that were due after `epoch`."""
        for train, test in losses.tolist():
            epoch = self.losses.next_due(epoch)
            self.losses.add(epoch, (train, test))

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
