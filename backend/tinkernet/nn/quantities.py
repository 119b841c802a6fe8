"""Predictions from outputs, and maps as bytes: 127 times a value over its scale, or 255 times a share.

Each for both engines: in numpy, and compiled. What is not finite, since parameters are on the run, becomes
some extreme.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.elementary import exp32, tanh32
from tinkernet.nn.simd.vectors import LANES, larger, load, splat, store
from tinkernet.nn.state import Array

Signed = NDArray[np.int8]
Shares = NDArray[np.uint8]
_f = np.float32
_ZERO, _HALF, _ONE, _TWO = _f(0), _f(0.5), _f(1), _f(2)
LARGEST = np.finfo(np.float32).max


AS_IS, LOGIT, BIT = range(3)


def reading(config: Config) -> int:
    """How an output is read: as the prediction itself, as a logit, or as a bit, from 0 for -1 to 1 for +1."""
    if config.data.classes > 0 and LOSSES[config.loss].takes_logits:
        return LOGIT
    return BIT if config.labels_are_bits else AS_IS


def prediction(config: Config, outputs: NDArray[Any]) -> NDArray[Any]:
    """What is shown and predicted, from the network's outputs (outputs, n), in their own precision.

    Two classes: (1, n), whose sign is the class; from a logit z as 2σ(z) - 1, from a bit b as 2b - 1, else
    as is, which of a linear output is its score. K classes: softmax probabilities (K, n). Regression: as is.
    """
    how = reading(config)
    if how == AS_IS:
        return outputs
    if how == BIT:
        doubled: NDArray[Any] = outputs * np.float32(2) - np.float32(1)
        return doubled
    if len(outputs) == 1:
        halved: NDArray[Any] = np.tanh(outputs * np.float32(0.5))
        return halved
    exponentials: NDArray[Any] = np.exp(outputs - outputs.max(axis=0))
    exponentials /= exponentials.sum(axis=0)
    return exponentials


def signed(values: Array, scale: Array | np.float32) -> Signed:
    """Values over their scale, clipped to [-1, 1], times 127, rounded."""
    scaled = values * (np.float32(127) / scale)
    np.fmin(scaled, 127, out=scaled)
    np.fmax(scaled, -127, out=scaled)
    np.rint(scaled, out=scaled)
    quantities: Signed = scaled.astype(np.int8)
    return quantities


def shares(values: Array) -> Shares:
    """Probabilities times 255, rounded."""
    quantities: Shares = np.rint(np.fmin(values * np.float32(255), 255)).astype(np.uint8)
    return quantities


def scales(maps: Array) -> Array:
    """(N,): the largest absolute value of each of N maps (N, cells), at least 1 and finite."""
    largest = np.fmax(np.fmax.reduce(maps, axis=1), -np.fmin.reduce(maps, axis=1))
    bounded: Array = np.fmin(np.fmax(largest, np.float32(1)), LARGEST)
    return bounded


@compiled
def predict_lanes(how: Any, outputs: Any, first: Any, a: Any, values: Any, start: Any) -> None:
    """`prediction` of one tile, from row `first` of `a` into the columns from `start` on of `values`."""
    if outputs == 1:
        z = load(a, first * LANES)
        if how == LOGIT:
            z = tanh32(z * _HALF)
        elif how == BIT:
            z = _TWO * z - _ONE
        store(values[0], start, z)
        return
    top = load(a, first * LANES)
    for k in range(1, outputs):
        top = larger(top, load(a, (first + k) * LANES))
    mass = splat(_ZERO)
    for k in range(outputs):
        e = exp32(load(a, (first + k) * LANES) - top)
        mass = mass + e
        store(values[k], start, e)
    for k in range(outputs):
        store(values[k], start, load(values[k], start) / mass)


@compiled
def quantise(values: Any, cells: Any, factor: Any, least: Any, most: Any, out: Any) -> None:
    """The first `cells` values times `factor`, clipped and rounded, as the bits of int8 or uint8."""
    for i in range(cells):
        value = values[i] * factor
        value = value if value < most else most
        value = value if value > least else least
        out[i] = np.uint8(np.int32(np.rint(value)))


@compiled
def scale_of(values: Any, cells: Any) -> Any:
    """The largest absolute value of the first `cells`, at least 1 and finite."""
    largest = _ONE
    for i in range(cells):
        size = abs(values[i])
        largest = size if size > largest else largest
    return largest if largest < LARGEST else LARGEST
