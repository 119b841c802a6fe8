"""Activations: torch's modules, and the same compiled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from tinkernet.nn.catalogue.table import OnnxApplied, codes, table
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.elementary import exp32, log1p32, sincos32, tanh32
from tinkernet.nn.simd.vectors import larger, magnitude, smaller, splat, where_positive

_f = np.float32
_ZERO, _HALF, _ONE, _TWO = _f(0), _f(0.5), _f(1), _f(2)


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation σ.

    `module` defines it: for autograd, and in exported code, with its source where it is none of torch.nn.
    `kernel` is compiled, z -> (σ(z), σ'(z)) for a vector of float32. `onnx` is a formula of the tensor `z`.
    """

    name: str
    module: type[nn.Module]
    kernel: Callable[..., Any]
    onnx: OnnxApplied

    @property
    def function(self) -> Callable[[Tensor], Tensor]:
        """σ of every element."""
        return self.module().forward


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


class Sin(nn.Module):
    """The sine as an activation."""

    def forward(self, z: Tensor) -> Tensor:
        return torch.sin(z)


_ELU = ("Add", ("Relu", "z"), ("Sub", ("Exp", ("Min", "z", 0.0)), 1.0))
_GELU = ("Mul", ("Mul", "z", 0.5), ("Add", 1.0, ("Erf", ("Mul", "z", 0.5**0.5))))
_SOFTPLUS = ("Add", ("Relu", "z"), ("Log", ("Add", 1.0, ("Exp", ("Neg", ("Abs", "z"))))))

ACTIVATIONS = table(
    Activation("tanh", nn.Tanh, _tanh, ("Tanh", "z")),
    Activation("relu", nn.ReLU, _relu, ("Relu", "z")),
    Activation("sigmoid", nn.Sigmoid, _sigmoid, ("Sigmoid", "z")),
    Activation("linear", nn.Identity, _linear, ("Identity", "z")),
    Activation("leaky_relu", nn.LeakyReLU, _leaky_relu, ("Max", "z", ("Mul", "z", 0.01))),
    Activation("elu", nn.ELU, _elu, _ELU),
    Activation("gelu", nn.GELU, _gelu, _GELU),
    Activation("silu", nn.SiLU, _silu, ("Mul", "z", ("Sigmoid", "z"))),
    Activation("softplus", nn.Softplus, _softplus, _SOFTPLUS),
    Activation("sin", Sin, _sin, ("Sin", "z")),
)
CODES = codes(ACTIVATIONS)
