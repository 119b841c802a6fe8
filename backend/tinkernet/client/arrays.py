"""Answers with many numbers, as arrays."""

from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tinkernet.client import wire

Floats = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]]
"""float32, or float64."""


class Points(NamedTuple):
    """Rows of x1, x2, label: (n, 3) each, in the units of the points.

    They are float32, as the network has them; where the units are others than its own, float64.
    """

    train: Numbers
    test: Numbers

    @classmethod
    def of(cls, answer: wire.DataPoints) -> Self:
        """The arrays of an answer."""
        units = answer["units"]
        axes = (units["x1"], units["x2"], units["label"])
        are_plain = all((axis["offset"], axis["factor"]) == (0, 1) for axis in axes)
        return cls(*(_rows(rows, are_plain) for rows in (answer["train"], answer["test"])))


def _rows(rows: list[list[float]], are_plain: bool) -> Numbers:
    values = np.array(rows, np.float64).reshape(-1, 3)
    return values.astype(np.float32) if are_plain else values


def predicted(values: Any) -> Numbers:
    """Nested lists as an array: float32, unless they have more digits, as in units of their own."""
    whole = np.array(values, np.float64)
    single = whole.astype(np.float32)
    return single if np.array_equal(single.astype(str).astype(np.float64), whole) else whole


class History(NamedTuple):
    """The thinned losses of the whole run; three arrays of one length."""

    epochs: NDArray[np.int64]
    train_loss: NDArray[np.float64]
    test_loss: NDArray[np.float64]

    @classmethod
    def of(cls, answer: wire.Losses) -> Self:
        """The arrays of an answer."""
        losses = (np.array(values, np.float64) for values in (answer["train_loss"], answer["test_loss"]))
        return cls(np.array(answer["epochs"], np.int64), *losses)
