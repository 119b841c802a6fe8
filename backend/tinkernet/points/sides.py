"""On which side a point is, training or test: drawn once, and kept whatever becomes of the others.

The points of a kind, a class, take their sides from a row of draws without end, a function of seed and kind.
Of each few in a row as many are for training as the share says, in a random order. So every kind is split
alike, in whatever order the kinds come, and a further point has no say in the sides of others.
"""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Sides = NDArray[np.bool_]
Key = tuple[int, float, float, float]
"""A point by its kind, its place and, for a regression, its label."""

ALL = 100
"""Percent: there is no test data."""
BLOCK = 10
"""The most points in a row that are split together."""


def block(train_percent: float) -> int:
    """Points in a row that are split together: the fewest of which the share is a whole number, or BLOCK.

    So a class of two at 50 % has one on each side, and not both on one as often as not.
    """
    return next((length for length in range(2, BLOCK) if length * train_percent % 100 == 0), BLOCK)


def drawn(kinds: NDArray[np.int64], train_percent: float, seed: int) -> Sides:
    """The sides of points of these kinds (n,); unless all are for training, the first two are apart."""
    sides = np.empty(len(kinds), np.bool_)
    for kind in np.unique(kinds).tolist():
        places = np.flatnonzero(kinds == kind)
        sides[places] = _row(kind, len(places), train_percent, seed, kinds[:2].tolist())
    return sides


def further(new: NDArray[np.int64], there: NDArray[np.int64], train_percent: float, seed: int) -> Sides:
    """The sides of points of kinds `new` that come to those `there`: the next of their kinds."""
    sides = np.empty(len(new), np.bool_)
    for kind in np.unique(new).tolist():
        places, before = np.flatnonzero(new == kind), int((there == kind).sum())
        row = _row(kind, before + len(places), train_percent, seed, there[:2].tolist())
        sides[places] = row[before:]
    return sides


def kept(keys: Sequence[Key], before: Sequence[Key], known: Sides, train_percent: float, seed: int) -> Sides:
    """The sides of points, of which some were there before with `known` sides: these keep theirs.

    The others take the sides of those of their kind that are gone, so that a point which was moved stays on
    its side; where there are no more, they are drawn as the next of their kind.
    """
    waiting: dict[Key, list[bool]] = defaultdict(list)
    for key, side in zip(reversed(before), reversed(known.tolist()), strict=True):
        waiting[key].append(side)
    sides = np.empty(len(keys), np.bool_)
    new: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if waiting[key]:
            sides[place] = waiting[key].pop()
        else:
            new[key[0]].append(place)
    start = [key[0] for key in keys[:2]]
    for kind, places in new.items():
        left = [side for key in waiting if key[0] == kind for side in reversed(waiting[key])]
        there = sum(key[0] == kind for key in before)
        row = _row(kind, there + len(places), train_percent, seed, start)[there:].tolist()
        sides[places] = [*left, *row][: len(places)]
    if (sides.all() and train_percent != ALL) or not sides.any():
        last = max((places[-1] for places in new.values()), default=len(keys) - 1)
        sides[last] = not sides[last]
    return sides


def _row(kind: int, count: int, train_percent: float, seed: int, start: Sequence[int]) -> Sides:
    """The first sides of the row of a kind; `start` are the kinds of the first two of all points.

    Where the second of all would be on the side of the first, it changes places with another of its block.
    """
    length = block(train_percent)
    blocks = max(1, math.ceil(count / length))
    draws = np.random.Generator(np.random.PCG64([seed, kind])).random((blocks, length))
    ranks = draws.argsort(axis=1).argsort(axis=1)
    for_training = np.floor(np.arange(blocks + 1) * length * train_percent / 100)
    row: Sides = (ranks < np.diff(for_training)[:, None]).ravel()
    if kind in start[1:]:
        second = int(start[0] == kind)
        first = row[0] if second else _row(start[0], 1, train_percent, seed, ())[0]
        other = second + int(np.argmax(row[second:length] != first))
        row[[second, other]] = row[[other, second]]
    return row[:count]
