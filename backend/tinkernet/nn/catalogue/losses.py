"""Losses, without penalty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from torch import Tensor
from torch.nn import functional

from tinkernet.config import Problem
from tinkernet.nn.catalogue.table import codes, table
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.elementary import exp32, log1p32, log32
from tinkernet.nn.simd.vectors import (
    LANES,
    larger,
    load,
    magnitude,
    smaller,
    splat,
    store,
    where_positive,
    with_sign,
)

_f = np.float32
_ZERO, _HALF, _ONE, _TWO = _f(0), _f(0.5), _f(1), _f(2)


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss.

    `function(outputs (n, 1) or (n, K), labels (n,), huber_delta)` is its mean over the n samples.
    `kernel(output, label, huber_delta) -> (loss, d loss / d output)` is compiled, for a vector of samples
    with one output; `kernel_of_classes(K, first, label, a, d) -> loss` for one with K, which are the rows of
    the tile `a` from `first` on: into those of `d` goes d loss / d output. One loss alone has it, since a
    `choice` would slow down all training by a tenth.
    """

    name: str
    meaning: str
    """What is averaged, in words."""
    function: Callable[[Tensor, Tensor, float], Tensor]
    kernel: Callable[..., Any]
    code: str
    """The mean as an expression of outputs (n, 1) and labels, with {fields} of the training config."""
    problems: tuple[Problem, ...]
    outputs: tuple[str, ...] = ()
    """The activations of the output that it can be taken of, its usual one first. Empty: of any, of classes
    usually tanh, of a regression linear."""
    takes_logits: bool = False
    """Whether the outputs are logits."""
    parameters: tuple[str, ...] = ()
    """The fields of the training config that it uses."""
    kernel_of_classes: Callable[..., Any] | None = None
    code_of_classes: str = ""
    """The same as `code` for outputs (n, K)."""


@compiled
def _squared_error(output: Any, label: Any, delta: Any) -> Any:
    e = output - label
    return _HALF * e * e, e


@compiled
def _mse(output: Any, label: Any, delta: Any) -> Any:
    e = output - label
    return e * e, _TWO * e


@compiled
def _mae(output: Any, label: Any, delta: Any) -> Any:
    e = output - label
    return magnitude(e), where_positive(magnitude(e), with_sign(_ONE, e), _ZERO)


@compiled
def _huber(output: Any, label: Any, delta: Any) -> Any:
    e = output - label
    slope = smaller(larger(e, -delta), delta)
    return slope * (e - _HALF * slope), slope


@compiled
def _hinge(output: Any, label: Any, delta: Any) -> Any:
    margin = _ONE - label * output
    return larger(margin, _ZERO), where_positive(margin, -label, _ZERO)


@compiled
def _cross_entropy(logit: Any, label: Any, delta: Any) -> Any:
    # -log σ(yz) and its slope -y σ(-yz), from one exponential
    m = label * logit
    e = exp32(-magnitude(m))
    r = _ONE / (_ONE + e)
    return larger(-m, _ZERO) + log1p32(e), -label * where_positive(m, e * r, r)


@compiled
def _cross_entropy_of_classes(classes: Any, first: Any, labels: Any, a: Any, d: Any) -> Any:
    # log Σ e^z - z of the label, and its slope softmax(z) - [label]
    top = load(a, first * LANES)
    for k in range(1, classes):
        top = larger(top, load(a, (first + k) * LANES))
    mass = splat(_ZERO)
    own = splat(_ZERO)
    for k in range(classes):
        z = load(a, (first + k) * LANES) - top
        e = exp32(z)
        mass = mass + e
        own = own + where_positive(_HALF - magnitude(labels - _f(k)), z, _ZERO)
        store(d, (first + k) * LANES, e)
    for k in range(classes):
        is_label = where_positive(_HALF - magnitude(labels - _f(k)), _ONE, _ZERO)
        store(d, (first + k) * LANES, load(d, (first + k) * LANES) / mass - is_label)
    return log32(mass) - own


def _torch_squared_error(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    return 0.5 * functional.mse_loss(outputs.squeeze(1), labels)


def _torch_mse(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    return functional.mse_loss(outputs.squeeze(1), labels)


def _torch_mae(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    return functional.l1_loss(outputs.squeeze(1), labels)


def _torch_huber(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    return functional.huber_loss(outputs.squeeze(1), labels, delta=delta)


def _torch_hinge(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    return functional.relu(1 - labels * outputs.squeeze(1)).mean()


def _torch_cross_entropy(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    if outputs.shape[1] > 1:
        return functional.cross_entropy(outputs, labels.long())
    return functional.softplus(-labels * outputs.squeeze(1)).mean()


_ONE_OUTPUT: tuple[Problem, ...] = ("two_classes", "regression")

LOSSES = table(
    Loss(
        "squared_error",
        "Half the squared error",
        _torch_squared_error,
        _squared_error,
        "0.5 * functional.mse_loss(outputs.squeeze(1), labels)",
        _ONE_OUTPUT,
    ),
    Loss(
        "mse",
        "The squared error",
        _torch_mse,
        _mse,
        "functional.mse_loss(outputs.squeeze(1), labels)",
        _ONE_OUTPUT,
    ),
    Loss(
        "mae",
        "The absolute error",
        _torch_mae,
        _mae,
        "functional.l1_loss(outputs.squeeze(1), labels)",
        _ONE_OUTPUT,
    ),
    Loss(
        "huber",
        "Huber's loss: squared for small errors, absolute for large ones",
        _torch_huber,
        _huber,
        "functional.huber_loss(outputs.squeeze(1), labels, delta={huber_delta})",
        _ONE_OUTPUT,
        parameters=("huber_delta",),
    ),
    Loss(
        "hinge",
        "The hinge loss of support vector machines, of the score",
        _torch_hinge,
        _hinge,
        "functional.relu(1 - labels * outputs.squeeze(1)).mean()",
        ("two_classes",),
        ("linear", "tanh"),
    ),
    Loss(
        "cross_entropy",
        "The negative logarithm of the probability of the right class",
        _torch_cross_entropy,
        _cross_entropy,
        "functional.softplus(-labels * outputs.squeeze(1)).mean()",
        ("two_classes", "k_classes"),
        ("linear",),
        takes_logits=True,
        kernel_of_classes=_cross_entropy_of_classes,
        code_of_classes="functional.cross_entropy(outputs, labels)",
    ),
)
CODES = codes(LOSSES)
