"""Penalties on the weights, never on the biases, of a given strength.

What is smooth in a penalty enters the gradient, before clipping. What has a kink is a proximal step after the
update (Parikh and Boyd, 2014): it leaves exact zeros that can come back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from torch import Tensor

from tinkernet.nn.catalogue.table import codes, table
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import larger, magnitude, with_sign

_f = np.float32


@dataclass(frozen=True, slots=True)
class Formula:
    """A function of weights three times: of tensors, compiled for vectors, and as code about one `weight`."""

    function: Callable[..., Tensor]
    kernel: Callable[..., Any]
    code: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty, by either or both of its parts, which know nothing of biases.

    `slope(weights)` is the derivative at strength 1. `proximal(weights, amount)` is the step, where the
    amount, {amount} in code, is the learning rate times the strength; with 0 it changes nothing.
    """

    name: str
    slope: Formula | None = None
    proximal: Formula | None = None


def _same(weights: Any) -> Any:
    return weights


def _shrunk(weights: Tensor, amount: Tensor) -> Tensor:
    """sign(w) · max(|w| - amount, 0)"""
    return weights.sign() * (weights.abs() - amount).clamp_min(0)


@compiled
def _shrunk_kernel(weights: Any, amount: Any) -> Any:
    return with_sign(larger(magnitude(weights) - amount, _f(0)), weights)


_SHRUNK = Formula(_shrunk, _shrunk_kernel, "functional.softshrink(weight, {amount})")

PENALTIES = table(
    Penalty("none"),
    Penalty("l1", proximal=_SHRUNK),
    Penalty("l2", slope=Formula(_same, compiled(_same), "weight.detach()")),
)
CODES = codes(PENALTIES)


def add_slope(penalty: Penalty, gradient: Tensor, flat: Tensor, mask: Tensor, strength: float) -> None:
    """Adds to the gradient what the penalty has of one; `mask` is 1 for a weight and 0 for a bias."""
    if penalty.slope:
        gradient.add_(penalty.slope.function(flat) * mask, alpha=strength)


def take_proximal_step(penalty: Penalty, flat: Tensor, mask: Tensor, amount: float) -> None:
    """The proximal step in place, if the penalty has one."""
    if penalty.proximal:
        flat.copy_(penalty.proximal.function(flat, amount * mask))
