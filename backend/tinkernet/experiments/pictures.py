"""Many runs at a glance: thinned losses, and boundaries quantised as those of a frame are."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config, DataConfig
from tinkernet.experiments.result import engine
from tinkernet.nn import datasets, maps
from tinkernet.nn.state import Array
from tinkernet.nn.views import History


def quantised_boundary(
    config: Config, parameters: Array, resolution: int
) -> NDArray[np.int8] | NDArray[np.uint8]:
    """What a network with these parameters (P,) predicts over the plane.

    int8 (R, R): output over its scale, times 127; for K classes uint8 (K, R, R): probability times 255.
    """
    trained = engine(config, parameters)
    return maps.pictures(trained, config, label_scale(config.data), resolution, None).boundary


@lru_cache(maxsize=64)
def label_scale(data: DataConfig) -> float:
    """By what the boundary of a regression is divided: the largest |label|, at least 1. For classes 1."""
    return 1.0 if data.classes else max(1.0, float(np.abs(datasets.points(data)[:, 2]).max()))


def thinned(history: History, rows: int) -> History:
    """At most so many of the rows, evenly spread, the first and the last among them."""
    count = len(history.epochs)
    if count <= rows:
        return history
    kept = np.linspace(0, count - 1, rows).round().astype(np.int64)
    return History(history.epochs[kept], history.train_loss[kept], history.test_loss[kept])
