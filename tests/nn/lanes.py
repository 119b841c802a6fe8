"""Calling compiled functions of vectors on whole arrays, as the kernels do."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, load, store

Floats = npt.NDArray[np.float32]


def padded(values: npt.ArrayLike) -> Floats:
    """`values` as a fresh float32 array, filled up to whole vectors with its last number."""
    array = np.asarray(values, np.float32).ravel()
    return np.pad(array, (0, -array.size % LANES), mode="edge")


def unary(function: Callable[..., Any]) -> Callable[[npt.ArrayLike], Floats]:
    """A compiled function of one vector, as a function of an array of any shape."""

    @compiled
    def loop(x: Any, out: Any) -> None:
        for i in range(0, x.size, LANES):
            store(out, i, function(load(x, i)))

    def applied(values: npt.ArrayLike) -> Floats:
        x = padded(values)
        out = np.empty_like(x)
        loop(x, out)
        return out[: np.size(values)]

    return applied


def binary(function: Callable[..., Any]) -> Callable[[npt.ArrayLike, npt.ArrayLike], Floats]:
    """A compiled function of two vectors, as a function of two arrays of one size."""

    @compiled
    def loop(x: Any, y: Any, out: Any) -> None:
        for i in range(0, x.size, LANES):
            store(out, i, function(load(x, i), load(y, i)))

    def applied(first: npt.ArrayLike, second: npt.ArrayLike) -> Floats:
        x, y = padded(first), padded(second)
        out = np.empty_like(x)
        loop(x, y, out)
        return out[: np.size(first)]

    return applied
