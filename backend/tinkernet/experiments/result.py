"""What remains of a run."""

from dataclasses import dataclass
from typing import Literal

from tinkernet.config import Config
from tinkernet.nn.state import Array
from tinkernet.nn.views import History, Metrics

Reason = Literal["goal", "epochs", "patience", "seconds", "diverged"]

BOUNDARY_RESOLUTION = 50
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
    boundary: Array
    """What is predicted over the plane at the end: (50, 50), or (K, 50, 50); row 0 is x2 = +6."""
    seconds: float
    """Seconds of training."""

    @property
    def epochs(self) -> int:
        """Epochs taken."""
        return self.metrics.epoch
