"""How much a point counts in the mean loss, by its class.

The loss of samples is Σ wᵢlᵢ / Σ wᵢ, as that of torch's losses with `weight`. Balanced are the weights
n / (K nₖ) over the training points, as scikit-learn's `compute_class_weight` has them: K is the number of
classes that have some. A class without any has weight 1.
"""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tinkernet.config import ClassWeight
from tinkernet.points.point_set import PointSet


def class_weights(points: PointSet) -> NDArray[np.float32]:
    """(K,): the balanced weights."""
    counts = np.bincount(points.kinds[points.sides], minlength=points.classes)
    there = np.count_nonzero(counts)
    weights = np.where(counts > 0, counts.sum() / (there * np.maximum(counts, 1)), 1.0)
    return weights.astype(np.float32)


def point_weights(points: PointSet, how: ClassWeight | None) -> NDArray[np.float32]:
    """(n,), in the order of the points: of the class of each, or 1."""
    if how is None:
        return np.ones(points.count, np.float32)
    return class_weights(points)[points.kinds]


def weighted_mean(
    mean: Callable[[Tensor, Tensor], Tensor], outputs: Tensor, labels: Tensor, weights: Tensor
) -> Tensor:
    """The mean of a loss over points with weights, from its means over those with the same weight."""
    total = torch.zeros(())
    for weight in torch.unique(weights):
        alike = weights == weight
        total = total + weight * alike.sum() * mean(outputs[alike], labels[alike])
    return total / weights.sum()
