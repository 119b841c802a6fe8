"""What a Trainer tells about itself: plain frozen values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import ActivationName, Config, FeatureName, PointSet
from tinkernet.errors import InvalidParameter, NotFound
from tinkernet.nn.network import Architecture
from tinkernet.nn.state import RUNAWAY, Ending, Split, TrainingState

_REASONS = {
    Ending.PARAMETERS_RAN_AWAY: "the parameters have run away",
    Ending.LOSS_RAN_AWAY: "the training loss has run away",
}


class Metrics(NamedTuple):
    """Losses without penalty; accuracies are shares of right classes, None for a regression.

    Where there is no test data, its loss and its accuracy are None.
    """

    train_loss: float
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    learning_rate: float
    """Of the next update."""
    epoch: int
    step: int

    @classmethod
    def of(cls, row: Sequence[float], split: Split, learning_rate: float, epoch: int, step: int) -> "Metrics":
        """What a row says of the points of a split."""
        train_loss, test_loss, train_right, test_right = row
        has_classes, tested = split.points.classes > 0, split.test.count
        return cls(
            train_loss,
            test_loss if tested else None,
            train_right / split.train.count if has_classes else None,
            test_right / tested if has_classes and tested else None,
            learning_rate,
            epoch,
            step,
        )

    @property
    def losses(self) -> tuple[float, float]:
        """Of training and test, as a record of numbers has them: nan where there is no test data."""
        return self.train_loss, math.nan if self.test_loss is None else self.test_loss


@dataclass(frozen=True, slots=True)
class History:
    """The thinned record of the losses; three arrays of one length. A test loss that there is not is nan."""

    epochs: NDArray[np.int64]
    train_loss: NDArray[np.float64]
    test_loss: NDArray[np.float64]

    def ending(self, last: Metrics) -> "History":
        """The same, with the losses of its last epoch, where they were thinned out."""
        if last.epoch == self.epochs[-1]:
            return self
        train, test = last.losses
        return History(
            np.append(self.epochs, last.epoch),
            np.append(self.train_loss, train),
            np.append(self.test_loss, test),
        )


@dataclass(frozen=True, slots=True)
class Divergence:
    """Training ran away in `epoch`; the state is back at the last good one."""

    epoch: int
    reason: str

    @classmethod
    def of(cls, state: TrainingState, ending: Ending) -> "Divergence":
        """By the end of the epoch that `state` is in or has just ended."""
        return cls(state.epoch + (state.position > 0), _REASONS[ending])


@dataclass(frozen=True, slots=True)
class Points:
    """Rows x1, x2, label (n, 3) each, in the units of the set that they are of.

    They are float32, as the network has them; where the units are others than its own, float64.
    """

    train: NDArray[np.floating[Any]]
    test: NDArray[np.floating[Any]]
    whole: PointSet
    is_own: bool
    """Whether they are points of one's own, not drawn."""

    @classmethod
    def of(cls, config: Config, split: Split) -> "Points":
        """Those of a config, which are split already."""
        whole, is_own = split.points, isinstance(config.data, PointSet)
        if whole.units.is_identity:
            return cls(split.train.points, split.test.points, whole, is_own)
        return cls(whole.values[whole.sides], whole.values[~whole.sides], whole, is_own)


@dataclass(frozen=True, slots=True)
class HiddenLayer:
    units: int
    activation: ActivationName


@dataclass(frozen=True, slots=True)
class Structure:
    """The network's shape; `parameters` is their number."""

    features: tuple[FeatureName, ...]
    layers: tuple[HiddenLayer, ...]
    outputs: int
    parameters: int

    @classmethod
    def of(cls, architecture: Architecture) -> "Structure":
        layers = tuple(HiddenLayer(layer.units, layer.activation) for layer in architecture.hidden)
        return cls(architecture.features, layers, architecture.outputs, architecture.parameters)


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """One parameter by hand: layers count from 1 to H+1 (output), units and inputs from 0."""

    layer: int
    unit: int
    input: int | Literal["bias"]
    value: float

    def index(self, architecture: Architecture) -> int:
        """Where the parameter lies in the flat array.

        Raises:
            InvalidParameter: there is no such parameter, or the value is not finite or beyond ±1e6.
        """
        if not 1 <= self.layer <= len(architecture.layers):
            raise InvalidParameter(
                f"layer must be between 1 and {len(architecture.layers)}, got {self.layer}", "layer"
            )
        layer = architecture.layers[self.layer - 1]
        if not 0 <= self.unit < layer.units:
            raise InvalidParameter(f"unit must be between 0 and {layer.units - 1}, got {self.unit}", "unit")
        if not abs(self.value) <= RUNAWAY:
            raise InvalidParameter("value must be a number between -1000000 and 1000000", "value")
        if self.input == "bias":
            return layer.end_of_weights + self.unit
        if not 0 <= self.input < layer.inputs:
            allowed = f"'bias' or between 0 and {layer.inputs - 1}" if layer.inputs else "'bias'"
            raise InvalidParameter(f"input must be {allowed}, got {self.input}", "input")
        return layer.offset + self.unit * layer.inputs + self.input


def indices(changes: Sequence[ParameterChange], architecture: Architecture) -> list[int]:
    """The flat indices of several changes; raises `InvalidParameter` for the first that names none."""
    return [change.index(architecture) for change in changes]


def unit_number(name: str, architecture: Architecture) -> int:
    """The number, through all layers, of the unit called `layer-unit`, such as `1-0`.

    Raises:
        NotFound: there is no such unit.
    """
    layer, _, unit = name.partition("-")
    if layer.isdecimal() and unit.isdecimal() and len(name) < 8:
        sizes = [entry.units for entry in architecture.layers]
        if 1 <= int(layer) <= len(sizes) and int(unit) < sizes[int(layer) - 1]:
            return sum(sizes[: int(layer) - 1]) + int(unit)
    raise NotFound(
        f"there is no such unit; units are named layer-unit, from 1-0 to {_last(architecture)}", "unit"
    )


def _last(architecture: Architecture) -> str:
    return f"{len(architecture.layers)}-{architecture.outputs - 1}"
