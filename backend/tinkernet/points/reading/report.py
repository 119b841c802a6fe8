"""How a table was understood, for people and for programs."""

from typing import Literal

from pydantic import Field

from tinkernet.base.fields import Section
from tinkernet.errors import Remark
from tinkernet.points.point_set import Task
from tinkernet.points.reading.cells import ColumnKind, Decimal
from tinkernet.points.reading.grid import Delimiter, Format, counted
from tinkernet.points.reading.sentences import title
from tinkernet.points.scale import Method

Role = Literal["x1", "x2", "label"]
ColumnRole = Literal[Role, "split"]
Side = Literal["train", "test"]
Why = Literal["asked", "name", "position"]
TaskWhy = Literal["asked", "words", "booleans", "few numbers", "many numbers", "fractions", "no repetitions"]

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "white space"}


class Column(Section):
    """A column of the file."""

    name: str | None
    kind: ColumnKind


class Choice(Section):
    """A column that was taken."""

    column: int = Field(description="its number, from 1")
    name: str | None
    why: Why = Field(description="asked for, told by its name, or by its position")

    @property
    def title(self) -> str:
        """Its name, or its number."""
        return title(self.name or self.column)

    def __str__(self) -> str:
        return f"{self.title} ({self.why if self.why == 'asked' else f'by {self.why}'})"


class ClassCount(Section):
    """A class, and how many rows have it."""

    name: str
    label: float
    count: int


class Omission(Section):
    """Rows that were left out."""

    reason: str
    remark: Remark = Field(description="the reason, for whoever says it in words of their own")
    count: int
    lines: tuple[int, ...] = Field(description="the first of them")


class Sample(Section):
    """Some of the rows, drawn with a seed."""

    of: int
    seed: int


class Range(Section):
    """The least and the largest value."""

    least: float
    largest: float


class AxisReport(Section):
    """A value of the file is `offset + factor · place on the square`."""

    offset: float
    factor: float


class ScaleReport(Section):
    """How the units of the file are brought to the square."""

    method: Method
    x1: AxisReport
    x2: AxisReport
    label: AxisReport = Field(description="of classes 0 and 1")


class FirstRow(Section):
    """A row as it is understood."""

    line: int
    x1: float
    x2: float
    label: float | str = Field(description="of a class its name")
    side: Side | None


class Report(Section):
    """How a table was understood."""

    format: Format
    encoding: str | None
    delimiter: Delimiter | None
    decimal: Decimal | None = Field(description="null: no number has a fraction")
    header: bool
    columns: tuple[Column, ...]
    x1: Choice
    x2: Choice
    label: Choice
    split: Choice | None
    task: Task
    task_why: TaskWhy
    classes: tuple[ClassCount, ...]
    comments: int = Field(description="lines that were skipped because they begin with # or %")
    rows: int = Field(description="in the file")
    used: int = Field(description="in the table that is made")
    left_out: tuple[Omission, ...]
    sample: Sample | None
    scale: ScaleReport
    ranges: dict[Role, Range]
    first: tuple[FirstRow, ...]

    def __str__(self) -> str:
        return "\n".join([self._file, self._columns, self._task, *self._rows, self._ranges, *self._scale])

    @property
    def _file(self) -> str:
        parts: list[str] = [self.format]
        if self.encoding:
            parts.append(self.encoding)
        if self.delimiter:
            parts.append(f"separated by {_DELIMITERS[self.delimiter]}")
        if self.decimal == ",":
            parts.append("decimal commas")
        parts.append("with a header" if self.header else "without a header")
        return ", ".join(parts)

    @property
    def _columns(self) -> str:
        chosen = {"x1": self.x1, "x2": self.x2, "label": self.label, "split": self.split}
        return ", ".join(f"{role} is {choice}" for role, choice in chosen.items() if choice is not None)

    @property
    def _task(self) -> str:
        counts = ", ".join(f"{entry.name} ({entry.count})" for entry in self.classes)
        reason = f"{self.task}, {'as asked' if self.task_why == 'asked' else self.task_why}"
        return f"{reason}: {counts}" if counts else reason

    @property
    def _rows(self) -> list[str]:
        used = f"{self.used} of {self.rows} rows used"
        drawn = f", a sample of {self.sample.of} with seed {self.sample.seed}" if self.sample else ""
        place = counted(self.format)
        left = [
            f"{entry.count} left out, {entry.reason}: {place} {', '.join(map(str, entry.lines))}"
            + (", …" if entry.count > len(entry.lines) else "")
            for entry in self.left_out
        ]
        return [used + drawn, *left]

    @property
    def _ranges(self) -> str:
        shown = {role: span for role, span in self.ranges.items() if role != "label" or not self.classes}
        return ", ".join(f"{role} from {span.least:g} to {span.largest:g}" for role, span in shown.items())

    @property
    def _scale(self) -> list[str]:
        if self.scale.method == "none":
            return []
        axes = {"x1": self.scale.x1, "x2": self.scale.x2, "label": self.scale.label}
        shown = (
            f"{role} = {axis.offset:g} + {axis.factor:g} · place"
            for role, axis in axes.items()
            if role != "label" or not self.classes
        )
        return [f"scaled by {self.scale.method}: {', '.join(shown)}"]
