"""Numbers drawn from a seed and a counter: 32 bits, which JavaScript multiplies by `Math.imul`."""

from collections.abc import Sequence
from typing import TypeVar

MASK = 0xFFFFFFFF
SPREAD, MUR_1, MUR_2 = 0x9E3779B9, 0x85EBCA6B, 0xC2B2AE35

Item = TypeVar("Item")


def mixed(x: int) -> int:
    """The finaliser of MurmurHash3."""
    x &= MASK
    x = ((x ^ (x >> 16)) * MUR_1) & MASK
    x = ((x ^ (x >> 13)) * MUR_2) & MASK
    return x ^ (x >> 16)


class Draw:
    """A run of numbers that the seed decides."""

    def __init__(self, seed: int) -> None:
        self._key = mixed(seed + SPREAD)
        self._count = 0

    def below(self, most: int) -> int:
        """A whole number from 0 on that is less than this."""
        self._count += 1
        return (mixed(self._key + self._count * SPREAD) * most) >> 32

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + self.below(high - low + 1)

    def one(self, items: Sequence[Item]) -> Item:
        """One of several."""
        return items[self.below(len(items))]


def shuffled(count: int, seed: int) -> list[int]:
    """The numbers below `count` in an order that the seed decides (Fisher-Yates, from the end)."""
    draw, order = Draw(seed), list(range(count))
    for place in range(count - 1, 0, -1):
        other = draw.below(place + 1)
        order[place], order[other] = order[other], order[place]
    return order
