"""What the server answers, typed. docs/protocol.md and docs/experiments.md describe it."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, NotRequired, Self, TypedDict

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Losses = NDArray[np.float64]
GIVEN = ("source", "points", "sides", "class_names", "train_percent", "seed")


class Metrics(TypedDict):
    """Losses without penalty; accuracies are None for a regression."""

    train_loss: float
    test_loss: float
    train_accuracy: float | None
    test_accuracy: float | None
    learning_rate: float
    epochs_per_second: float


class Layer(TypedDict):
    """A hidden layer."""

    units: int
    activation: str


class Structure(TypedDict):
    """The network's shape."""

    features: list[str]
    layers: list[Layer]
    outputs: int
    parameters: int


class Divergence(TypedDict):
    """When and why training diverged."""

    epoch: int
    reason: str


class SessionObject(TypedDict):
    """A session as the server describes it; `id` and `url` only to whoever may steer it."""

    id: NotRequired[str]
    url: NotRequired[str]
    watch_id: str
    watch_url: str
    status: Literal["paused", "playing", "diverged"]
    speed: float | None
    task: Literal["classification", "regression"]
    classes: int
    label_scale: float
    config: dict[str, Any]
    epoch: int
    step: int
    engine: Literal["fused", "autograd"]
    pristine: bool
    divergence: Divergence | None
    metrics: Metrics
    structure: Structure


class ParameterChange(TypedDict):
    """One parameter by hand: layers count from 1 to the output layer, units and inputs from 0."""

    layer: int
    unit: int
    input: int | Literal["bias"]
    value: float


class Points(NamedTuple):
    """Rows of x1, x2, label: (n, 3) each."""

    train: Floats
    test: Floats

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """The arrays of an answer."""
        return cls(*(np.array(answer[name], np.float32).reshape(-1, 3) for name in cls._fields))


def given(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Points of one's own that the server has told of, in the form in which a config takes them."""
    return {name: answer[name] for name in GIVEN}


class History(NamedTuple):
    """The thinned losses of the whole run; three arrays of one length."""

    epochs: NDArray[np.int64]
    train_loss: Losses
    test_loss: Losses

    @classmethod
    def of(cls, answer: "HistoryObject") -> Self:
        """The arrays of an answer."""
        losses = (np.array(answer[name], np.float64) for name in ("train_loss", "test_loss"))
        return cls(np.array(answer["epochs"], np.int64), *losses)


class Stop(TypedDict, total=False):
    """When a run ends; `test_loss_below` and `accuracy_above` are its goal."""

    epochs: int
    test_loss_below: float | None
    accuracy_above: float | None
    patience: int | None
    seconds: float | None


class ExperimentObject(TypedDict):
    """A run or a sweep: what was asked for, and how far it has come."""

    id: str
    kind: Literal["run", "sweep"]
    status: Literal["running", "finished", "cancelled", "failed"]
    waiting: str | None
    created_at: float
    finished_at: float | None
    points: int
    runs: int
    done: int
    succeeded: int | None
    diverged: int
    config: dict[str, Any]
    grid: dict[str, list[Any]]
    random: dict[str, Any] | None
    seeds: int | list[int]
    stop: Stop


class Best(TypedDict):
    """The epoch with the lowest test loss."""

    epoch: int
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None


class Result(TypedDict):
    """One run: where it ended and why. `values` is what its point changes in the config, by dotted path."""

    run: int
    point: int
    values: dict[str, Any]
    seed: int
    reason: Literal["goal", "epochs", "patience", "seconds", "diverged"]
    succeeded: bool | None
    epochs: int
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    best: Best
    seconds: float


class HistoryObject(TypedDict):
    """Losses along the epochs, as lists of one length."""

    epochs: list[int]
    train_loss: list[float | None]
    test_loss: list[float | None]


class ResultDetails(Result):
    """One run with all that remains of it."""

    config: dict[str, Any]
    history: HistoryObject
    parameters: list[float]


class Rate(TypedDict):
    """A share with its 95 % Wilson interval."""

    rate: float
    low: float
    high: float


class Quartiles(TypedDict):
    """Where a quarter, a half and three quarters of the values lie below."""

    q1: float
    median: float
    q3: float


class Point(TypedDict):
    """What the seeds of a point say together, as far as they are done."""

    point: int
    values: dict[str, Any]
    runs: int
    success: Rate | None
    test_loss: Quartiles | None
    epochs_to_success: Quartiles | None
