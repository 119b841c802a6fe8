"""What training changes, and the points it reads: the memory that both engines share."""

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from tinkernet.config import ClassWeight, Config, DataConfig, FeatureName
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.features import feature_matrix
from tinkernet.nn.catalogue.optimizers import MAX_STATE
from tinkernet.nn.class_weights import point_weights
from tinkernet.nn.network import Architecture
from tinkernet.nn.simd.vectors import padded
from tinkernet.points.point_set import PointSet

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
        return replace(self, flat=self.flat.copy(), optimizer=self.optimizer.copy())

    @property
    def counters(self) -> NDArray[np.int64]:
        """epoch, position, step and updates, as the kernel counts them."""
        return np.array([self.epoch, self.position, self.step, self.updates], np.int64)

    @counters.setter
    def counters(self, counters: NDArray[np.int64]) -> None:
        self.epoch, self.position, self.step, self.updates = counters.tolist()

    def take(self, other: "TrainingState") -> None:
        """Becomes the same as another state, in the same memory."""
        self.flat[:], self.optimizer[:] = other.flat, other.optimizer
        self.counters = other.counters

    def tensor(self, architecture: Architecture) -> torch.Tensor:
        """The parameters (P,) as the one tensor, on the same memory."""
        return torch.from_numpy(self.flat)[: architecture.parameters]


def minibatches(points: int, batch_size: int) -> int:
    """How many minibatches it takes to visit so many points; the last may be smaller."""
    return -(-points // batch_size)


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
    """(padded n,): what the loss compares outputs with."""
    weights: Array
    """(padded n,): how much each counts in the mean loss."""

    @classmethod
    def of(
        cls,
        names: tuple[FeatureName, ...],
        points: NDArray[np.float64],
        labels_are_bits: bool = False,
        weights: Array | None = None,
    ) -> "Samples":
        """Those of points (n, 3); without `weights` (n,) all count alike."""
        columns = padded(len(points))
        features = np.zeros((len(names), columns), np.float32)
        features[:, : len(points)] = feature_matrix(names, points)
        labels = np.zeros(columns, np.float32)
        labels[: len(points)] = points[:, 2] > 0 if labels_are_bits else points[:, 2]
        counting = np.zeros(columns, np.float32)
        counting[: len(points)] = 1 if weights is None else weights
        return cls(points.astype(np.float32), features, labels, counting)

    @property
    def count(self) -> int:
        return len(self.points)

    @property
    def mass(self) -> float:
        """The sum of the weights."""
        return float(self.weights.sum(dtype=np.float64))

    @property
    def label_scale(self) -> float:
        """The largest |label|, at least 1."""
        return max(1.0, float(np.abs(self.labels).max()))


class Evaluation(NamedTuple):
    """Mean loss over samples, without penalty or dropout, and share of right classes (regression: None)."""

    loss: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """The points of a config, for training and for testing."""

    points: PointSet
    train: Samples
    test: Samples
    """There may be none."""

    @property
    def judging(self) -> Samples:
        """What a training is judged by: the points for testing or, where there are none, for training."""
        return self.test if self.test.count else self.train

    @classmethod
    def of(cls, config: Config) -> "Split":
        """Those that a config describes; not to be changed, since configs share them."""
        return _split(config.data, config.features, config.labels_are_bits, config.training.class_weight)


@lru_cache(maxsize=16)
def _split(
    data: DataConfig, features: tuple[FeatureName, ...], labels_are_bits: bool, weight: ClassWeight | None
) -> Split:
    points = datasets.point_set(data)
    weights = point_weights(points, weight)
    train, test = (
        Samples.of(features, points.rows[side], labels_are_bits, weights[side])
        for side in (points.sides, ~points.sides)
    )
    return Split(points, train, test)


RUNAWAY = 1e6
"""A parameter beyond this times the largest |label|, a loss beyond this times its square, has diverged: no
setting that still learns comes near."""


class Ending(IntEnum):
    """How a stretch of training ended."""

    SOUND = 0
    PARAMETERS_RAN_AWAY = 1
    LOSS_RAN_AWAY = 2
    GOAL = 3
    PATIENCE = 4

    @property
    def is_divergence(self) -> bool:
        return self is Ending.PARAMETERS_RAN_AWAY or self is Ending.LOSS_RAN_AWAY
