"""A table of compiled functions as one compiled function."""

from collections.abc import Callable, Iterable
from typing import Any

from tinkernet.nn.simd.compiled import compiled


def choice(entries: Iterable[Callable[..., Any]]) -> Callable[..., Any]:
    """`chosen(code, …)`, compiled: calls the entry of that number. The chain of ifs is built from a table."""
    *before, last = entries

    @compiled
    def otherwise(code: Any, *arguments: Any) -> Any:
        return last(*arguments)

    chain = otherwise
    for number in reversed(range(len(before))):
        chain = _link(number, before[number], chain)
    return chain


def _link(number: int, entry: Callable[..., Any], rest: Callable[..., Any]) -> Callable[..., Any]:
    @compiled
    def chosen(code: Any, *arguments: Any) -> Any:
        if code == number:
            return entry(*arguments)
        return rest(code, *arguments)

    return chosen
