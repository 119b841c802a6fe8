"""Arrays and records at addresses, for kernels that are bound once to memory whose owner keeps it alive."""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba import carray, types  # type: ignore[attr-defined]
from numba.extending import intrinsic

from tinkernet.nn.simd.compiled import compiled


def pointer_to(kind: Any) -> Callable[..., Any]:
    """A compiled function from an address to a pointer to a numba type."""

    @intrinsic
    def pointer(_context: Any, address: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

        return types.CPointer(kind)(types.int64), code  # type: ignore[no-untyped-call]

    return pointer


def pointer_to_record(dtype: np.dtype[Any]) -> Callable[..., Any]:
    """The same to a record."""
    return pointer_to(numba.from_dtype(dtype))


_floats, _doubles = pointer_to(types.float32), pointer_to(types.float64)
_integers, _long_integers = pointer_to(types.int32), pointer_to(types.int64)


@compiled
def floats_at(address: Any, shape: Any) -> Any:
    """float32 numbers."""
    return carray(_floats(address), shape)


@compiled
def doubles_at(address: Any, shape: Any) -> Any:
    """float64 numbers."""
    return carray(_doubles(address), shape)


@compiled
def integers_at(address: Any, shape: Any) -> Any:
    """int32 numbers."""
    return carray(_integers(address), shape)


@compiled
def long_integers_at(address: Any, shape: Any) -> Any:
    """int64 numbers."""
    return carray(_long_integers(address), shape)
