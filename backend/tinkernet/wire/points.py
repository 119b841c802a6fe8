"""Tables of points: what is asked of their reader, and what it answers."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tinkernet.base.fields import MAX_SEED
from tinkernet.config import MAX_CLASSES, Side, Task
from tinkernet.points.reading.report import Report
from tinkernet.points.reading.table import Wishes
from tinkernet.points.scale import Method
from tinkernet.wire.units import Units

_COLUMN = "a column by its name, or by its number from 1"


class TableWishes(BaseModel):
    """How a table is to be read, where that is not left to the reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    x1: str | None = Field(None, description=_COLUMN)
    x2: str | None = Field(None, description=_COLUMN)
    label: str | None = Field(None, description=_COLUMN)
    split: str | None = Field(None, description=f"{_COLUMN}; it says train or test")
    task: Task | None = None
    classes: Annotated[list[str], Field(max_length=MAX_CLASSES)] | None = Field(
        None, description="the labels of the classes, in order; once for each"
    )
    scale: Method | None = Field(None, description="null: fit, where it goes beyond the square")
    seed: int = Field(1, ge=0, le=MAX_SEED, description="of the sample of a table that is too long")

    @property
    def wishes(self) -> Wishes:
        """The same for the reader."""
        asked = self.model_dump(exclude_none=True)
        return Wishes(**{**asked, "classes": tuple(self.classes) if self.classes else None})


class ReadTable(BaseModel):
    """A table as it is understood, in the units of its file: what a preview shows."""

    report: Report
    points: list[tuple[float, float, float]] = Field(description="x1, x2, label, as a config takes them")
    sides: list[Side] | None = Field(description="of each of them; null: the table does not say")
    class_names: list[str] = Field(description="of the classes in order; none for a regression")
    units: Units = Field(description="by which the points are brought to the square, as a config takes them")
