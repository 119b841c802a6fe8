"""A table of compiled functions as one compiled function."""

from collections.abc import Callable, Iterable
from typing import Any

from tinkernet.nn.simd.compiled import compiled


def choice(entries: Iterable[Callable[..., Any] | None]) -> Callable[..., Any]:
    """`chosen(code, …)`, compiled: calls the entry of that number. The chain of ifs is built from a table.

    None stands where a number is never asked for. The arguments are numbers and vectors: numba would count
    the references to arrays at every call.
    """
    *before, (_, last) = [(number, entry) for number, entry in enumerate(entries) if entry is not None]

    @compiled
    def otherwise(code: Any, *arguments: Any) -> Any:
        return last(*arguments)

    chain = otherwise
    for number, entry in reversed(before):
        chain = _link(number, entry, chain)
    return chain


def _link(number: int, entry: Callable[..., Any], rest: Callable[..., Any]) -> Callable[..., Any]:
    @compiled
    def chosen(code: Any, *arguments: Any) -> Any:
        if code == number:
            return entry(*arguments)
        return rest(code, *arguments)

    return chosen
