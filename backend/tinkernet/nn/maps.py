"""Maps: what the output and the hidden units make of the plane [-6, 6]².

Row 0 is x2 = +6, column 0 is x1 = -6.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import isqrt
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tinkernet.config import PLANE, Config, FeatureName
from tinkernet.nn.catalogue.features import feature_matrix
from tinkernet.nn.engine import Forward
from tinkernet.nn.network import MLP, Architecture
from tinkernet.nn.quantities import Shares, Signed, prediction
from tinkernet.nn.results import unit_number
from tinkernet.nn.simd.vectors import padded
from tinkernet.nn.state import Array
from tinkernet.points.scale import Axis

Predicted = NDArray[np.floating[Any]]
UNIT_RESOLUTION = 25
"""The side of every hidden unit's small map."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Maps quantised for a frame."""

    boundary: Signed | Shares
    """int8 (R, R): output over its scale, times 127; or uint8 (K, R, R): probability times 255."""
    neurons: Signed
    """(N, 25, 25): hidden units in order, over `neuron_scale`, times 127."""
    neuron_scale: Array
    """(N,): the largest absolute value on the map, at least 1."""
    unit: Signed | None
    """(R, R): one unit at full resolution, over its own scale, times 127."""


@lru_cache(maxsize=64)
def plane_features(features: tuple[FeatureName, ...], resolution: int) -> Array:
    """Features (inputs, padded R²) of the grid's points, row by row, not to be changed.

    The padding is zero.
    """
    axis = np.linspace(-PLANE, PLANE, resolution)
    x1, x2 = np.meshgrid(axis, axis[::-1])
    count = resolution * resolution
    grid = np.zeros((len(features), padded(count)), np.float32)
    grid[:, :count] = feature_matrix(features, np.stack([x1.ravel(), x2.ravel()], axis=1))
    return grid


def _hidden_units(config: Config) -> int:
    return sum(config.network.hidden)


@torch.no_grad()
def predictions(config: Config, parameters: Array, points: NDArray[np.float64]) -> Predicted:
    """Predictions for points (n, 2): (n,), or probabilities (n, K), all in the units of the points.

    Computed in double precision and rounded at the end: a network of sines with large weights magnifies
    what single precision loses on the way a thousandfold and more.
    """
    exact = MLP(Architecture.of(config), torch.from_numpy(parameters).double())
    places = config.data.units.places(points)
    features = feature_matrix(config.features, places, np.float64)
    outputs = in_units(config, prediction(config, exact(torch.from_numpy(features).T).T.numpy()))
    return outputs[0] if len(outputs) == 1 else outputs.T


def in_units(config: Config, outputs: NDArray[Any]) -> Predicted:
    """Predictions in the units of the labels: float32, or where these are units of their own float64."""
    label = config.data.units.label
    found: Predicted = outputs.astype(np.float32) if label == Axis() else label.value(outputs)
    return found


def boundary(forward: Forward, config: Config, resolution: int) -> Predicted:
    """Predictions over the plane, in the units of the labels: (R, R), for K classes (K, R, R)."""
    features = plane_features(config.features, resolution)
    outputs = forward.activations(features, _hidden_units(config), config.outputs)
    return _squares(in_units(config, prediction(config, outputs)[:, : resolution * resolution]))


def quantised_boundary(
    forward: Forward, config: Config, label_scale: float, resolution: int
) -> Signed | Shares:
    """`boundary` as a frame has it: see `Pictures`."""
    features = plane_features(config.features, resolution)
    return _squares(forward.quantised_predictions(features, resolution * resolution, label_scale))


def _squares(rows: NDArray[Any]) -> NDArray[Any]:
    """Maps (K, R²) as (K, R, R), a single one as (R, R)."""
    side = isqrt(rows.shape[1])
    return rows.reshape(side, side) if len(rows) == 1 else rows.reshape(len(rows), side, side)


def unit_map(forward: Forward, config: Config, resolution: int, unit: str) -> Array:
    """The activation (R, R) of the unit called `layer-unit` over the plane.

    Raises:
        NotFound: there is no such unit.
    """
    number = unit_number(unit, Architecture.of(config))
    values = forward.activations(plane_features(config.features, resolution), number, 1)
    return values[0, : resolution * resolution].reshape(resolution, resolution)


def pictures(
    forward: Forward, config: Config, label_scale: float, resolution: int, unit: str | None
) -> Pictures:
    """All maps of a frame.

    Raises:
        NotFound: there is no such unit.
    """

    def units(side: int, first: int, count: int) -> tuple[Signed, Array]:
        features = plane_features(config.features, side)
        maps, scales = forward.quantised_activations(features, side * side, first, count)
        return maps.reshape(count, side, side), scales

    single = None
    if unit is not None:
        (single,), _ = units(resolution, unit_number(unit, Architecture.of(config)), 1)
    neurons, scales = units(UNIT_RESOLUTION, 0, _hidden_units(config))
    return Pictures(quantised_boundary(forward, config, label_scale, resolution), neurons, scales, single)
