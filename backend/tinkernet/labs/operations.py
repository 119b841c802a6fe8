"""What the operations of an expression are in torch: float64, on tensors of one shape, with gradients."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from tinkernet.base.expressions.tree import Node

OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
    "neg": operator.neg, "exp": torch.exp, "log": torch.log, "sqrt": torch.sqrt, "sin": torch.sin,
    "cos": torch.cos, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu, "abs": torch.abs,
}  # fmt: skip
"""All but powers, whose exponents are numbers and no tensors."""


def scalar(value: float, *, learns: bool = False) -> Tensor:
    """One number."""
    return torch.tensor(value, dtype=torch.float64, requires_grad=learns)


def exponent(node: Node) -> float:
    """The exponent of a power."""
    return float(node.args[1].value or 0)


def operands(node: Node) -> Sequence[Node]:
    """What an operation is done to; the exponent of a power belongs to the operation."""
    return node.args[:1] if node.op == "pow" else node.args


def applied(node: Node, inputs: Sequence[Tensor]) -> Tensor:
    """The operation of a node, done to the values of its operands."""
    if node.op == "pow":
        power: Tensor = inputs[0] ** exponent(node)
        return power
    found: Tensor = OPERATIONS[node.op](*inputs)
    return found


def computed(node: Node, names: Mapping[str, Tensor]) -> Tensor:
    """The value of a tree where the names have these values."""
    if node.op == "num":
        return scalar(float(node.value or 0))
    if node.op == "var":
        return names[str(node.value)]
    return applied(node, [computed(operand, names) for operand in operands(node)])
