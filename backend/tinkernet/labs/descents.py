"""A walk down a curve by torch.optim, and a weight that learns from points on a line."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from torch import Tensor, optim

from tinkernet.base.expressions.tree import Node
from tinkernet.config import TrainingConfig
from tinkernet.labs.operations import computed, scalar
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS

Ended = Literal["steps", "left", "not_finite"]
Window = tuple[float, float]


class Place(NamedTuple):
    """Where a walk is after so many steps."""

    step: int
    x: float
    value: float
    slope: float

    @property
    def is_finite(self) -> bool:
        return all(map(math.isfinite, (self.x, self.value, self.slope)))


class Descent(NamedTuple):
    """All places of a walk, the start first, and why it has ended."""

    points: list[Place]
    ended: Ended


def descent(
    tree: Node,
    variable: str,
    values: Mapping[str, float],
    start: float,
    training: TrainingConfig,
    steps: int,
    window: Window = (-math.inf, math.inf),
) -> Descent:
    """So many steps of the optimizer that `training` says, at its learning rate.

    They are fewer where x leaves the window, and where there is no number.
    """
    x = scalar(start, learns=True)
    chosen = OPTIMIZERS[training.optimizer]
    optimizer = chosen.torch([x], lr=training.learning_rate, **chosen.arguments(training))
    names = {name: scalar(value) for name, value in values.items()}
    points: list[Place] = []
    for step in range(steps + 1):
        optimizer.zero_grad()
        value = computed(tree, {**names, variable: x}) + 0 * x
        value.backward()  # type: ignore[no-untyped-call]
        points.append(Place(step, x.item(), value.item(), _slope(x)))
        if not points[-1].is_finite:
            return Descent(points, "not_finite")
        if not window[0] <= points[-1].x <= window[1]:
            return Descent(points, "left")
        optimizer.step()
    return Descent(points, "steps")


def _slope(x: Tensor) -> float:
    assert x.grad is not None
    return x.grad.item()


class Row(NamedTuple):
    """One update of the weight of ŷ = w·x; of a mean over all points there is no x, y, output and error."""

    x: float | None
    y: float | None
    output: float | None
    error: float | None
    cost: float
    gradient: float
    w: float
    """After the update."""


class Learned(NamedTuple):
    """The updates, and why there are no more."""

    rows: list[Row]
    ended: Ended


Points = Sequence[tuple[float, float]]


def linear(points: Points, mode: Literal["point", "batch"], start: float, rate: float, steps: int) -> Learned:
    """So many updates by torch.optim.SGD, by one point after another or by the mean of all costs."""
    w = scalar(start, learns=True)
    optimizer = optim.SGD([w], lr=rate)
    rows: list[Row] = []
    for chosen in _batches(points, mode, steps):
        optimizer.zero_grad()
        outputs = [w * x for x, _ in chosen]
        costs = [(output - y) ** 2 for output, (_, y) in zip(outputs, chosen, strict=True)]
        cost = sum(costs[1:], start=costs[0]) / len(chosen)
        cost.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        x, y = chosen[0]
        output = outputs[0].item()
        row = Row(x, y, output, output - y, cost.item(), _slope(w), w.item())
        rows.append(row if mode == "point" else row._replace(x=None, y=None, output=None, error=None))
        if not all(map(math.isfinite, rows[-1][4:])):
            return Learned(rows, "not_finite")
    return Learned(rows, "steps")


def _batches(points: Points, mode: str, steps: int) -> Iterator[Points]:
    for step in range(steps):
        yield points if mode == "batch" else [points[step % len(points)]]
