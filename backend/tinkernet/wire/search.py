"""What an experiment varies: the seeds of each point, and the points of a random search."""

import math
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

from tinkernet.base.validation import across_fields, quoted
from tinkernet.config import Integer, Number, Seed

DistributionName = Literal["uniform", "log_uniform", "integer", "choice"]
MAX_RUNS = 100_000
MAX_SEEDS = 10_000
MAX_AXES = 16


def _counted(value: object) -> object:
    """The seeds 1 … n for a number n."""
    if isinstance(value, list | tuple):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        raise across_fields(f"seeds must be a whole number or a list of them, got {quoted(value)}")
    if not 1 <= value <= MAX_SEEDS:
        raise across_fields(f"seeds must be between 1 and {MAX_SEEDS}, or a list, got {quoted(value)}")
    return tuple(range(1, value + 1))


def _distinct(seeds: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(seeds)) < len(seeds):
        raise across_fields("each of the seeds may be given once")
    return seeds


def _count(seeds: tuple[int, ...]) -> int | list[int]:
    """The shortest form of seeds: their number if they are 1 … n."""
    return len(seeds) if seeds == tuple(range(1, len(seeds) + 1)) else list(seeds)


Seeds = Annotated[
    tuple[Seed, ...],
    Field(min_length=1, max_length=MAX_SEEDS),
    BeforeValidator(_counted, json_schema_input_type=int | list[int]),
    AfterValidator(_distinct),
    PlainSerializer(_count, return_type=int | list[int]),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Distribution(_Part):
    """Where a random search draws the values of one field from."""

    distribution: DistributionName
    low: Number | None = Field(None, description="of uniform, log_uniform and integer")
    high: Number | None = Field(None, description="of the same; integer includes it")
    values: Annotated[tuple[Any, ...], Field(min_length=1, max_length=MAX_RUNS)] | None = Field(
        None, description="of choice"
    )

    @model_validator(mode="after")
    def _fields_fit(self) -> Self:
        if self.distribution == "choice":
            if self.values is None or self.low is not None or self.high is not None:
                raise across_fields("choice needs values, and neither low nor high")
            return self
        if self.low is None or self.high is None or self.values is not None:
            raise across_fields(f"{self.distribution} needs low and high, and no values")
        if not self.low < self.high:
            raise across_fields(f"high must be more than low ({quoted(self.low)}), got {quoted(self.high)}")
        if self.distribution == "log_uniform" and self.low <= 0:
            raise across_fields(f"low of log_uniform must be more than 0, got {quoted(self.low)}")
        if self.distribution == "integer" and not (self.low.is_integer() and self.high.is_integer()):
            raise across_fields("low and high of integer must be whole numbers")
        return self

    @property
    def extremes(self) -> tuple[Any, ...]:
        """Values of which every other one lies between two, or all there are."""
        if self.values is not None:
            return self.values
        return self._number(0.0), self._number(1.0)

    def value(self, u: float) -> Any:
        """The value at a share u in [0, 1) of the distribution."""
        return self.values[int(u * len(self.values))] if self.values is not None else self._number(u)

    def _number(self, u: float) -> float | int:
        assert self.low is not None
        assert self.high is not None
        if self.distribution == "integer":
            return int(min(self.low + math.floor(u * (self.high - self.low + 1)), self.high))
        if self.distribution == "log_uniform":
            drawn = math.exp(math.log(self.low) + u * (math.log(self.high) - math.log(self.low)))
            return min(max(drawn, self.low), self.high)
        return self.low + u * (self.high - self.low)


class RandomSearch(_Part):
    """Points drawn at random, every field from a distribution of its own."""

    points: Annotated[Integer, Field(ge=1, le=MAX_RUNS)] = Field(description="how many points are drawn")
    seed: Seed = Field(1, description="of the draws")
    distributions: Annotated[dict[str, Distribution], Field(min_length=1, max_length=MAX_AXES)] = Field(
        description="by dotted path",
        examples=[{"training.learning_rate": {"distribution": "log_uniform", "low": 0.001, "high": 1}}],
    )
