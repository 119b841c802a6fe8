"""A data set by formula: what an expression in x1 and x2 says of the points of the plane."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tinkernet.base.expressions.parsing import parsed
from tinkernet.base.expressions.tree import Node
from tinkernet.base.expressions.values import value
from tinkernet.points.point_set import PLANE, Floats, Task
from tinkernet.points.scale import MAX_LABEL

NAMES = ("x1", "x2")
PROBES, DEFINED = 4096, 0.05
"""Places that are looked at, and the share of them at which a formula must be defined."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A comparison makes two classes, +1 where it holds and else -1; a value is a label itself."""

    tree: Node

    @property
    def task(self) -> Task:
        return "classification" if self.tree.is_condition else "regression"

    def labels(self, x1: Floats, x2: Floats) -> Floats:
        """(n,) of points (n,) each; nan where the formula is not defined, or its value beyond ±10⁶."""
        values = np.broadcast_to(value(self.tree, {"x1": x1, "x2": x2}), x1.shape)
        return signs(values) if self.tree.is_condition else bounded(values)

    @property
    def share(self) -> float:
        """The share of the plane on which it is defined, by a sample that is always the same."""
        x1, x2 = np.random.Generator(np.random.PCG64(0)).uniform(-PLANE, PLANE, (2, PROBES))
        return float(np.isfinite(self.labels(x1, x2)).mean())


def signs(condition: Floats) -> Floats:
    """The labels of two classes, from 1 and 0."""
    return 2 * condition - 1


def bounded(values: Floats) -> Floats:
    """The labels of a regression."""
    return np.where(np.abs(values) <= MAX_LABEL, values, np.nan)


@lru_cache(maxsize=64)
def formula(expression: str) -> Formula:
    """The formula that a text says.

    Raises:
        Unreadable: it says none.
    """
    return Formula(parsed(expression, NAMES, conditions=True))
