"""Initial weights and biases.

Each number is a pure function of the seed and of what it connects, never of how many were drawn before it. So
a weight that survives a structural change started as the same weight of a fresh network of the new structure
does, as long as the scheme does not depend on the number of inputs and outputs, as `classic` does not.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tinkernet.config import InitializerName
from tinkernet.nn.catalogue.table import table

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]
Keys = npt.NDArray[np.int64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_BIAS = 2**63
"""The input that a bias counts as; no index of a feature or unit reaches it."""


def _word(number: int) -> Words:
    """An array of one, since arrays wrap around silently where numpy's scalars warn."""
    return np.array([number], dtype=np.uint64)


def _mixed(state: Words, key: Words) -> Words:
    """The state with a key absorbed, a step of SplitMix64 (Steele, Lea and Flood 2014) per key."""
    word: Words = (state ^ key) + _GOLDEN
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    word = word ^ (word >> np.uint64(31))
    return word


def _uniform(ends: Words, draw: int) -> Floats:
    """Doubles in [0, 1) with 53 random bits, one per end; `draw` tells several of the same end apart."""
    return (_mixed(ends, _word(draw)) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _symmetric(ends: Words) -> Floats:
    """Uniform in [-1, 1)."""
    return 2 * _uniform(ends, 0) - 1


def _normal(ends: Words) -> Floats:
    """Standard normal, by Box and Muller (1958)."""
    radius: Floats = np.sqrt(-2 * np.log1p(-_uniform(ends, 0)))
    return radius * np.cos(2 * math.pi * _uniform(ends, 1))


def _root(variance: float, fan: int) -> float:
    """√(variance / fan); 0 without any input, as nn.Linear has it."""
    return math.sqrt(variance / fan) if fan else 0.0


@dataclass(frozen=True, slots=True)
class Initializer:
    """A scheme: weights are `draw` times `spread(fan_in, fan_out)`, biases a constant or drawn alike."""

    name: str
    draw: Callable[[Words], Floats]
    spread: Callable[[int, int], float]
    bias: float | None = 0.0
    """None: drawn like the weights."""


INITIALIZERS = table(
    Initializer("classic", _symmetric, lambda fan_in, fan_out: 0.5, bias=0.1),
    Initializer("xavier_uniform", _symmetric, lambda fan_in, fan_out: _root(6, fan_in + fan_out)),
    Initializer("xavier_normal", _normal, lambda fan_in, fan_out: _root(2, fan_in + fan_out)),
    Initializer("kaiming_uniform", _symmetric, lambda fan_in, fan_out: _root(6, fan_in)),
    Initializer("kaiming_normal", _normal, lambda fan_in, fan_out: _root(2, fan_in)),
    Initializer("pytorch", _symmetric, lambda fan_in, fan_out: _root(1, fan_in), bias=None),
    Initializer("zeros", _symmetric, lambda fan_in, fan_out: 0.0),
)
"""Glorot and Bengio 2010 (gain 1), He et al. 2015 (gain √2, fan-in), as in torch.nn.init; nn.Linear's own."""


def initial_layer(
    name: InitializerName,
    seed: int,
    layer: int,
    input_keys: Keys,
    unit_keys: Keys,
    fan_in: int,
    fan_out: int,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The weights (units, inputs) and biases (units,) with which a layer starts.

    Args:
        name: the scheme.
        seed: of the network, 0 to 2³² - 1.
        layer: tells the layers of a network apart.
        input_keys: (inputs,), what identifies each input: the index of the feature or of the unit below.
        unit_keys: (units,), what identifies each unit: its index, or that of its class.
        fan_in: inputs of a unit in the whole layer, of which `input_keys` may be a part.
        fan_out: units of the whole layer, of which `unit_keys` may be a part.
    """
    initializer = INITIALIZERS[name]
    spread = initializer.spread(fan_in, fan_out)
    base = _mixed(_mixed(_word(0), _word(seed)), _word(layer))
    units = _mixed(base, unit_keys.astype(np.uint64))
    weights = spread * initializer.draw(_mixed(units[:, None], input_keys.astype(np.uint64)))
    if initializer.bias is None:
        biases = spread * initializer.draw(_mixed(units, _word(_BIAS)))
    else:
        biases = np.full(len(unit_keys), initializer.bias)
    return weights.astype(np.float32), biases.astype(np.float32)
