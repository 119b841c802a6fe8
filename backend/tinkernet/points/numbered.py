"""Points that can be addressed: each has an id, which stays its own whatever becomes of the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.errors import InvalidRequest, NotFound
from tinkernet.points.point_set import MAX_CLASSES, MAX_POINTS, PLANE, Floats, PointSet
from tinkernet.points.scale import MAX_LABEL, ROUNDED
from tinkernet.points.sides import further

Ids = NDArray[np.int64]
Row = tuple[float, float, float]
Record = tuple[float, float, float, bool]
"""A point: x1, x2, label, and whether it is for training."""
Records = dict[int, Record | None]
"""Points by their ids; None where there is none."""
LEAST = 2
"""Points that a set must keep."""


@dataclass(frozen=True, slots=True)
class NumberedPoints:
    """A set of points and their ids, which rise: a point that comes back has its place in the order again."""

    points: PointSet
    ids: Ids
    """(n,), rising."""

    def records(self, ids: Iterable[int], field: str) -> dict[int, Record]:
        """The points with these ids.

        Raises:
            NotFound: there is none with one of them; `field` says where they are given, as `moves[{}].id`.
        """
        wanted = list(ids)
        places = np.searchsorted(self.ids, wanted).clip(max=len(self.ids) - 1)
        for number in np.flatnonzero(self.ids[places] != wanted).tolist():
            raise NotFound(f"there is no point {wanted[number]}: it may be gone", field.format(number))
        rows, sides = self.points.values[places].tolist(), self.points.sides[places].tolist()
        return {id: (*row, side) for id, row, side in zip(wanted, rows, sides, strict=True)}

    def changed(self, records: Mapping[int, Record | None]) -> "NumberedPoints":
        """The same with these points as they are said to be.

        Raises:
            InvalidRequest: there would be too few points or too many, or none for training.
        """
        there = {id: record for id, record in sorted(records.items()) if record is not None}
        stays = ~np.isin(self.ids, list(records))
        ids = self.ids[stays]
        places = np.searchsorted(ids, list(there))
        added = np.array(list(there.values()), np.float64).reshape(-1, 4)
        rows = np.insert(self.points.values[stays], places, added[:, :3], axis=0)
        sides = np.insert(self.points.sides[stays], places, added[:, 3] > 0)
        _check_limits(len(rows), bool(sides.any()))
        ids = np.insert(ids, places, np.array(list(there), np.int64))
        return NumberedPoints(self.points.with_points(rows, sides), ids)

    def further(self, rows: Sequence[Row]) -> list[Record]:
        """Points that are to come, on the sides that are drawn for them; two classes are -1 and 1.

        Raises:
            InvalidRequest: one lies beyond the plane, or its label is none of this set.
        """
        places = self.on_plane([(x1, x2) for x1, x2, _ in rows], "points[{}]")
        labels = np.array([row[2] for row in rows])
        if self.points.classes == 2:
            labels = np.where(labels > 0, 1.0, -1.0)
        new = self.points.with_points(np.column_stack([places, labels]), np.ones(len(rows), np.bool_))
        sides = further(new.kinds, self.points.kinds, self.points.train_percent, self.points.seed)
        return [(*row, side) for row, side in zip(new.values.tolist(), sides.tolist(), strict=True)]

    def classes_for(self, labels: Sequence[float]) -> int:
        """How many classes there are once these labels are there: as many as before, or more.

        Raises:
            InvalidRequest: one of them cannot be a label of this set.
        """
        classes, axis = self.points.classes, self.points.units.label
        lowest = -1 if classes == 2 else 0
        for number, label in enumerate(labels):
            if classes and (label != int(label) or not lowest <= label < MAX_CLASSES):
                allowed = f"a whole number from {lowest} to {MAX_CLASSES - 1}"
            elif abs(axis.place(label)) > MAX_LABEL:
                allowed = "between {:.15g} and {:.15g}".format(*axis.value([-MAX_LABEL, MAX_LABEL]))
            else:
                continue
            raise InvalidRequest(f"a label must be {allowed}, got {label:.15g}", f"points[{number}][2]")
        return max(classes, int(max(labels)) + 1) if classes else 0

    def on_plane(self, places: Sequence[tuple[float, float]], field: str) -> Floats:
        """Places (n, 2) in the units of the points, as they are kept.

        Raises:
            InvalidRequest: one lies beyond the square; `field` says where they are given.
        """
        found, units = np.array(places, np.float64).reshape(-1, 2), self.points.units
        for number, column in np.argwhere(np.abs(units.places(found)) > PLANE * ROUNDED).tolist():
            low, high = list(units)[column].value([-PLANE, PLANE])
            title, value = units.titles[column], found[number, column]
            message = f"{title} must be between {low:.15g} and {high:.15g}, got {value:.15g}"
            raise InvalidRequest(message, field.format(number))
        return found


def _check_limits(count: int, has_training: bool) -> None:
    if count < LEAST:
        raise InvalidRequest(f"a set must keep at least {LEAST} points, {count} would be left", "points")
    if count > MAX_POINTS:
        raise InvalidRequest(f"there may be at most {MAX_POINTS} points, there would be {count}", "points")
    if not has_training:
        raise InvalidRequest("a set must keep a point for training, only test points would be left", "points")
