"""A network's passes over one tile, compiled: `LANES` samples side by side, in float32.

A tile is three flat arrays with one row of `LANES` numbers for each input and then for each unit, layer by
layer: `a` activations, `s` slopes σ'(z), `d` errors ∂L/∂z. Of the network a pass sees `layers` (L, 5) int64,
for each layer: inputs, units, activation code, offset of its weights in the flat parameters, row of its first
input.
"""

from typing import Any

import numpy as np

from tinkernet.nn.catalogue.activations import ACTIVATIONS, CODES
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.network import Architecture
from tinkernet.nn.simd.choice import choice
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, larger, load, magnitude, splat, store, total, where_positive

_f = np.float32
_ZERO, _HALF, _ONE = _f(0), _f(0.5), _f(1)


def compiled_layers(architecture: Architecture) -> np.ndarray:
    """The `layers` array of an architecture."""
    rows, row = [], 0
    for layer in architecture.layers:
        rows.append((layer.inputs, layer.units, CODES[layer.activation], layer.offset, row))
        row += layer.inputs
    return np.array(rows, np.int64)


def tile_size(architecture: Architecture) -> int:
    """The length of each of a tile's arrays."""
    return LANES * (len(architecture.features) + sum(layer.units for layer in architecture.layers))


activation = choice(entry.kernel for entry in ACTIVATIONS.values())
loss_of_output = choice(entry.kernel for entry in LOSSES.values())
(loss_of_classes,) = (entry.kernel_of_classes for entry in LOSSES.values() if entry.kernel_of_classes)


@compiled
def propagate(layer: Any, flat: Any, a: Any, s: Any) -> None:
    """One layer forward: the rows of its units in `a` and `s`, from the rows of its inputs in `a`."""
    inputs, units, kind, offset, source = layer[0], layer[1], layer[2], layer[3], layer[4]
    target = source + inputs
    biases = offset + units * inputs
    for j in range(units):
        z = splat(flat[biases + j])
        row = offset + j * inputs
        for k in range(inputs):
            z = z + flat[row + k] * load(a, (source + k) * LANES)
        value, slope = activation(kind, z)
        store(a, (target + j) * LANES, value)
        store(s, (target + j) * LANES, slope)


@compiled
def add_gradient(layer: Any, gradient: Any, a: Any, d: Any) -> None:
    """Adds ∂L/∂w and ∂L/∂b of one layer, summed over the tile, from the errors of its units."""
    inputs, units, offset, source = layer[0], layer[1], layer[3], layer[4]
    target = source + inputs
    biases = offset + units * inputs
    for j in range(units):
        error = load(d, (target + j) * LANES)
        gradient[biases + j] += total(error)
        row = offset + j * inputs
        for k in range(inputs):
            gradient[row + k] += total(error * load(a, (source + k) * LANES))


@compiled
def propagate_back(layer: Any, flat: Any, s: Any, d: Any) -> None:
    """One layer backward: the errors of its inputs (units of the layer before) from those of its units."""
    inputs, units, offset, source = layer[0], layer[1], layer[3], layer[4]
    target = source + inputs
    for k in range(inputs):
        error = splat(_ZERO)
        for j in range(units):
            error = error + flat[offset + j * inputs + k] * load(d, (target + j) * LANES)
        store(d, (source + k) * LANES, error * load(s, (source + k) * LANES))


@compiled
def output_error(loss: Any, delta: Any, layer: Any, labels: Any, a: Any, d: Any) -> Any:
    """The loss of each lane, and into `d` its slope with respect to each output (not yet times σ')."""
    first = layer[4] + layer[0]
    if layer[1] > 1:
        return loss_of_classes(layer[1], first, labels, a, d)
    value, slope = loss_of_output(loss, load(a, first * LANES), labels, delta)
    store(d, first * LANES, slope)
    return value


@compiled
def correct(layer: Any, labels: Any, a: Any) -> Any:
    """1 in each lane whose class is predicted, else 0: the sign of one output (0 is +1), the largest of K."""
    first = layer[4] + layer[0]
    best = load(a, first * LANES)
    if layer[1] == 1:
        predicted = where_positive(-best, -_ONE, _ONE)
    else:
        predicted = splat(_ZERO)
        for k in range(1, layer[1]):
            z = load(a, (first + k) * LANES)
            predicted = where_positive(z - best, splat(_f(k)), predicted)
            best = larger(best, z)
    return where_positive(_HALF - magnitude(labels - predicted), _ONE, _ZERO)
