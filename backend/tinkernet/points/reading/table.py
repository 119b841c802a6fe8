"""A table as it is understood, and what may be asked of its reader."""

from dataclasses import dataclass

from tinkernet.points.given_units import LONGEST_TITLE
from tinkernet.points.point_set import MAX_POINTS, Floats, Task
from tinkernet.points.scale import Method, Scale, scaled, usual
from tinkernet.points.sides import Sides

MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, eq=False)
class Table:
    """Points with labels, x1 and x2 in the units of the file."""

    values: Floats
    """(n, 3): x1, x2, label; of two classes -1 or +1, of more 0 to K-1, of a regression the number there."""
    class_names: tuple[str, ...]
    """Of the classes in order; none for a regression."""
    sides: Sides | None
    """(n,): whether a row is for training; None: the file does not say."""
    columns: tuple[str, str, str] = ("x1", "x2", "label")
    """What the three columns are called in the file."""
    names: tuple[str | None, str | None, str | None] = (None, None, None)
    """The names that they have there, as far as they have one."""
    method: Method | None = None
    """How their units are brought to the square, where it was asked for."""

    @property
    def scaling(self) -> tuple[Method, Scale]:
        """How their units are brought to the square: as asked for, or as they need it."""
        of_classes = bool(self.class_names)
        method = self.method or usual(self.values, of_classes=of_classes)
        titles = (name and name[:LONGEST_TITLE] for name in self.names)
        return method, scaled(self.values, method, of_classes=of_classes).titled(*titles)

    def __post_init__(self) -> None:
        self.values.setflags(write=False)
        if self.sides is not None:
            self.sides.setflags(write=False)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a table is to be read, where that is not left to the reader."""

    x1: str | int | None = None
    """A column by its name or its number, from 1; so are `x2`, `label` and `split`."""
    x2: str | int | None = None
    label: str | int | None = None
    split: str | int | None = None
    task: Task | None = None
    classes: tuple[str, ...] | None = None
    """The labels of the classes, in order; two are -1 and +1."""
    scale: Method | None = None
    """How units are brought to the square; None: `fit`, if anything lies beyond it."""
    seed: int = 1
    """Of the sample that is taken where there are more than `max_points` rows."""
    max_points: int = MAX_POINTS
    max_bytes: int = MAX_BYTES
