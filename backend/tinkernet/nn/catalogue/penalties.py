"""Penalties on the weights, never on the biases, for both engines. `mask` is 1 for a weight and 0 for a bias.

l2 enters the gradient, before clipping. l1 is a proximal step after the update (soft thresholding), which
leaves exact zeros that can come back. AdamW's decoupled weight decay stands here too, because torch's own
would reach the biases.
"""

from typing import Any

import numpy as np
from torch import Tensor

from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, larger, load, magnitude, store, with_sign

CODES = {"none": 0, "l1": 1, "l2": 2}
"""The number by which the kernel knows each penalty."""

_f = np.float32


def add_l2_gradient(gradient: Tensor, flat: Tensor, mask: Tensor, rate: float) -> None:
    """g += rate · w, in place."""
    gradient.add_(flat * mask, alpha=rate)


def shrink(flat: Tensor, mask: Tensor, amount: float) -> None:
    """w <- sign(w) · max(|w| - amount, 0), in place."""
    flat.copy_(flat.sign() * (flat.abs() - amount * mask).clamp_min(0))


def decay(flat: Tensor, mask: Tensor, amount: float) -> None:
    """w <- w · (1 - amount), in place."""
    flat.mul_(1 - amount * mask)


@compiled
def add_l2_gradient_kernel(gradient: Any, flat: Any, mask: Any, rate: Any) -> None:
    for i in range(0, flat.size, LANES):
        store(gradient, i, load(gradient, i) + rate * load(mask, i) * load(flat, i))


@compiled
def shrink_kernel(flat: Any, mask: Any, amount: Any) -> None:
    for i in range(0, flat.size, LANES):
        w = load(flat, i)
        store(flat, i, with_sign(larger(magnitude(w) - amount * load(mask, i), _f(0)), w))


@compiled
def decay_kernel(flat: Any, mask: Any, amount: Any) -> None:
    for i in range(0, flat.size, LANES):
        store(flat, i, load(flat, i) * (_f(1) - amount * load(mask, i)))
