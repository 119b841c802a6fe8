"""A function of one variable and its derivative over a range, by one backward pass."""

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from tinkernet.base.expressions.tree import Node
from tinkernet.labs.operations import computed, scalar


class Curve(NamedTuple):
    """Places, and the value and the slope at each; nan or infinite where there is none."""

    x: list[float]
    value: list[float]
    slope: list[float]


def curve(
    tree: Node, variable: str, values: Mapping[str, float], ends: tuple[float, float], count: int
) -> Curve:
    """The function at so many places from one end to the other; `values` has the other names."""
    low, high = ends
    x = low + (high - low) * torch.arange(count, dtype=torch.float64) / (count - 1)
    value, slope = value_and_slope(tree, variable, values, x)
    return Curve(x.tolist(), value.tolist(), slope.tolist())


def value_and_slope(
    tree: Node, variable: str, values: Mapping[str, float], x: Tensor
) -> tuple[Tensor, Tensor]:
    """The function at the places x, and its derivative there."""
    places = x.detach().clone().requires_grad_()
    names = {name: scalar(value) for name, value in values.items()}
    value = computed(tree, {**names, variable: places}) + 0 * places
    [slope] = torch.autograd.grad(value.sum(), places)
    return value.detach(), slope
