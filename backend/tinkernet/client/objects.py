"""What the server answers, typed. docs/protocol.md describes it."""

from typing import Any, Literal, NamedTuple, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Losses = NDArray[np.float64]


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


class History(NamedTuple):
    """The thinned losses of the whole run; three arrays of one length."""

    epochs: NDArray[np.int64]
    train_loss: Losses
    test_loss: Losses
