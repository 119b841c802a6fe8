"""Losses, twice: the mean over a minibatch for autograd, value and slope of each sample for the fused kernel.

Adding one is an entry in `LOSSES` (and its name in `config.LossName`). None of them includes a penalty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from torch import Tensor
from torch.nn import functional

from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.elementary import exp32, log1p32
from tinkernet.nn.simd.vectors import larger, magnitude, smaller, where_positive, with_sign

Problem = Literal["two_classes", "k_classes", "regression"]

_f = np.float32
_ZERO, _HALF, _ONE, _TWO = _f(0), _f(0.5), _f(1), _f(2)


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss, twice.

    `function(outputs (n, 1) or (n, K), labels (n,), huber_delta)` is its mean over the n samples.
    `kernel(output, label, huber_delta) -> (loss, d loss / d output)` is compiled, for a vector of samples
    with one output; K outputs, which only cross_entropy takes, have a kernel of their own
    (`tiles.softmax_error`).
    """

    name: str
    function: Callable[[Tensor, Tensor, float], Tensor]
    kernel: Callable[..., Any]
    problems: tuple[Problem, ...]


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

LOSSES = {
    entry.name: entry
    for entry in (
        Loss("squared_error", _torch_squared_error, _squared_error, _ONE_OUTPUT),
        Loss("mse", _torch_mse, _mse, _ONE_OUTPUT),
        Loss("mae", _torch_mae, _mae, _ONE_OUTPUT),
        Loss("huber", _torch_huber, _huber, _ONE_OUTPUT),
        Loss("hinge", _torch_hinge, _hinge, ("two_classes",)),
        Loss("cross_entropy", _torch_cross_entropy, _cross_entropy, ("two_classes", "k_classes")),
    )
}
CODES = {name: code for code, name in enumerate(LOSSES)}
"""The number by which the kernel knows each loss."""
