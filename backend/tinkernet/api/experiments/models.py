"""The bodies of runs and sweeps."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tinkernet.config import Config
from tinkernet.experiments.details import Details
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.schema import SavedResult
from tinkernet.experiments.stop import Stop
from tinkernet.experiments.summary import Ending, Summary, summary
from tinkernet.experiments.sweep import Experiment, RandomSearch, Seeds
from tinkernet.nn import results as nn

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

    def experiment(self) -> Experiment:
        """The same as an experiment of one point."""
        return Experiment(config=self.config, seeds=self.seeds, stop=self.stop)


class ExperimentNews(BaseModel):
    """How far an experiment has come."""

    id: str
    kind: Literal["run", "sweep"]
    status: Literal["running", "finished", "cancelled", "failed"]
    waiting: str | None = Field(description="why nothing is trained at present; null: nothing is in the way")
    created_at: float = Field(description="seconds since 1970")
    finished_at: float | None
    points: int
    runs: int
    done: int
    succeeded: int | None = Field(description="runs that reached the goal; null: there is none")
    diverged: int

    @classmethod
    def of(cls, progress: Progress) -> dict[str, Any]:
        """As plain values."""
        saved, experiment, counts = progress.saved, progress.experiment, progress.counts
        return {
            "id": saved.id,
            "kind": saved.kind,
            "status": saved.status,
            "waiting": progress.waiting,
            "created_at": saved.created_at,
            "finished_at": saved.finished_at,
            "points": experiment.points,
            "runs": saved.runs,
            "done": counts.done,
            "succeeded": counts.succeeded if experiment.stop.has_goal else None,
            "diverged": counts.diverged,
        }


class ExperimentState(ExperimentNews):
    """What was asked for, and how far it has come."""

    config: dict[str, Any]
    grid: dict[str, list[Any]]
    random: RandomSearch | None
    seeds: int | list[int]
    stop: Stop

    @classmethod
    def of(cls, progress: Progress) -> dict[str, Any]:
        """As plain values."""
        asked = progress.experiment.model_dump(mode="json", exclude={"max_runs"})
        return {**ExperimentNews.of(progress), **asked}


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
    reason: Literal["goal", "epochs", "patience", "seconds", "diverged"] = Field(description="what ended it")
    succeeded: bool | None = Field(description="null: there is no goal")
    epochs: int = Field(description="epochs taken; to success, where it succeeded")
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    best: Best
    seconds: float

    @classmethod
    def of(cls, row: SavedResult, experiment: Experiment) -> dict[str, Any]:
        """As plain values."""
        plain = {name: getattr(row, name) for name in cls.model_fields if name not in ("values", "best")}
        best = {name: getattr(row, f"best_{name}") for name in Best.model_fields}
        return {**plain, "values": experiment.values(row.point), "best": best}


class Results(BaseModel):
    """A page of results, and how many there are on all pages."""

    total: int
    results: list[Result]


class History(BaseModel):
    """The thinned losses of a run."""

    epochs: list[int]
    train_loss: list[float | None]
    test_loss: list[float | None]


class RunHistory(History):
    """The thinned losses of one run among others."""

    run: int


class Histories(BaseModel):
    """A page of losses, and how many runs there are on all pages."""

    total: int
    histories: list[RunHistory]


class ResultDetails(Result):
    """One run with all that remains of it."""

    config: dict[str, Any]
    history: History
    parameters: list[float] = Field(description="layer by layer, weight (out x in, row by row), then bias")


class Quartiles(BaseModel):
    """Where a quarter, a half and three quarters of the values lie below."""

    q1: float
    median: float
    q3: float


class Rate(BaseModel):
    """A share with its 95 % Wilson interval."""

    rate: float
    low: float
    high: float


class Point(BaseModel):
    """A point's seeds together, as far as they are done."""

    point: int
    values: dict[str, Any]
    runs: int
    success: Rate | None = Field(description="null: there is no goal, or no run is done")
    test_loss: Quartiles | None
    epochs_to_success: Quartiles | None = Field(description="null: no run succeeded")

    @classmethod
    def of(cls, point: int, experiment: Experiment, endings: list[Ending]) -> dict[str, Any]:
        """As plain values."""
        found = summary(endings)
        body = {"point": point, "values": experiment.values(point)}
        return {**body, **(_EMPTY if found is None else _summary(found))}


class Points(BaseModel):
    """A page of points, and how many there are on all pages."""

    total: int
    points: list[Point]


_EMPTY = {"runs": 0, "success": None, "test_loss": None, "epochs_to_success": None}


def _summary(found: Summary) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _EMPTY}


def details(row: SavedResult, experiment: Experiment, found: Details) -> dict[str, Any]:
    """`ResultDetails` as plain values; parameters and losses are still arrays."""
    return {
        **Result.of(row, experiment),
        "config": experiment.run(row.run).config.model_dump(mode="json"),
        "history": losses(found.history),
    }


def losses(history: nn.History) -> dict[str, list[Any]]:
    """`History` as plain values."""
    return {
        "epochs": history.epochs.tolist(),
        "train_loss": history.train_loss.tolist(),
        "test_loss": history.test_loss.tolist(),
    }
