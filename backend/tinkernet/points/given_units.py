"""The units of points as JSON has them: for each axis its offset, its factor and its title."""

from typing import Annotated, Any

import numpy as np
from pydantic import Field

from tinkernet.base.fields import Number, Section
from tinkernet.errors import InvalidConfig, Remark
from tinkernet.points.point_set import Floats
from tinkernet.points.scale import (
    LIMITS,
    MAX_VALUE,
    PLANE,
    ROLES,
    Axis,
    Method,
    Scale,
    scaled,
)

LONGEST_TITLE = 40
LEAST_FACTOR = 1e-100
_ADVICE = {
    "beyond_numbers": "write it in larger units",
    "beyond_deviations": f"that is beyond {PLANE:g} standard deviations, so scale it by fit",
    "beyond_square": "scale this column, by fit for example",
}
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]


class GivenAxis(Section):
    """An axis; what is not given follows from the scale that is asked for."""

    offset: Annotated[Number, Field(ge=-MAX_VALUE, le=MAX_VALUE)] | None = None
    factor: Annotated[Number, Field(ge=LEAST_FACTOR, le=MAX_VALUE)] | None = None
    title: Title | None = None

    @property
    def axis(self) -> Axis:
        """Its numbers."""
        return Axis(self.offset or 0.0, 1.0 if self.factor is None else self.factor)


class GivenUnits(Section):
    """The units of x1, x2 and label: a value is `offset + factor · place on the square`."""

    x1: GivenAxis = GivenAxis()
    x2: GivenAxis = GivenAxis()
    label: GivenAxis = GivenAxis()

    @property
    def axes(self) -> tuple[GivenAxis, GivenAxis, GivenAxis]:
        """All three."""
        return self.x1, self.x2, self.label

    @property
    def titles(self) -> tuple[str | None, str | None, str | None]:
        """What the axes are called, as far as it is given."""
        return self.x1.title, self.x2.title, self.label.title

    @property
    def has_numbers(self) -> bool:
        """Whether more than titles is given."""
        return any(axis.offset is not None or axis.factor is not None for axis in self.axes)


def units_body(scale: Scale) -> dict[str, Any]:
    """A scale as JSON that gives the very same one again."""
    return {
        role: {"offset": axis.offset, "factor": axis.factor, "title": title}
        for role, axis, title in zip(ROLES, scale, scale.titles, strict=True)
    }


def units_of(given: GivenUnits, method: Method | None, values: Floats, *, of_classes: bool) -> Scale:
    """The scale of rows (n, 3), as it is given, or as a method makes it.

    Raises:
        InvalidConfig: both are given, labels of classes are scaled, or a point lands beyond the square.
    """
    if given.has_numbers:
        if method is not None:
            raise InvalidConfig("scale and units say the same: give one of them", "data.scale")
        if of_classes and given.label.axis != Axis():
            raise InvalidConfig("labels of classes have no units", "data.units.label")
        scale = Scale(given.x1.axis, given.x2.axis, given.label.axis)
    else:
        assert method is not None
        scale = scaled(values, method, of_classes=of_classes)
    scale = scale.titled(*given.titles)
    check(values, scale, method, "data.points[{row}][{column}]")
    return scale


def check(values: Floats, scale: Scale, method: Method | None, field: str) -> None:
    """Refuses rows (n, 3) of which one goes beyond the square, or has a number that is too large for any.

    `field` says where it is given, as `data.points[{row}][{column}]` or `{title}`.

    Raises:
        InvalidConfig: one does.
    """
    too_large = np.argwhere(np.abs(values) > MAX_VALUE).tolist()
    column = too_large[0][1] if too_large else scale.beyond(values)
    if column is None:
        return
    axis, title, of_column = list(scale)[column], scale.titles[column], values[:, column]
    row = int(np.abs(axis.place(of_column)).argmax())
    limits = [-MAX_VALUE, MAX_VALUE] if too_large else axis.value(LIMITS[column] * np.array([-1, 1])).tolist()
    least, largest = float(of_column.min()), float(of_column.max())
    allowed = "must be between {:.15g} and {:.15g}".format(*limits)
    code = "beyond_numbers" if too_large else "beyond_deviations" if method == "standard" else "beyond_square"
    message = f"{title} {allowed}, and goes from {least:.6g} to {largest:.6g}: {_ADVICE[code]}"
    span = {"from": limits[0], "to": limits[1], "least": least, "largest": largest}
    remark = Remark(code, {"role": ROLES[column], **span})
    raise InvalidConfig(message, field.format(row=row, column=column, title=title), remark)
