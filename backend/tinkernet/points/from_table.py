"""From a table, in the units of its file, to a set of points on the plane."""

from tinkernet.errors import InvalidConfig
from tinkernet.points.given import MAX_LABEL, GivenPoints, Side, points_of
from tinkernet.points.point_set import MAX_POINTS, PLANE, PointSet
from tinkernet.points.reading.table import Table


def point_set(table: Table) -> PointSet:
    """The points of a table, on the sides that it says; half and half where it says nothing.

    Raises:
        InvalidConfig: a column goes beyond the plane, labels beyond their limit, or there are too many rows.
    """
    count = len(table.values)
    if count > MAX_POINTS:
        raise InvalidConfig(f"there may be {MAX_POINTS} points, got {count}: read fewer", "data.points")
    for title, column, limit in zip(table.columns, table.values.T, (PLANE, PLANE, MAX_LABEL), strict=True):
        least, largest = float(column.min()), float(column.max())
        if max(-least, largest) > limit:
            allowed = f"must be between {-limit:.15g} and {limit:.15g}"
            message = f"{title} {allowed}, and goes from {least:.6g} to {largest:.6g}: scale this column"
            raise InvalidConfig(message, title)
    points = tuple((x1, x2, label) for x1, x2, label in table.values.tolist())
    return points_of(GivenPoints(points=points, sides=_sides(table), class_names=table.class_names))


def _sides(table: Table) -> tuple[Side, ...] | None:
    """The sides as the table says, also where all of its points are for training."""
    if table.sides is None:
        return None
    return tuple("train" if side else "test" for side in table.sides.tolist())
