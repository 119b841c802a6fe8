"""Maps: what the output and the hidden units make of the plane [-6, 6]².

Row 0 is x2 = +6, column 0 is x1 = -6.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tinkernet.config import PLANE, Config, FeatureName
from tinkernet.nn.engine import Engine
from tinkernet.nn.features import feature_matrix
from tinkernet.nn.network import MLP, Architecture
from tinkernet.nn.state import Array
from tinkernet.nn.vectors import LANES
from tinkernet.nn.views import unit_number

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


def prediction(config: Config, outputs: NDArray[Any]) -> NDArray[Any]:
    """What is shown and predicted, from the network's outputs (outputs, n), in their own precision.

    Two classes: (1, n) in [-1, 1], from a logit z as 2σ(z) - 1. K classes: softmax probabilities (K, n).
    Regression: as is.
    """
    if config.data.classes == 0 or config.loss != "cross_entropy":
        return outputs
    if len(outputs) == 1:
        halved: NDArray[Any] = np.tanh(outputs * np.float32(0.5))
        return halved
    exponentials: NDArray[Any] = np.exp(outputs - outputs.max(axis=0))
    exponentials /= exponentials.sum(axis=0)
    return exponentials


def _hidden_units(config: Config) -> int:
    return sum(config.network.hidden)


def _predictions(engine: Engine, config: Config, features: Array) -> Array:
    """Predictions (outputs, columns) for features (inputs, columns)."""
    return prediction(config, engine.activations(features, _hidden_units(config), config.outputs))


@torch.no_grad()
def predictions(config: Config, parameters: Array, points: NDArray[np.float64]) -> Array:
    """Predictions for points (n, 2): (n,), or probabilities (n, K).

    Computed in double precision and rounded at the end: a network of sines with large weights magnifies
    what single precision loses on the way a thousandfold and more.
    """
    exact = MLP(Architecture.of(config), torch.from_numpy(parameters).double())
    features = feature_matrix(config.features, points, np.float64)
    outputs = prediction(config, exact(torch.from_numpy(features).T).T.numpy()).astype(np.float32)
    return outputs[0] if len(outputs) == 1 else outputs.T


def boundary(engine: Engine, config: Config, resolution: int) -> Array:
    """Predictions over the plane: (R, R), for K classes (K, R, R)."""
    outputs = _predictions(engine, config, plane_features(config.features, resolution))
    shape = (resolution, resolution) if len(outputs) == 1 else (len(outputs), resolution, resolution)
    return outputs[:, : resolution * resolution].reshape(shape)


def unit_map(engine: Engine, config: Config, resolution: int, unit: str) -> Array:
    """The activation (R, R) of the unit called `layer-unit` over the plane.

    Raises:
        NotFound: there is no such unit.
    """
    number = unit_number(unit, Architecture.of(config))
    values = engine.activations(plane_features(config.features, resolution), number, 1)
    return values[0, : resolution * resolution].reshape(resolution, resolution)


@np.errstate(over="ignore", invalid="ignore")
def pictures(
    engine: Engine, config: Config, label_scale: float, resolution: int, unit: str | None
) -> Pictures:
    """All maps of a frame; what is not finite, since parameters are on the run, is drawn as some extreme.

    Raises:
        NotFound: there is no such unit.
    """
    output = boundary(engine, config, resolution)
    count, side = _hidden_units(config), UNIT_RESOLUTION
    units = engine.activations(plane_features(config.features, side), 0, count)[:, : side * side]
    scale = _scales(units)
    single = None
    if unit is not None:
        values = unit_map(engine, config, resolution, unit)
        single = _quantized(values, _scales(values.reshape(1, -1)))
    return Pictures(
        _quantized(output, np.float32(label_scale)) if config.outputs == 1 else _quantized_shares(output),
        _quantized(units, scale[:, None]).reshape(count, side, side),
        scale,
        single,
    )


def _quantized(values: Array, scale: Array | np.float32) -> NDArray[np.int8]:
    """Values over their scale, clipped to [-1, 1], times 127, rounded."""
    scaled = values * (np.float32(127) / scale)
    np.fmin(scaled, 127, out=scaled)
    np.fmax(scaled, -127, out=scaled)
    np.rint(scaled, out=scaled)
    quantities: NDArray[np.int8] = scaled.astype(np.int8)
    return quantities


def _quantized_shares(values: Array) -> NDArray[np.uint8]:
    """Probabilities times 255, rounded."""
    quantities: NDArray[np.uint8] = np.fmax(np.rint(values * np.float32(255)), 0).astype(np.uint8)
    return quantities


def _scales(maps: Array) -> Array:
    """(N,): the largest absolute value of each of N maps (N, cells), at least 1 and finite."""
    largest = np.fmax(np.fmax.reduce(maps, axis=1), -np.fmin.reduce(maps, axis=1))
    scales: Array = np.clip(np.fmax(largest, np.float32(1)), None, np.finfo(np.float32).max)
    return scales
