"""Maps: what the output and the hidden units make of the plane [-6, 6]².

Row 0 is x2 = +6, column 0 is x1 = -6.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import PLANE, Config, FeatureName
from tinkernet.nn.features import feature_matrix
from tinkernet.nn.state import Array
from tinkernet.nn.vectors import LANES

UNIT_RESOLUTION = 25
"""The side of every hidden unit's small map."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Maps quantised for a frame."""

    boundary: NDArray[np.int8] | NDArray[np.uint8]
    """int8 (R, R): output over its scale, times 127; or uint8 (K, R, R): probability times 255."""
    neurons: NDArray[np.int8]
    """(N, 25, 25): hidden units in order, over `neuron_scale`, times 127."""
    neuron_scale: Array
    """(N,): the largest absolute value on the map, at least 1."""
    unit: NDArray[np.int8] | None
    """(R, R): one unit at full resolution, over its own scale, times 127."""


@lru_cache(maxsize=64)
def plane_features(features: tuple[FeatureName, ...], resolution: int) -> Array:
    """Features (inputs, padded R²) of the grid's points, row by row, not to be changed.

    The padding is zero.
    """
    axis = np.linspace(-PLANE, PLANE, resolution)
    x1, x2 = np.meshgrid(axis, axis[::-1])
    count = resolution * resolution
    grid = np.zeros((len(features), -(-count // LANES) * LANES), np.float32)
    grid[:, :count] = feature_matrix(features, np.stack([x1.ravel(), x2.ravel()], axis=1))
    return grid


def prediction(config: Config, outputs: Array) -> Array:
    """What is shown and predicted, from the network's outputs (outputs, n).

    Two classes: (1, n) in [-1, 1], from a logit z as 2σ(z) - 1. K classes: softmax probabilities (K, n).
    Regression: as is.
    """
    if config.data.classes == 0 or config.loss != "cross_entropy":
        return outputs
    if len(outputs) == 1:
        halved: Array = np.tanh(outputs * np.float32(0.5))
        return halved
    exponentials: Array = np.exp(outputs - outputs.max(axis=0))
    exponentials /= exponentials.sum(axis=0)
    return exponentials


def quantized(values: Array, scale: float | Array) -> NDArray[np.int8]:
    """Values over their scale, clipped to [-1, 1], times 127, rounded."""
    scaled = values * (np.float32(127) / np.asarray(scale, np.float32))
    np.clip(scaled, -127, 127, out=scaled)
    np.rint(scaled, out=scaled)
    return scaled.astype(np.int8)


def scales(maps: Array) -> Array:
    """(N,): the largest absolute value of each of N maps (N, cells), at least 1."""
    if maps.size == 0:
        return np.ones(len(maps), np.float32)
    largest: Array = np.maximum(np.maximum(maps.max(axis=1), -maps.min(axis=1)), np.float32(1))
    return largest


def probabilities(values: Array) -> NDArray[np.uint8]:
    """Probabilities times 255, rounded."""
    quantities: NDArray[np.uint8] = np.rint(values * np.float32(255)).astype(np.uint8)
    return quantities
