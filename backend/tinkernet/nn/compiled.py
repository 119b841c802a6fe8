"""How this package compiles its kernels."""

from collections.abc import Callable
from typing import Any, cast

import numba

FASTMATH = {"reassoc", "nsz", "arcp", "contract"}
"""No `nnan` and `ninf`: the kernels must see what is not finite."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` compiled by numba for use inside kernels; not cached by itself."""
    return cast(
        Callable[..., Any],
        numba.njit(nogil=True, fastmath=FASTMATH, error_model="numpy", forceinline=True)(function),
    )


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """A kernel that Python calls: `compiled`, without the GIL, and kept in the cache on disk."""
    jit = numba.njit(nogil=True, fastmath=FASTMATH, error_model="numpy", cache=True)
    return cast(Callable[..., Any], jit(function))
