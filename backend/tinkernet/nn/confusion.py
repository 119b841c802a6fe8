"""Which classes are taken for which, and precision and recall, as scikit-learn defines them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.nn.state import Array

Shares = tuple[float | None, ...]
"""For each class; None where there is nothing that it could be a share of."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many points of each class (rows) are taken for each class (columns)."""

    counts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, kinds: NDArray[np.int64], predicted: NDArray[np.int64], classes: int) -> "Confusion":
        """Of points (n,) whose classes, from 0, and predicted classes these are."""
        cells = np.bincount(kinds * classes + predicted, minlength=classes * classes)
        return cls(tuple(map(tuple, cells.reshape(classes, classes).tolist())))

    @property
    def recall(self) -> Shares:
        """Of the points of each class, the share that is taken for it."""
        return self._shares(self.counts)

    @property
    def precision(self) -> Shares:
        """Of the points that are taken for each class, the share that is of it."""
        return self._shares(zip(*self.counts, strict=True))

    def _shares(self, rows: Iterable[Iterable[int]]) -> Shares:
        totals = map(sum, rows)
        right = [row[k] for k, row in enumerate(self.counts)]
        return tuple(own / total if total else None for own, total in zip(right, totals, strict=True))


@dataclass(frozen=True, slots=True)
class Confusions:
    """Of the points for training and those for testing; None for a regression, and where there are none."""

    train: Confusion | None
    test: Confusion | None


def predicted(outputs: Array, middle: float) -> NDArray[np.int64]:
    """The classes (n,), from 0, that outputs (outputs, n) stand for: the side of the middle, the largest."""
    kinds = outputs.argmax(axis=0) if len(outputs) > 1 else ~(outputs[0] < middle)
    return np.asarray(kinds, np.int64)
