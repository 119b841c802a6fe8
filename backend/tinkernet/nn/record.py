"""What is kept of a training along the way: losses, snapshots, and the last good state."""

import numpy as np

from tinkernet.errors import InvalidSnapshot
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.thinned import Thinned
from tinkernet.nn.views import History, Metrics

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

    def next_due(self, epoch: int) -> int:
        """The first epoch after `epoch` at which something is recorded."""
        return min(self.losses.next_due(epoch), self.snapshots.next_due(epoch))

    def add_losses(self, metrics: Metrics) -> None:
        self.losses.add(metrics.epoch, (metrics.train_loss, metrics.test_loss))

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
