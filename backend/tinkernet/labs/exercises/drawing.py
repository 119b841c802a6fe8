"""How the numbers of an exercise are drawn."""

from collections.abc import Callable

from tinkernet.labs.draws import Draw
from tinkernet.labs.tasks import Numbers, Quantity


def numbers(**drawn: Callable[[Draw], float]) -> Callable[[Draw], Numbers]:
    """Draws each of these numbers."""
    return lambda draw: {name: one(draw) for name, one in drawn.items()}


def whole(low: int, high: int, *without: int) -> Callable[[Draw], float]:
    """A whole number between these, but none of those."""
    return one_of(*(number for number in range(low, high + 1) if number not in without))


def one_of(*choices: float) -> Callable[[Draw], float]:
    """One of these numbers."""
    return lambda draw: draw.one(choices)


def constant(number: float) -> Quantity:
    """The same number always."""
    return lambda _: number
