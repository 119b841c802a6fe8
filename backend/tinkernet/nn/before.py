"""Configs that earlier versions have written, with points of one's own in the form that they had.

There the points stood in the config, were shuffled by the seed, and the first of them were for training.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from tinkernet.config import Config, PointSet
from tinkernet.data import share
from tinkernet.nn.catalogue.datasets import shuffled
from tinkernet.points.scale import IDENTITY

_FIELDS = {"hidden", "activation", "init", "dropout", "seed"}
"""Of the section `network`, before there was a choice of the output."""


def read(sections: object) -> Config:
    """The config of a file, whichever version wrote it.

    Raises:
        InvalidConfig: it is none.
    """
    found = Config.parse(updated(sections))
    if isinstance(found.data, PointSet) and _was_split_by_a_shuffle(sections):
        return found.merged({"data": _split(found.data)})
    return found


def updated(sections: object) -> object:
    """The same training in the words of now: the hinge loss was taken of tanh until outputs could be chosen.

    A config that is written always has all fields; who writes one by hand leaves some out.
    """
    if not is_earlier(sections):
        return sections
    assert isinstance(sections, Mapping)
    training = sections.get("training")
    if not isinstance(training, Mapping) or training.get("loss") != "hinge":
        return sections
    return {**sections, "network": {**sections["network"], "output": "tanh"}}


def is_earlier(sections: object) -> bool:
    """Whether a version wrote this config that had no choice of the output."""
    network = sections.get("network") if isinstance(sections, Mapping) else None
    return isinstance(network, Mapping) and network.keys() >= _FIELDS and "output" not in network


def _was_split_by_a_shuffle(sections: object) -> bool:
    data = sections.get("data") if isinstance(sections, Mapping) else None
    return isinstance(data, Mapping) and data.get("dataset") == "custom" and data.get("sides") is None


def _split(points: PointSet) -> PointSet:
    """The points in the order and on the sides that they had there."""
    doubles = np.random.Generator(np.random.PCG64(points.seed)).random(points.count - 1)
    sides = np.arange(points.count) < share(points.count, points.train_percent)
    units = points.units if IDENTITY.beyond(points.values) is not None else IDENTITY
    return replace(points, values=shuffled(points.values, doubles), sides=sides, units=units)
