"""Runs and sweeps as the outside sees them: how far they have come, and what has come of them."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tinkernet.config import Config
from tinkernet.wire.reading import Losses, Shares
from tinkernet.wire.search import RandomSearch, Seeds
from tinkernet.wire.stop import Stop

ExperimentKind = Literal["run", "sweep"]
ExperimentStatus = Literal["running", "finished", "cancelled", "failed"]
Reason = Literal["goal", "epochs", "patience", "seconds", "diverged"]
ClassShares = Shares | None
EXAMPLE_STOP = {"epochs": 500, "test_loss_below": 0.01}
EXAMPLE_RUN = {"config": {"data": {"dataset": "xor"}}, "seeds": 32, "stop": EXAMPLE_STOP}
EXAMPLE_SWEEP = {
    **EXAMPLE_RUN,
    "grid": {"training.learning_rate": [0.01, 0.03, 0.1], "network.hidden": [[4], [4, 2]]},
}


class NewRun(BaseModel):
    """A config to be run with one or more seeds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    config: Config = Field(default_factory=Config, description="every field is optional")
    seeds: Seeds = Field((1,), description="values of network.seed; a number n: 1 to n")
    stop: Stop = Field(default_factory=Stop)


class ExperimentNews(BaseModel):
    """How far an experiment has come."""

    id: str
    kind: ExperimentKind
    status: ExperimentStatus
    waiting: str | None = Field(description="why nothing is trained at present; null: nothing is in the way")
    created_at: float = Field(description="seconds since 1970")
    finished_at: float | None
    points: int
    runs: int
    done: int
    succeeded: int | None = Field(description="runs that reached the goal; null: there is none")
    diverged: int


class ExperimentState(ExperimentNews):
    """What was asked for, and how far it has come."""

    config: Config
    grid: dict[str, list[Any]]
    random: RandomSearch | None
    seeds: int | list[int]
    stop: Stop


class Experiments(BaseModel):
    """A page of experiments, and how many there are on all pages."""

    total: int
    experiments: list[ExperimentState]


class Best(BaseModel):
    """The epoch with the lowest test loss."""

    epoch: int
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None


class Result(BaseModel):
    """One run: where it ended and why."""

    run: int
    point: int
    values: dict[str, Any] = Field(description="what the point changes in the config, by dotted path")
    seed: int
    reason: Reason = Field(description="what ended it")
    succeeded: bool | None = Field(description="null: there is no goal")
    epochs: int = Field(description="epochs taken; to success, where it succeeded")
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    best: Best
    seconds: float
    train_recall: ClassShares = Field(description="at the end; null for a regression")
    test_recall: ClassShares = Field(description="null where there is no test data, too")
    train_precision: ClassShares
    test_precision: ClassShares


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % Wilson interval."""

    rate: float
    low: float
    high: float


class Results(BaseModel):
    """A page of results, and how many there are on all pages."""

    total: int
    success: Rate | None
    """Of those on all pages; None where the stop condition has no goal, or there are none."""
    results: list[Result]


class History(Losses):
    """The thinned losses of a run."""


class RunHistory(History):
    """The thinned losses of one run among others."""

    run: int


class Histories(BaseModel):
    """A page of losses, and how many runs there are on all pages."""

    total: int
    histories: list[RunHistory]


class ResultDetails(Result):
    """One run with all that remains of it."""

    config: Config
    history: History
    parameters: list[float] = Field(description="layer by layer, weight (out x in, row by row), then bias")


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Where a quarter, a half and three quarters of the values lie below."""

    q1: float
    median: float
    q3: float


class Point(BaseModel):
    """A point's seeds together, as far as they are done."""

    point: int
    values: dict[str, Any]
    runs: int
    success: Rate | None = Field(description="null: there is no goal, or no run is done")
    test_loss: Quartiles | None
    epochs_to_success: Quartiles | None = Field(description="null: no run succeeded")


class Points(BaseModel):
    """A page of points, and how many there are on all pages."""

    total: int
    points: list[Point]
