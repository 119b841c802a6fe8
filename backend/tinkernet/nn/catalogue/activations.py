"""Activations: torch's definition of each, and the same for the fused kernel.

Adding one is an entry in `ACTIVATIONS` (and its name in `config.ActivationName`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.elementary import exp32, log1p32, sincos32, tanh32
from tinkernet.nn.simd.vectors import larger, magnitude, smaller, splat, where_positive

_f = np.float32
_ZERO, _HALF, _ONE, _TWO = _f(0), _f(0.5), _f(1), _f(2)


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation σ, twice: for autograd, and compiled as z -> (σ(z), σ'(z)) for a vector of float32."""

    name: str
    function: Callable[[Tensor], Tensor]
    kernel: Callable[..., Any]


@compiled
def _tanh(z: Any) -> Any:
    a = tanh32(z)
    return a, _ONE - a * a


@compiled
def _relu(z: Any) -> Any:
    return larger(z, _ZERO), where_positive(z, _ONE, _ZERO)


@compiled
def _sigmoid(z: Any) -> Any:
    a = _ONE / (_ONE + exp32(-z))
    return a, a * (_ONE - a)


@compiled
def _linear(z: Any) -> Any:
    return z, splat(_ONE)


@compiled
def _leaky_relu(z: Any) -> Any:
    slope = where_positive(z, _ONE, _f(0.01))
    return slope * z, slope


@compiled
def _elu(z: Any) -> Any:
    e = exp32(smaller(z, _ZERO))
    return where_positive(z, z, e - _ONE), where_positive(z, _ONE, e)


@compiled
def _gelu(z: Any) -> Any:
    # z Φ(z); erfc by Abramowitz and Stegun 7.1.26 (absolute error 1.5e-7), which needs the density's
    # exponential
    e = exp32(-_HALF * z * z)
    t = _ONE / (_ONE + _f(0.3275911 * 0.7071067811865476) * magnitude(z))
    tail = t * (
        _f(0.254829592)
        + t * (_f(-0.284496736) + t * (_f(1.421413741) + t * (_f(-1.453152027) + t * _f(1.061405429))))
    )
    half_tail = _HALF * tail * e
    cdf = where_positive(z, _ONE - half_tail, half_tail)
    return z * cdf, cdf + z * e * _f(0.3989422804014327)


@compiled
def _silu(z: Any) -> Any:
    s = _ONE / (_ONE + exp32(-z))
    return z * s, s * (_ONE + z * (_ONE - s))


@compiled
def _softplus(z: Any) -> Any:
    e = exp32(-magnitude(z))
    r = _ONE / (_ONE + e)
    return larger(z, _ZERO) + log1p32(e), where_positive(z, r, e * r)


@compiled
def _sin(z: Any) -> Any:
    return sincos32(z)


def _identity(z: Tensor) -> Tensor:
    return z


ACTIVATIONS = {
    entry.name: entry
    for entry in (
        Activation("tanh", torch.tanh, _tanh),
        Activation("relu", torch.relu, _relu),
        Activation("sigmoid", torch.sigmoid, _sigmoid),
        Activation("linear", _identity, _linear),
        Activation("leaky_relu", functional.leaky_relu, _leaky_relu),
        Activation("elu", functional.elu, _elu),
        Activation("gelu", functional.gelu, _gelu),
        Activation("silu", functional.silu, _silu),
        Activation("softplus", functional.softplus, _softplus),
        Activation("sin", torch.sin, _sin),
    )
}
CODES = {name: code for code, name in enumerate(ACTIVATIONS)}
"""The number by which the kernel knows each activation."""
