"""An experiment: one config, or the points of a grid or a random search around it, each with several seeds.

Nothing is expanded in advance. The runs are numbered, the seeds of a point one after the other, and any of
them follows from its number alone.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tinkernet.base.validation import across_fields, plain, quoted
from tinkernet.config import FIELDS, Config, Integer
from tinkernet.errors import InvalidConfig, InvalidRequest
from tinkernet.experiments.axes import DATA, FEATURES, LAYERS, are_distinct, unfit
from tinkernet.wire.search import MAX_AXES, MAX_RUNS, RandomSearch, Seeds
from tinkernet.wire.stop import Stop

Values = dict[str, Any]
"""What a point changes in the base config, by dotted path."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an experiment, `index` among all; `config` has the point's values and the seed."""

    index: int
    point: int
    seed: int
    config: Config


class Experiment(BaseModel):
    """What is to be run: a config, the points around it, the seeds of each point, and when a run stops."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    config: Config = Field(default_factory=Config, description="the base: every field is optional")
    grid: Annotated[
        dict[str, Annotated[tuple[Any, ...], Field(min_length=1)]], Field(max_length=MAX_AXES)
    ] = Field(
        default_factory=dict,
        description="values of config fields by dotted path: every combination is a point",
        examples=[{"training.learning_rate": [0.01, 0.1], "network.hidden": [[4], [8, 8]]}],
    )
    random: RandomSearch | None = Field(None, description="a random search, in the place of a grid")
    seeds: Seeds = Field(
        (1,), description="values of network.seed for every point; a number n: 1 to n", examples=[32]
    )
    stop: Stop = Field(default_factory=Stop)
    max_runs: Annotated[Integer, Field(ge=1, le=MAX_RUNS)] = Field(
        10_000, description="refuse the experiment if it has more runs"
    )

    @model_validator(mode="after")
    def _is_within_limits(self) -> Self:
        if self.grid and self.random is not None:
            raise across_fields("give either a grid or a random search")
        if self.runs > self.max_runs:
            raise across_fields(f"there would be {quoted(self.runs)} runs, more than {self.max_runs}")
        return self

    @property
    def points(self) -> int:
        """The number of points."""
        return math.prod(map(len, self.grid.values())) if self.random is None else self.random.points

    @property
    def runs(self) -> int:
        """The number of runs."""
        return self.points * len(self.seeds)

    @property
    def axes(self) -> tuple[str, ...]:
        """The dotted paths of the fields that differ between points."""
        return tuple(self.grid if self.random is None else self.random.distributions)

    @property
    def engines(self) -> set[str]:
        """The engines that its runs may name."""
        is_axis = "training.engine" in self.axes
        return set(self.choices("training.engine") if is_axis else [self.config.training.engine])

    def values(self, point: int) -> Values:
        """What a point changes; the last axis of a grid changes fastest."""
        if self.random is not None:
            draws = np.random.Generator(np.random.PCG64([self.random.seed, point]))
            return {path: one.value(draws.random()) for path, one in self.random.distributions.items()}
        values = {}
        for path, choices in reversed(self.grid.items()):
            point, place = divmod(point, len(choices))
            values[path] = choices[place]
        return dict(reversed(values.items()))

    def run(self, index: int) -> Run:
        """The run with this number."""
        point, place = divmod(index, len(self.seeds))
        seed = self.seeds[place]
        config = self.with_values({**self.values(point), "network.seed": seed})
        return Run(index, point, seed, config)

    def with_values(self, values: Values) -> Config:
        """The base with the values of some fields.

        Raises:
            InvalidConfig: there is no such field, or a value is not valid.
        """
        return self.config.merged(change_of(values))

    def check(self) -> None:
        """Makes sure that every run has a valid config, without going through all of them.

        Raises:
            InvalidConfig: there is no such field, or a value is not valid or does not fit the others.
            InvalidRequest: the stop condition does not fit a task.
        """
        if "network.seed" in self.axes:
            raise InvalidRequest(
                "network.seed comes from seeds: give them there", _axis("network.seed", self)
            )
        axes = {path: self.choices(path) for path in self.axes}
        for path, values in axes.items():
            if self._is_list(path) and not are_distinct(values):
                raise InvalidRequest("each of the values may be given once", _axis(path, self))
        first = {path: values[0] for path, values in axes.items()}
        self._check_values(first)
        groups = [DATA, LAYERS, FEATURES] if self._names_activations_by_layer else [DATA, FEATURES]
        for group in groups:
            coupled = [path for path in group if path in axes]
            for values in itertools.product(*map(axes.__getitem__, coupled)):
                self._check_values({**first, **dict(zip(coupled, values, strict=True))})
        for path in set(axes).difference(*groups):
            for value in unfit(path, axes[path]):
                self._check_values({**first, path: value})

    def _is_list(self, path: str) -> bool:
        """Whether the values of an axis are given one by one, not as a range."""
        return self.random is None or self.random.distributions[path].values is not None

    @property
    def _names_activations_by_layer(self) -> bool:
        """Whether some list of activations must be as long as the list of layers."""
        base = self.config.network.activation
        named = self.choices("network.activation") if "network.activation" in self.axes else [base]
        return not all(isinstance(one, str) for one in named)

    def choices(self, path: str) -> tuple[Any, ...]:
        """The values of an axis, or, of a range that is drawn from, its ends."""
        if self.random is None:
            return self.grid[path]
        return self.random.distributions[path].extremes

    def _check_values(self, values: Values) -> None:
        try:
            config = self.with_values(values)
        except InvalidConfig as error:
            field = next((path for path in values if error.field and error.field.startswith(path)), None)
            raise InvalidConfig(error.message, _axis(field, self) if field else error.field) from None
        self.stop.check(config)


def change_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The change of a config that gives some fields, by dotted path, these values.

    Raises:
        InvalidConfig: there is no such field.
    """
    change: dict[str, Any] = {}
    for path, value in values.items():
        if path not in FIELDS:
            raise InvalidConfig(f"there is no field {quoted(path)} in a config", plain(path))
        section, _, field = path.partition(".")
        if field:
            change.setdefault(section, {})[field] = value
        else:
            change[section] = value
    return change


def _axis(path: str, experiment: Experiment) -> str:
    """Where an axis stands in the body of a request."""
    return f"grid.{path}" if experiment.random is None else f"random.distributions.{path}"
