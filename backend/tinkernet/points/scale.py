"""From the units of a file to the square that the network sees, axis by axis, and back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Method = Literal["fit", "standard", "none"]
Floats = NDArray[np.float64]

PLANE = 6.0
"""Half the side of the square of the plane that is shown: [-6, 6]²."""
FITTED, FITTED_LABEL = 5.0, 1.0
"""Where `fit` puts the least and the largest value of a coordinate, and of the labels of a regression."""
MAX_LABEL = 1e6
"""Of labels, on the scale of the network."""
LIMITS = (PLANE, PLANE, MAX_LABEL)
"""Of x1, x2 and label there."""
MAX_VALUE = 1e15
"""Of numbers in the units of a file."""
PLAIN_LABEL = 10.0
"""Up to here a network learns labels as they are."""
ALIKE, LEAST_SPREAD = 1e-12, 1e-100
"""Values count as the same that differ by less than this share of the largest, or by this."""
ROUNDED = 1 + 1e-12
"""Times a limit: what is brought from the square and back again may go beyond it by so much."""
ROLES = ("x1", "x2", "label")


@dataclass(frozen=True, slots=True)
class Axis:
    """A value is `offset + factor · place`, a place on the square `(value - offset) / factor`."""

    offset: float = 0.0
    factor: float = 1.0
    """Above 0."""

    def place(self, values: ArrayLike) -> Floats:
        """Where values in units lie on the square."""
        return (np.asarray(values, np.float64) - self.offset) / self.factor

    def value(self, places: ArrayLike) -> Floats:
        """Places on the square in units."""
        return self.offset + self.factor * np.asarray(places, np.float64)

    @classmethod
    def onto(cls, values: Floats, method: Method, reach: float) -> "Axis":
        """The axis that a method makes of values (n,); `fit` fills [-reach, reach]. Constants go to 0."""
        least, largest = float(values.min()), float(values.max())
        if method == "none":
            return cls()
        if largest - least <= max(LEAST_SPREAD, ALIKE * max(-least, largest)):
            return cls(least + (largest - least) / 2)
        if method == "fit":
            return cls(least + (largest - least) / 2, (largest - least) / (2 * reach))
        return cls(float(values.mean()), float(values.std()))


@dataclass(frozen=True, slots=True)
class Scale:
    """The axes of x1, x2 and label, and what these are called. Labels of classes have no units."""

    x1: Axis = Axis()
    x2: Axis = Axis()
    label: Axis = Axis()
    titles: tuple[str, str, str] = ROLES

    def __iter__(self) -> Iterator[Axis]:
        return iter((self.x1, self.x2, self.label))

    @property
    def is_identity(self) -> bool:
        """Whether the square has the units of the file."""
        return all(axis == Axis() for axis in self)

    def titled(self, *titles: str | None) -> "Scale":
        """The same axes with these titles; what has none keeps its own."""
        named = (title or before for title, before in zip(titles, self.titles, strict=True))
        return replace(self, titles=(next(named), next(named), next(named)))

    def places(self, values: Floats) -> Floats:
        """Rows (n, 2) of x1, x2, or (n, 3) with the label, on the square."""
        if self.is_identity:
            return values
        columns = zip(self, values.T, strict=False)
        return np.stack([axis.place(column) for axis, column in columns], axis=-1)

    def values(self, places: Floats) -> Floats:
        """The opposite of `places`."""
        if self.is_identity:
            return places
        columns = zip(self, places.T, strict=False)
        return np.stack([axis.value(column) for axis, column in columns], axis=-1)

    def beyond(self, values: Floats) -> int | None:
        """The first column of rows (n, 3) that does not land within its limits."""
        for column, places in enumerate(self.places(values).T):
            if np.abs(places).max() > LIMITS[column] * ROUNDED:
                return column
        return None


IDENTITY = Scale()


def usual(values: Floats, *, of_classes: bool) -> Method:
    """The method for rows (n, 3) where nobody has asked for one: `fit` where they go beyond."""
    largest = np.abs(values).max(axis=0)
    is_large = largest[:2].max() > PLANE or (not of_classes and largest[2] > PLAIN_LABEL)
    return "fit" if is_large else "none"


def scaled(values: Floats, method: Method, *, of_classes: bool) -> Scale:
    """The scale that a method makes of rows (n, 3)."""
    x1, x2, label = values.T
    of_label = Axis() if of_classes else Axis.onto(label, method, FITTED_LABEL)
    return Scale(Axis.onto(x1, method, FITTED), Axis.onto(x2, method, FITTED), of_label)
