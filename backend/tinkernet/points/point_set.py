"""A set of points with labels and sides: what a network is trained and tested on.

A side is a point's own: it never changes because another point comes or goes.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from tinkernet.points.scale import IDENTITY, PLANE, Scale
from tinkernet.points.sides import Key, Sides, drawn, kept

__all__ = ["MAX_CLASSES", "MAX_POINTS", "PLANE", "Floats", "PointSet", "Task", "default_names"]

Task = Literal["classification", "regression"]
Floats = NDArray[np.float64]

MAX_POINTS, MAX_CLASSES = 5000, 8


@dataclass(frozen=True, eq=False)
class PointSet:
    """Points in an order, each for training or for testing. Equal are sets with the same digest."""

    dataset: ClassVar[Literal["custom"]] = "custom"
    """What points of one's own are called where data sets have names."""
    values: Floats
    """(n, 3): x1, x2, label in `units`; -1 or +1 for two classes, 0 to K-1 for more, else real."""
    sides: Sides
    """(n,): whether a point is for training."""
    class_names: tuple[str, ...]
    """Of the classes in order; none for a regression."""
    train_percent: float = 50
    seed: int = 1
    """By these two the sides of further points are drawn."""
    units: Scale = IDENTITY
    """Those of the values, against those of the square."""

    def __post_init__(self) -> None:
        for name, array in (("values", self.values + 0.0), ("sides", self.sides.copy())):  # no -0.0
            array.setflags(write=False)
            object.__setattr__(self, name, array)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PointSet) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all there is, as 64 hexadecimal digits."""
        rest = json.dumps([self.class_names, float(self.train_percent), self.seed, *self._own_units])
        content = (self.values.astype("<f8").tobytes(), self.sides.astype("u1").tobytes(), rest.encode())
        return hashlib.sha256(b"".join(content)).hexdigest()

    @property
    def _own_units(self) -> list[object]:
        """The units, where they are others than those of the square."""
        axes = [[axis.offset, axis.factor] for axis in self.units]
        return [] if self.units == IDENTITY else [axes, self.units.titles]

    @cached_property
    def rows(self) -> Floats:
        """(n, 3): x1, x2, label on the square, as the network sees them."""
        rows = self.units.places(self.values) + 0.0
        rows.setflags(write=False)
        return rows

    @property
    def task(self) -> Task:
        return "classification" if self.class_names else "regression"

    @property
    def classes(self) -> int:
        """The number of classes; 0 for a regression."""
        return len(self.class_names)

    @property
    def names_of_labels(self) -> dict[float, str]:
        """The name of each label; none where nobody has named them, nor for a regression."""
        if self.class_names == default_names(self.classes):
            return {}
        labels = (-1.0, 1.0) if self.classes == 2 else map(float, range(self.classes))
        return dict(zip(labels, self.class_names, strict=True))

    @property
    def count(self) -> int:
        """The number of points."""
        return len(self.values)

    @property
    def training_count(self) -> int:
        """How many of the points are for training."""
        return int(self.sides.sum())

    @property
    def train(self) -> Floats:
        """The rows for training, in their order."""
        return self.rows[self.sides]

    @property
    def test(self) -> Floats:
        """The rows for testing, in their order."""
        return self.rows[~self.sides]

    @property
    def kinds(self) -> NDArray[np.int64]:
        """(n,): the class of each point, from 0; of a regression all are of one kind."""
        if self.classes == 0:
            return np.zeros(self.count, np.int64)
        labels = self.values[:, 2]
        return np.asarray(labels > 0 if self.classes == 2 else labels, np.int64)

    @cached_property
    def scale(self) -> float:
        """By what labels are divided to be drawn: the largest |label|, at least 1; for classes 1."""
        return 1.0 if self.classes else max(1.0, float(np.abs(self.rows[:, 2]).max()))

    def split_anew(self) -> "PointSet":
        """The same points with sides that are all drawn, whatever they were."""
        return replace(self, sides=drawn(self.kinds, self.train_percent, self.seed))

    def split_as(self, before: "PointSet") -> "PointSet":
        """The same points; those that are in `before` too are on the side they are on there."""
        draw = (self.train_percent, self.seed)
        return replace(self, sides=kept(self._keys, before._keys, before.sides, *draw))

    def with_points(self, values: Floats, sides: Sides) -> "PointSet":
        """Other points of the same kind: classes, units, and how sides are drawn, stay."""
        return replace(self, values=values, sides=sides)

    def with_classes(self, classes: int) -> "PointSet":
        """The same points among more classes, named by their numbers; of two, the labels become 0 and 1."""
        names = self.class_names
        if names == default_names(self.classes):
            names = default_names(classes)
        for number in range(len(names), classes):
            names += (str(number) if str(number) not in names else f"class {number}",)
        values = np.column_stack([self.values[:, :2], self.kinds])
        return replace(self, values=values, class_names=names)

    @property
    def _keys(self) -> list[Key]:
        labels = self.values[:, 2] if self.task == "regression" else np.zeros(self.count)
        columns = (self.kinds, self.values[:, 0], self.values[:, 1], labels)
        return list(zip(*(column.tolist() for column in columns), strict=True))


def default_names(classes: int) -> tuple[str, ...]:
    """The names of classes that nobody has named: their labels."""
    return ("-1", "1") if classes == 2 else tuple(map(str, range(classes)))
