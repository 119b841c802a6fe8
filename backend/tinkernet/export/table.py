"""The points of a config as a CSV table, and a config from such a table.

The columns that are written are those of the file, or x1, x2 and label, and split, which says `train` or
`test`; others are read too.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tinkernet.config import Config
from tinkernet.errors import TinkernetError
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.snapshot import Snapshot
from tinkernet.points.from_table import point_set
from tinkernet.points.point_set import PointSet
from tinkernet.points.reading.directions import directions
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.report import Report
from tinkernet.points.reading.table import Wishes
from tinkernet.points.scale import ROLES, Method, Scale, scaled, usual

SPLITS = ("train", "test")
METHODS: tuple[Method, ...] = ("none", "fit", "standard")
ALIKE = 1e-9
"""Scales count as the same whose offsets differ by less than this share of the factor; so do factors."""


def to_csv(snapshot: Snapshot) -> bytes:
    """The points in the order of training set, test set; numbers with all their digits, classes by name.

    What would be understood otherwise when it is read again is said in a comment before the header.
    """
    points = datasets.point_set(snapshot.config.data)
    points = points.with_points(*_trained_first(points))
    method, table = _method(points), b""
    for table in _tables(points, method):
        if _is_read_as(points, method, table):
            break
    return table


def _trained_first(points: PointSet) -> tuple[Any, Any]:
    order = np.argsort(~points.sides, kind="stable")
    return points.values[order], points.sides[order]


def _tables(points: PointSet, method: Method | None) -> Iterator[bytes]:
    """Tables of the points, those first that say the least."""
    names = points.class_names
    by_number = Wishes(1, 2, 3, 4, points.task, names or None, method)
    for wishes in (Wishes(), Wishes(scale=method), by_number):
        for titles in dict.fromkeys((points.units.titles, ROLES)):
            yield (directions(wishes) + _text(titles, points)).encode()


def _text(titles: Sequence[str], points: PointSet) -> str:
    names = points.names_of_labels
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*titles, "split"])
    rows = zip(points.values.tolist(), points.sides.tolist(), strict=True)
    writer.writerows([x1, x2, names.get(y, y), SPLITS[not side]] for (x1, x2, y), side in rows)
    return text.getvalue()


def _method(points: PointSet) -> Method | None:
    """The method that gives the scale of the points; None: they were edited since, or go beyond it."""
    found = usual(points.values, of_classes=points.classes > 0)
    for method in (found, *METHODS):
        scale = scaled(points.values, method, of_classes=points.classes > 0)
        if _are_alike(scale, points.units) and scale.beyond(points.values) is None:
            return method
    return None


def _are_alike(one: Scale, other: Scale) -> bool:
    return all(
        abs(a.offset - b.offset) <= ALIKE * b.factor and abs(a.factor - b.factor) <= ALIKE * b.factor
        for a, b in zip(one, other, strict=True)
    )


def _is_read_as(points: PointSet, method: Method | None, table: bytes) -> bool:
    """Whether a table is read as these points; their scale and its titles do not count after edits."""
    try:
        found = point_set(read_table(table)[0])
    except TinkernetError:
        return False
    is_scaled = method is None or _are_alike(found.units, points.units)
    return (
        is_scaled
        and (found.task, found.class_names) == (points.task, points.class_names)
        and np.array_equal(found.values, points.values)
        and np.array_equal(found.sides, points.sides)
    )


def from_csv(data: bytes) -> Config:
    """As `from_table`, without wishes and without the report."""
    return from_table(data, Wishes())[0]


def from_table(data: bytes, wishes: Wishes) -> tuple[Config, Report]:
    """A config on the points of a table, an exported one or any other, and how it was understood.

    Raises:
        InvalidRequest: it is no table, or does not fit the wishes.
        InvalidConfig: a value is beyond its limits.
    """
    table, report = read_table(data, wishes)
    return Config(data=point_set(table)), report
