"""A figure: what was measured, against what, and what was hoped for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.server import Server, started_server


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a figure is compared with, measured in the same run unless it is a constant of nature."""

    what: str
    value: float


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on the ratio to the yardstick, or on the value itself."""

    sense: Literal["at least", "at most"]
    bound: float
    on: Literal["ratio", "value"] = "ratio"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the report."""

    name: str
    what: str
    value: float
    unit: str
    statistic: str
    """How the value came out of the rounds: `best of 9 rounds`."""
    goal: Goal
    yardstick: Yardstick | None = None
    details: Mapping[str, float] = field(default_factory=dict)
    """Further numbers of the same measurement; their names carry the units."""

    @property
    def ratio(self) -> float | None:
        """The value over its yardstick."""
        return None if self.yardstick is None else self.value / self.yardstick.value

    @property
    def compared(self) -> float:
        """The number that the goal speaks of."""
        if self.goal.on == "value":
            return self.value
        assert self.ratio is not None, f"the goal of {self.name} needs a yardstick"
        return self.ratio

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        if self.goal.sense == "at least":
            return self.compared >= self.goal.bound
        return self.compared <= self.goal.bound


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: enough for stable figures, or `quick`, to see that everything works."""

    quick: bool = False
    soak: float = 30.0
    """Seconds over which the server's memory is watched."""
    shared: Server | None = None
    """One for all benchmarks that need no server of their own."""

    @contextmanager
    def warm_server(self) -> Iterator[Server]:
        """A server with compiled kernels: the shared one, else one that ends with the context."""
        with nullcontext(self.shared) if self.shared else started_server() as server:
            server.wait_for_kernels()
            yield server

    def of(self, thorough: int, quick: int) -> int:
        """One of two numbers of rounds, repetitions or viewers."""
        return quick if self.quick else thorough

    @property
    def seconds(self) -> float:
        """How long one load on the server is measured."""
        return 0.3 if self.quick else 5.0

    @property
    def warmup(self) -> float:
        """Seconds of a load before it is measured."""
        return 0.1 if self.quick else 1.0

    @property
    def pause(self) -> float:
        """Seconds between two commands of one player."""
        return 0.1 if self.quick else 1.0


Benchmark = Callable[[Effort], Iterator[Figure]]
