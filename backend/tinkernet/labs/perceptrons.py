"""Rosenblatt's rule, point by point, and the best margin that any line has."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Literal, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from tinkernet.labs.draws import shuffled

CLOSE = 1e-9
"""How far below 1 a margin of exactly 1 may be computed, and what a determinant that is 0 comes out as."""

Labelled = Sequence[tuple[float, float, float]]
"""Points with their class, +1 or -1."""
Floats = NDArray[np.float64]


class Correction(NamedTuple):
    """What changed when the machine was wrong: s is the sum before, w and b are those after."""

    presentation: int
    point: int
    s: float
    w: list[float]
    b: float


class Cycle(NamedTuple):
    """After the last of so many corrections, from this one on, it comes again, and so do all others."""

    start: int
    length: int


class Learned(NamedTuple):
    """All corrections that differ, how many points were shown for them, and why no more are."""

    corrections: list[Correction]
    presentations: int
    ended: Literal["separated", "cycle", "most"]
    cycle: Cycle | None


def learned(points: Labelled, order_seed: int | None, bias: bool, most: int) -> Learned:
    """The points again and again, in one order, until a whole pass is right; w and b start at 0."""
    order = list(range(len(points))) if order_seed is None else shuffled(len(points), order_seed)
    places = torch.tensor([point[:2] for point in points], dtype=torch.float64)
    labels = torch.tensor([point[2] for point in points], dtype=torch.float64)
    w, b = torch.zeros(2, dtype=torch.float64), torch.zeros((), dtype=torch.float64)
    corrections: list[Correction] = []
    seen: dict[tuple[Any, ...], int] = {}
    latest = -1
    for shown in range(most):
        if shown - latest > len(points):
            return Learned(corrections, shown, "separated", None)
        point = order[shown % len(points)]
        s = w @ places[point] + b
        if (1.0 if s > 0 else -1.0) == labels[point]:
            continue
        w = w + labels[point] * places[point]
        b = b + labels[point] * bias
        state = (*w.tolist(), b.item(), shown % len(points))
        if state in seen:
            start = seen[state]
            return Learned(corrections, shown, "cycle", Cycle(start, len(corrections) - start))
        seen[state] = len(corrections)
        corrections.append(Correction(shown, point, s.item(), w.tolist(), b.item()))
        latest = shown
    ended: Literal["separated", "most"] = "separated" if most - latest > len(points) else "most"
    return Learned(corrections, most, ended, None)


def extended(points: Labelled, bias: bool) -> tuple[Floats, Floats]:
    """(n, 3) points with a third coordinate that is always 1, without bias (n, 2); and (n,) their classes."""
    rows = np.array(points, dtype=np.float64)
    places = np.column_stack([rows[:, :2], np.ones(len(rows))]) if bias else rows[:, :2]
    return places, rows[:, 2]


def radius(points: Labelled, bias: bool) -> float:
    """The distance of the farthest point from the origin, the third coordinate included."""
    places, _ = extended(points, bias)
    return float(np.sqrt((places**2).sum(axis=1).max()))


def margin(points: Labelled, bias: bool) -> float | None:
    """The largest distance that all points can have from one plane through the origin.

    None: no plane separates them.
    The shortest w with y w·x ≥ 1 for all points is a sum of at most as many of the y x as there are
    dimensions, with positive factors: all such sums are tried, and the shortest that is right for all is it.
    """
    places, labels = extended(points, bias)
    signed = np.unique(places * labels[:, None], axis=0)
    lengths = [
        length
        for size in range(1, min(signed.shape[1], len(signed)) + 1)
        for length in _lengths(signed, np.array(list(combinations(range(len(signed)), size))))
    ]
    return 1 / min(lengths) if lengths else None


def _lengths(signed: Floats, subsets: NDArray[np.int64]) -> list[float]:
    """Of the sums over subsets (k, size) that are 1 at their own points and at least 1 at all others."""
    rows = signed[subsets]  # (k, size, dimensions)
    products = rows @ rows.transpose(0, 2, 1)
    scale = np.einsum("kii->ki", products).prod(axis=1)
    usable = np.linalg.det(products) > CLOSE * scale
    rows, products = rows[usable], products[usable]
    factors = np.linalg.solve(products, np.ones((len(rows), rows.shape[1], 1)))
    weights = (rows.transpose(0, 2, 1) @ factors)[:, :, 0]
    good = (factors[:, :, 0] >= -CLOSE).all(axis=1) & ((weights @ signed.T) >= 1 - CLOSE).all(axis=1)
    lengths: list[float] = np.linalg.norm(weights[good], axis=1).tolist()
    return lengths


def line_margin(points: Labelled, line: Sequence[float], bias: bool) -> float | None:
    """The least distance of a point from a line (w1, w2, b), positive on its right side; None: it is none."""
    places, labels = extended(points, bias)
    weights = np.array(line[: places.shape[1]])
    length = float(np.linalg.norm(weights))
    return float((labels * (places @ weights)).min() / length) if length else None


def perceptron(
    points: Labelled, order_seed: int | None, bias: bool, most: int, line: Sequence[float] | None
) -> dict[str, Any]:
    """All that is told of a set of points, as `wire.labs.Perceptron` has it."""
    found, best, far = learned(points, order_seed, bias, most), margin(points, bias), radius(points, bias)
    return {
        "corrections": [correction._asdict() for correction in found.corrections],
        "presentations": found.presentations,
        "ended": found.ended,
        "cycle": found.cycle and found.cycle._asdict(),
        "margin": best,
        "radius": far,
        "bound": best and round((far / best) ** 2, 9),
        "line_margin": line and line_margin(points, line, bias),
    }
