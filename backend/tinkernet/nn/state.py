"""What training changes, and the points it reads: the memory that both engines share."""

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.nn.features import feature_matrix
from tinkernet.nn.network import Architecture
from tinkernet.nn.optimizers import MAX_STATE
from tinkernet.nn.vectors import LANES

Array = NDArray[np.float32]


@dataclass(slots=True)
class TrainingState:
    """Parameters, optimizer state and counters; changed in place by whichever engine trains."""

    flat: Array
    """Parameters, (padded,)."""
    optimizer: Array
    """The optimizer's state arrays, (MAX_STATE, padded); unused ones stay zero."""
    epoch: int = 0
    position: int = 0
    """Points of the present epoch that have been visited."""
    step: int = 0
    updates: int = 0
    """Updates since the optimizer began with empty state; Adam corrects its bias by it."""

    @classmethod
    def starting_at(cls, flat: Array) -> "TrainingState":
        return cls(flat, np.zeros((MAX_STATE, flat.size), np.float32))

    def copy(self) -> "TrainingState":
        return TrainingState(
            self.flat.copy(), self.optimizer.copy(), self.epoch, self.position, self.step, self.updates
        )

    def tensor(self, architecture: Architecture) -> torch.Tensor:
        """The parameters (P,) as the one tensor, on the same memory."""
        return torch.from_numpy(self.flat)[: architecture.parameters]


@dataclass(frozen=True, slots=True)
class Samples:
    """Points with the features that the first layer reads.

    Columns are padded to whole vectors; the padding is zero.
    """

    points: Array
    """(n, 3): x1, x2, label."""
    features: Array
    """(inputs, padded n), feature-major."""
    labels: Array
    """(padded n,)."""

    @classmethod
    def of(cls, config: Config, points: NDArray[np.float64]) -> "Samples":
        columns = -(-len(points) // LANES) * LANES
        features = np.zeros((len(config.features), columns), np.float32)
        features[:, : len(points)] = feature_matrix(config.features, points)
        labels = np.zeros(columns, np.float32)
        labels[: len(points)] = points[:, 2]
        return cls(points.astype(np.float32), features, labels)

    @property
    def count(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Mean loss over samples, without penalty or dropout, and share of right classes (regression: None)."""

    loss: float
    accuracy: float | None = field(default=None)


RUNAWAY = 1e6
"""A parameter or a loss beyond this counts as diverged: no setting that still learns comes near."""
