"""What remains of a run."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tinkernet.config import Config
from tinkernet.nn import maps
from tinkernet.nn.fused import FusedEngine
from tinkernet.nn.network import Architecture
from tinkernet.nn.state import Array, Samples, TrainingState
from tinkernet.nn.views import History, Metrics

Reason = Literal["goal", "epochs", "patience", "seconds", "diverged"]

HISTORY_CAPACITY = 256


@dataclass(frozen=True, slots=True)
class RunResult:
    """One config trained to its stop condition, and where it has come to."""

    config: Config
    reason: Reason
    """What ended the run."""
    succeeded: bool | None
    """Whether the goal was reached, at the last epoch; None: the stop condition has no goal."""
    metrics: Metrics
    """At the end; of a run that diverged, at its last good epoch."""
    best: Metrics
    """At the epoch with the lowest test loss."""
    history: History
    """Losses along the epochs, thinned to at most 256 and the last."""
    parameters: Array
    """The parameters (P,) at the end, float32, in the flat layout of `nn/network.py`."""
    seconds: float
    """Seconds of training."""

    @property
    def epochs(self) -> int:
        """Epochs taken."""
        return self.metrics.epoch

    def boundary(self, resolution: int = 100) -> Array:
        """What is predicted over the plane at the end: (R, R), for K classes (K, R, R); row 0 is x2 = +6."""
        return boundary(self.config, self.parameters, resolution)


def boundary(config: Config, parameters: Array, resolution: int) -> Array:
    """What a network with these parameters (P,) predicts over the plane: (R, R), for K classes (K, R, R)."""
    architecture = Architecture.of(config)
    flat = architecture.zeros()
    flat[: architecture.parameters] = parameters
    nowhere = Samples.of(config, np.zeros((1, 3)))
    engine = FusedEngine(config, architecture, nowhere, TrainingState.starting_at(flat))
    return maps.boundary(engine, config, resolution)
