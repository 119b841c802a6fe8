"""From a table, in the units of its file, to a set of points on the plane."""

from tinkernet.errors import InvalidConfig
from tinkernet.points.given import GivenPoints, Side, points_of
from tinkernet.points.given_units import GivenUnits, check, units_body
from tinkernet.points.point_set import MAX_POINTS, PointSet
from tinkernet.points.reading.table import Table


def point_set(table: Table) -> PointSet:
    """The points of a table, on the sides that it says; half and half where it says nothing.

    Raises:
        InvalidConfig: a column goes beyond the square, or its labels beyond their limit, in the scale that
            was asked for; or there are too many rows.
    """
    count = len(table.values)
    if count > MAX_POINTS:
        raise InvalidConfig(f"there may be {MAX_POINTS} points, got {count}: read fewer", "data.points")
    method, scale = table.scaling
    check(table.values, scale.titled(*table.columns), method, "{title}")
    points = tuple((x1, x2, label) for x1, x2, label in table.values.tolist())
    units = GivenUnits.model_validate(units_body(scale))
    return points_of(
        GivenPoints(points=points, sides=_sides(table), class_names=table.class_names, units=units)
    )


def _sides(table: Table) -> tuple[Side, ...] | None:
    """The sides as the table says, also where all of its points are for training."""
    if table.sides is None:
        return None
    return tuple("train" if side else "test" for side in table.sides.tolist())
