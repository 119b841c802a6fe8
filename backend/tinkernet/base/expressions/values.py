"""The numbers that a tree stands for, for whole arrays at once.

Where an expression is not defined it is nan. A condition is 1 where it holds and else 0; it is nan where what
it compares is, unless the rest decides without it.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.base.expressions.tree import Node

Floats = NDArray[np.float64]


def sigmoid(a: Floats) -> Floats:
    return 1 / (1 + np.exp(-a))


def relu(a: Floats) -> Floats:
    return np.maximum(a, 0)


def less(a: Floats, b: Floats) -> Floats:
    return np.where(np.isnan(a) | np.isnan(b), np.nan, a < b)


def at_most(a: Floats, b: Floats) -> Floats:
    return np.where(np.isnan(a) | np.isnan(b), np.nan, a <= b)


def both(a: Floats, b: Floats) -> Floats:
    return np.where((a == 0) | (b == 0), 0.0, a * b)


def either(a: Floats, b: Floats) -> Floats:
    return np.where((a == 1) | (b == 1), 1.0, a + b)


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
    "neg": operator.neg, "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "sin": np.sin, "cos": np.cos,
    "tanh": np.tanh, "sigmoid": sigmoid, "relu": relu, "abs": np.abs,
    "lt": less, "le": at_most, "gt": lambda a, b: less(b, a), "ge": lambda a, b: at_most(b, a),
    "and": both, "or": either, "not": lambda a: 1 - a,
}  # fmt: skip
"""All but powers, whose exponents are numbers and no arrays: numpy has ways of its own for squares."""


def value(tree: Node, names: Mapping[str, Floats]) -> Floats:
    """The values where the names have these; arrays of one shape. Without a name in it: a number."""
    with np.errstate(all="ignore"):
        found: Floats = _value(tree, names)
    return found


def _value(node: Node, names: Mapping[str, Floats]) -> Any:
    if node.op == "num":
        return np.float64(node.value)
    if node.op == "var":
        return names[str(node.value)]
    if node.op == "pow":
        return _value(node.args[0], names) ** node.args[1].value
    return OPERATIONS[node.op](*(_value(arg, names) for arg in node.args))


def constant(tree: Node) -> float:
    """The value of a tree without names; nan: it has some, or none."""
    return float(value(tree, {})) if tree.is_constant else float("nan")
