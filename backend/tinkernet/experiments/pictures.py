"""Many runs at a glance: thinned losses, and boundaries quantised as those of a frame are."""

from functools import lru_cache

import numpy as np

from tinkernet.config import Config, DataConfig
from tinkernet.experiments.sweep import Experiment
from tinkernet.nn import maps
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.fused.engine import FusedForward
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import Shares, Signed
from tinkernet.nn.results import History
from tinkernet.nn.state import Array


class Boundaries:
    """Draws what the runs of an experiment predict at the end; what is the same for a point is made once."""

    def __init__(self, experiment: Experiment, resolution: int) -> None:
        self._experiment, self._resolution = experiment, resolution
        self._points: dict[int, tuple[Config, Array, FusedForward]] = {}

    def of(self, run: int, parameters: Array) -> Signed | Shares:
        """The boundary of a run that ended with these parameters (P,).

        int8 (R, R): output over its scale, times 127; for K classes uint8 (K, R, R): probability times 255.
        """
        config, flat, forward = self._of_point(run)
        flat[: parameters.size] = parameters
        return maps.quantised_boundary(forward, config, label_scale(config.data), self._resolution)

    def _of_point(self, run: int) -> tuple[Config, Array, FusedForward]:
        point = run // len(self._experiment.seeds)
        if point not in self._points:
            config = self._experiment.run(run).config
            architecture = Architecture.of(config)
            flat = architecture.zeros()
            self._points[point] = config, flat, FusedForward(config, architecture, flat)
        return self._points[point]


@lru_cache(maxsize=64)
def label_scale(data: DataConfig) -> float:
    """By what the boundary of a regression is divided: the largest |label|, at least 1. For classes 1."""
    return 1.0 if data.classes else datasets.point_set(data).scale


def thinned(history: History, rows: int) -> History:
    """At most so many of the rows, evenly spread, the first and the last among them."""
    count = len(history.epochs)
    if count <= rows:
        return history
    kept = np.linspace(0, count - 1, rows).round().astype(np.int64)
    return History(history.epochs[kept], history.train_loss[kept], history.test_loss[kept])
