"""A network's passes over one tile, compiled: `LANES` samples side by side, in float32.

A tile is three flat arrays with one row of `LANES` numbers for each input and then for each unit, layer by
layer: `a` activations, `s` slopes σ'(z), `d` errors ∂L/∂z. A layer is a record of the fields in
`records.LAYER`.
"""

from typing import Any

import numpy as np

from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.simd.choice import choice
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, larger, load, magnitude, splat, store, total, where_positive

_f = np.float32
_ZERO, _HALF, _ONE, _TWO = _f(0), _f(0.5), _f(1), _f(2)


activation = choice(entry.kernel for entry in ACTIVATIONS.values())
loss_of_output = choice(entry.kernel for entry in LOSSES.values())
(loss_of_classes,) = (entry.kernel_of_classes for entry in LOSSES.values() if entry.kernel_of_classes)


@compiled
def weighted_sum(flat: Any, a: Any, weights: Any, bias: Any, inputs: Any, source: Any) -> Any:
    """z of one unit, from the rows of its inputs in `a`, with the weights and the bias at these places."""
    z = splat(flat[bias])
    for k in range(inputs):
        z = z + flat[weights + k] * load(a, (source + k) * LANES)
    return z


# The fields of a layer are read before the loops: for all that LLVM knows, a loop may write over them.


@compiled
def propagate(layer: Any, flat: Any, a: Any, s: Any) -> None:
    """One layer forward: the rows of its units in `a` and `s`, from the rows of its inputs in `a`."""
    inputs, offset, biases = layer.inputs, layer.offset, layer.biases
    kind, source, target = layer.activation, layer.source, layer.target
    for j in range(layer.units):
        z = weighted_sum(flat, a, offset + j * inputs, biases + j, inputs, source)
        value, slope = activation(kind, z)
        store(a, (target + j) * LANES, value)
        store(s, (target + j) * LANES, slope)


@compiled
def add_gradient(layer: Any, gradient: Any, a: Any, d: Any) -> None:
    """Adds ∂L/∂w and ∂L/∂b of one layer, summed over the tile, from the errors of its units."""
    inputs, offset, biases = layer.inputs, layer.offset, layer.biases
    source, target = layer.source, layer.target
    for j in range(layer.units):
        error = load(d, (target + j) * LANES)
        gradient[biases + j] += total(error)
        row = offset + j * inputs
        for k in range(inputs):
            gradient[row + k] += total(error * load(a, (source + k) * LANES))


@compiled
def propagate_back(layer: Any, flat: Any, s: Any, d: Any) -> None:
    """One layer backward: the errors of its inputs (units of the layer before) from those of its units."""
    inputs, units, offset = layer.inputs, layer.units, layer.offset
    source, target = layer.source, layer.target
    for k in range(inputs):
        error = splat(_ZERO)
        for j in range(units):
            error = error + flat[offset + j * inputs + k] * load(d, (target + j) * LANES)
        store(d, (source + k) * LANES, error * load(s, (source + k) * LANES))


@compiled
def output_error(loss: Any, delta: Any, layer: Any, labels: Any, a: Any, d: Any) -> Any:
    """The loss of each lane, and into `d` its slope with respect to each output (not yet times σ')."""
    first = layer.target
    if layer.units > 1:
        return loss_of_classes(layer.units, first, labels, a, d)
    value, slope = loss_of_output(loss, load(a, first * LANES), labels, delta)
    store(d, first * LANES, slope)
    return value


@compiled
def correct(layer: Any, middle: Any, labels: Any, a: Any) -> Any:
    """1 in each lane whose class is predicted, else 0.

    Predicted is the side of the middle on which one output lies (the middle is +1), the largest of K.
    """
    first = layer.target
    best = load(a, first * LANES)
    if layer.units == 1:
        predicted = where_positive(middle - best, _TWO * middle - _ONE, _ONE)
    else:
        predicted = splat(_ZERO)
        for k in range(1, layer.units):
            z = load(a, (first + k) * LANES)
            predicted = where_positive(z - best, splat(_f(k)), predicted)
            best = larger(best, z)
    return where_positive(_HALF - magnitude(labels - predicted), _ONE, _ZERO)
