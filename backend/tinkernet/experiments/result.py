"""What remains of a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinkernet.config import Config
from tinkernet.nn import maps
from tinkernet.nn.confusion import Confusions
from tinkernet.nn.fused.engine import FusedForward
from tinkernet.nn.network import Architecture
from tinkernet.nn.results import History, Metrics
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import Array
from tinkernet.wire.experiment import Reason

HISTORY_CAPACITY = 256


@dataclass(frozen=True, slots=True)
class RunResult:
    """One config trained to its stop condition, and where it has come to."""

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
    snapshot: Snapshot
    """Where training stands at the end; of a run that diverged, at its last good epoch."""
    seconds: float
    """Seconds of training."""
    confusion: Confusions
    """Which classes are taken for which at the end."""

    @property
    def config(self) -> Config:
        """What was trained."""
        return self.snapshot.config

    @property
    def parameters(self) -> Array:
        """The parameters (P,) at the end, float32, in the flat layout of `nn/network.py`."""
        return self.snapshot.state.flat[: Architecture.of(self.config).parameters]

    @property
    def epochs(self) -> int:
        """Epochs taken."""
        return self.metrics.epoch

    @property
    def shares(self) -> dict[str, list[float | None] | None]:
        """Recall and precision of each class at the end, for training and test; None of a regression."""
        sides = {"train": self.confusion.train, "test": self.confusion.test}
        return {
            f"{side}_{name}": list(getattr(found, name)) if found else None
            for name in ("recall", "precision")
            for side, found in sides.items()
        }

    def boundary(self, resolution: int = 100) -> maps.Predicted:
        """What is predicted over the plane at the end: (R, R), for K classes (K, R, R).

        Row 0 is the largest x2, and what a regression predicts is in the units of its labels.
        """
        return boundary(self.config, self.parameters, resolution)

    def row(self, run: int = 0, point: int = 0, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The run as REST describes it, with its place in a sweep."""
        return {
            **self.metrics._asdict(),
            "run": run,
            "point": point,
            "values": values or {},
            "seed": self.config.network.seed,
            "reason": self.reason,
            "succeeded": self.succeeded,
            "epochs": self.epochs,
            "best": self.best._asdict(),
            "seconds": self.seconds,
            **self.shares,
        }


def boundary(config: Config, parameters: Array, resolution: int) -> maps.Predicted:
    """What a network with these parameters (P,) predicts over the plane: (R, R), for K classes (K, R, R)."""
    flat = Architecture.of(config).zeros()
    flat[: parameters.size] = parameters
    return maps.boundary(FusedForward(config, Architecture.of(config), flat), config, resolution)
