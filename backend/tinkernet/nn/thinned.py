"""A record along the epochs whose size stays bounded however long the training runs."""

import sys
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Thinned(Generic[T]):
    """At most `capacity` entries, at multiples of a stride that doubles whenever there would be more.

    Which epochs are kept depends on the epochs alone, not on the chunks in which training ran, nor on whether
    it went back from a later one; only what was dropped up to then stays missing.
    """

    def __init__(self, capacity: int) -> None:
        """`capacity` is even, so that the stride doubles at an epoch that both strides record; 0: nothing."""
        assert capacity % 2 == 0
        self._capacity = capacity
        self._entries: dict[int, T] = {}
        self.stride = 1

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, epoch: int) -> T:
        return self._entries[epoch]

    def __iter__(self) -> Iterator[int]:
        return iter(self._entries)

    def values(self) -> Iterator[T]:
        return iter(self._entries.values())

    def next_due(self, epoch: int) -> int:
        """The first epoch after `epoch` that is to be recorded."""
        return (epoch // self.stride + 1) * self.stride if self._capacity else sys.maxsize

    @property
    def doubling(self) -> int:
        """The epoch at which the stride doubles."""
        return self._capacity * self.stride

    def is_due(self, epoch: int) -> bool:
        return self._capacity > 0 and epoch % self.stride == 0

    def add(self, epoch: int, entry: T) -> None:
        self._thin(epoch)
        self._entries[epoch] = entry

    def due(self, epochs: range) -> slice:
        """Which of evenly spaced epochs, multiples of their spacing, are kept once the last is recorded."""
        self._thin(epochs[-1])
        return slice((-epochs.start % self.stride) // epochs.step, None, max(1, self.stride // epochs.step))

    def extend(self, epochs: range, entries: Iterable[T]) -> None:
        """Adds entries at epochs that are due."""
        self._entries.update(zip(epochs, entries, strict=True))

    def cut(self, epoch: int) -> None:
        """Drops what lies after `epoch`; the stride becomes that of a run up to there."""
        self._entries = {e: kept for e, kept in self._entries.items() if e <= epoch}
        while self.stride > 1 and epoch < self.doubling // 2:
            self.stride //= 2
        self._thin(epoch)

    def _thin(self, epoch: int) -> None:
        while self._capacity and epoch >= self.doubling:
            self.stride *= 2
            self._entries = {e: kept for e, kept in self._entries.items() if e % self.stride == 0}
