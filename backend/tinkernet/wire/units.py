"""The units of points, as they are told."""

from pydantic import BaseModel, Field


class AxisUnits(BaseModel):
    """A value is `offset + factor · place on the square`."""

    offset: float
    factor: float
    title: str


class Units(BaseModel):
    """Those in which x1, x2 and a label are given; of a data set, and of classes, offset 0 and factor 1."""

    x1: AxisUnits
    x2: AxisUnits
    label: AxisUnits = Field(description="of a regression; its losses are of places, not of values")
