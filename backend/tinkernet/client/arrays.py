"""Answers with many numbers, as arrays."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tinkernet.client import wire

Floats = NDArray[np.float32]


class Points(NamedTuple):
    """Rows of x1, x2, label: (n, 3) each."""

    train: Floats
    test: Floats

    @classmethod
    def of(cls, answer: wire.DataPoints) -> Self:
        """The arrays of an answer."""
        return cls(*(np.array(rows, np.float32).reshape(-1, 3) for rows in (answer["train"], answer["test"])))


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
