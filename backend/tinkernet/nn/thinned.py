"""A record along the epochs whose size stays bounded however long the training runs."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Thinned(Generic[T]):
    """Entries at multiples of a stride; beyond `capacity` every other one is dropped and the stride doubles.

    Which epochs are kept depends on the epochs alone, not on the chunks in which training ran.
    """

    def __init__(self, capacity: int) -> None:
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
        return (epoch // self.stride + 1) * self.stride

    @property
    def room(self) -> int:
        """How many more entries there may be before the stride doubles."""
        return self._capacity - len(self._entries)

    def is_due(self, epoch: int) -> bool:
        return epoch % self.stride == 0

    def add(self, epoch: int, entry: T) -> None:
        self._entries[epoch] = entry
        while len(self._entries) > self._capacity:
            self.stride *= 2
            self._entries = {e: kept for e, kept in self._entries.items() if e % self.stride == 0}

    def cut(self, epoch: int) -> None:
        """Drops what lies after `epoch`."""
        self._entries = {e: kept for e, kept in self._entries.items() if e <= epoch}
