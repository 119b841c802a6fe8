"""The reader: from bytes, or rows of JSON, to a table and a report of how it was understood."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.base import strict_json
from tinkernet.errors import RequestTooLarge
from tinkernet.points.reading.arff import arff, is_arff
from tinkernet.points.reading.delimited import delimited
from tinkernet.points.reading.directions import heeded
from tinkernet.points.reading.grid import Grid, headed
from tinkernet.points.reading.labels import Labels, Source, labels
from tinkernet.points.reading.report import (
    AxisReport,
    ClassCount,
    FirstRow,
    Range,
    Report,
    Role,
    Sample,
    ScaleReport,
    Side,
)
from tinkernet.points.reading.report import Column as ColumnReport
from tinkernet.points.reading.roles import Column, columns, roles
from tinkernet.points.reading.sampling import sample
from tinkernet.points.reading.sentences import refusal, remark, sentence
from tinkernet.points.reading.structured import arrow, json_rows, npz
from tinkernet.points.reading.table import Table, Wishes
from tinkernet.points.reading.text import decoded
from tinkernet.points.reading.values import complete_rows, decimal, numbers, sides
from tinkernet.points.sides import Sides

ROLES: tuple[Role, Role, Role] = ("x1", "x2", "label")
ARROWS = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")
ZIP = b"PK\x03\x04"
"""How files begin that are no text: Parquet and both of Arrow's, and .npz."""
FIRST_ROWS = 10
"""Rows that a report shows."""


def read_table(data: bytes | Sequence[Any] | Grid, wishes: Wishes | None = None) -> tuple[Table, Report]:
    """The table in a file, in an array of rows or in cells that are apart already, and how it was understood.

    Raises:
        InvalidRequest: it is no table, or does not fit the wishes; the message says where, and what to do.
        RequestTooLarge: the file has too many bytes.
    """
    wishes = wishes or Wishes()
    grid = headed(_grid(data, wishes.max_bytes))
    wishes = heeded(grid.directions, wishes)
    all_columns = columns(grid)
    found = roles(all_columns, wishes)
    x1, x2, label = chosen = [all_columns[choice.column - 1] for choice in (found.x1, found.x2, found.label)]
    places, left_out = complete_rows(grid, chosen)
    if len(places) < 2:
        raise refusal("few_rows", count=len(places))
    fractions = decimal(grid, chosen)
    understood = labels(_source(grid, label, places), wishes)
    values = np.column_stack([numbers(grid, x1, places), numbers(grid, x2, places), understood.values])
    split = None if found.split is None else sides(grid, all_columns[found.split.column - 1], places)
    kept = _kept(understood, split, wishes)
    table = Table(
        values[kept],
        understood.class_names,
        None if split is None else split[kept],
        (x1.title, x2.title, label.title),
        (x1.name or None, x2.name or None, label.name or None),
        wishes.scale,
    )
    report = Report(
        **_of_the_file(grid, all_columns),
        **found._asdict(),
        **_of_the_table(table, [grid.lines[places[place]] for place in kept[:FIRST_ROWS]]),
        decimal=fractions,
        task=understood.task,
        task_why=understood.why,
        left_out=left_out,
        sample=Sample(of=len(places), seed=wishes.seed) if len(kept) < len(places) else None,
    )
    return table, report


def is_packed(data: bytes) -> bool:
    """Whether it is a table that is no text."""
    return data.startswith((*ARROWS, ZIP))


def _grid(data: bytes | Sequence[Any] | Grid, max_bytes: int) -> Grid:
    if isinstance(data, Grid):
        return data
    if not isinstance(data, bytes):
        return json_rows(data)
    if len(data) > max_bytes:
        size = {"most": max_bytes, "count": len(data)}
        message, why = sentence("too_many_bytes", **size), remark("too_many_bytes", **size)
        raise RequestTooLarge(message, remark=why)
    if data.startswith(ARROWS):
        return arrow(data)
    if data.startswith(ZIP):
        return npz(data)
    text, encoding = decoded(data)
    beginning = text.lstrip()[:1]
    if beginning == "[":
        return json_rows(strict_json.parse(text))
    if beginning == "{":
        raise refusal("json_object")
    return arff(text, encoding) if is_arff(text) else delimited(text, encoding)


def _source(grid: Grid, label: Column, places: Sequence[int]) -> Source:
    cells, lines = [label.cells[place] for place in places], [grid.lines[place] for place in places]
    return Source(label.called, cells, lines, grid.counted)


def _kept(understood: Labels, split: Sides | None, wishes: Wishes) -> NDArray[np.intp]:
    """The places of the rows that make the table, in order: all, or a sample by class and side."""
    count = len(understood.values)
    if count <= wishes.max_points:
        return np.arange(count)
    strata = np.zeros(count, np.int64)
    if understood.class_names:
        strata = np.unique(understood.values, return_inverse=True)[1].astype(np.int64)
    if split is not None:
        strata = 2 * strata + split
    return sample(strata, wishes.max_points, wishes.seed)


def _of_the_file(grid: Grid, all_columns: Sequence[Column]) -> dict[str, Any]:
    """What a report says of a file before anything is chosen."""
    return {
        "format": grid.format,
        "encoding": grid.encoding,
        "delimiter": grid.delimiter,
        "header": grid.names is not None,
        "columns": tuple(ColumnReport(name=column.name or None, kind=column.kind) for column in all_columns),
        "comments": grid.comments,
        "rows": len(grid.rows),
    }


def _of_the_table(table: Table, lines: Sequence[int]) -> dict[str, Any]:
    """What a report says of a table; `lines` are those of its first rows."""
    return {
        "classes": _classes(table),
        "used": len(table.values),
        "scale": _scale(table),
        "ranges": _ranges(table),
        "first": _first(table, lines),
    }


def _label(table: Table, place: int) -> float:
    """The label of a class, by its place among the names."""
    return (-1.0, 1.0)[place] if len(table.class_names) == 2 else float(place)


def _classes(table: Table) -> tuple[ClassCount, ...]:
    labels = [_label(table, place) for place in range(len(table.class_names))]
    counts = [np.count_nonzero(table.values[:, 2] == label) for label in labels]
    return tuple(
        ClassCount(name=name, label=label, count=int(count))
        for name, label, count in zip(table.class_names, labels, counts, strict=True)
    )


def _scale(table: Table) -> ScaleReport:
    method, scale = table.scaling
    axes = {
        role: AxisReport(offset=axis.offset, factor=axis.factor)
        for role, axis in zip(ROLES, scale, strict=True)
    }
    return ScaleReport(method=method, **axes)


def _ranges(table: Table) -> dict[Role, Range]:
    spans = zip(ROLES, table.values.min(axis=0), table.values.max(axis=0), strict=True)
    return {role: Range(least=float(least), largest=float(largest)) for role, least, largest in spans}


def _first(table: Table, lines: Sequence[int]) -> tuple[FirstRow, ...]:
    names = {_label(table, place): name for place, name in enumerate(table.class_names)}
    rows = table.values[: len(lines)].tolist()
    sides = [None] * len(rows) if table.sides is None else table.sides[: len(rows)].tolist()
    said: dict[bool | None, Side | None] = {True: "train", False: "test", None: None}
    return tuple(
        FirstRow(line=line, x1=x1, x2=x2, label=names.get(label, label), side=said[side])
        for line, (x1, x2, label), side in zip(lines, rows, sides, strict=True)
    )
