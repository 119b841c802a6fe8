"""Which rows of a grid have all of their values, and these values as numbers and sides."""

from collections.abc import Sequence

import numpy as np

from tinkernet.errors import InvalidRequest, RemarkValue
from tinkernet.points.point_set import Floats
from tinkernet.points.reading.cells import MISSING, NUMBERS, CellKind, Decimal, cell_kind, number
from tinkernet.points.reading.grid import Grid
from tinkernet.points.reading.report import Omission
from tinkernet.points.reading.roles import SIDES, Column, plain_name
from tinkernet.points.reading.sentences import Code, Title, refusal, remark, sentence
from tinkernet.points.sides import Sides

FIRST_LINES = 5
"""Lines that a report names of those that were left out."""


def complete_rows(grid: Grid, chosen: Sequence[Column]) -> tuple[list[int], tuple[Omission, ...]]:
    """The places, from 0, of the rows in which nothing of x1, x2 and label is missing, and the others."""
    missing = [_missing(column, is_label=column is chosen[-1]) for column in chosen]
    complete: list[int] = []
    left: dict[Title, list[int]] = {}
    for place, cells in enumerate(zip(*(column.cells for column in chosen), strict=True)):
        for column, cell, nothing in zip(chosen, cells, missing, strict=True):
            if cell in nothing:
                left.setdefault(column.called, []).append(grid.lines[place])
                break
        else:
            complete.append(place)
    return complete, tuple(_omission(called, lines) for called, lines in left.items())


def _omission(column: Title, lines: list[int]) -> Omission:
    """Rows that lack what is in a column."""
    return Omission(
        reason=sentence("missing", column=column),
        remark=remark("missing", column=column),
        count=len(lines),
        lines=tuple(lines[:FIRST_LINES]),
    )


def _missing(column: Column, *, is_label: bool) -> frozenset[str]:
    """What says in a column that a value is missing; beside `+`, `-` is a label."""
    return MISSING - {"-"} if is_label and "+" in column.cells else MISSING


def decimal(grid: Grid, chosen: Sequence[Column]) -> Decimal | None:
    """How fractions are written in the columns that are used; None: there are none.

    Raises:
        InvalidRequest: with points and with commas, or with commas in a table that commas separate.
    """
    numeric = [column for column in chosen if column.kind == "number"]
    points, commas = (
        next((column for column in numeric if column.counts[kind]), None) for kind in ("point", "comma")
    )
    if commas is None:
        return None if points is None else "."
    if grid.delimiter in (",", None):
        raise _refusal("commas_between", grid, commas, _first(commas, "comma"))
    if points is not None:
        beside = _first(points, "point")
        other: dict[str, RemarkValue] = {"other_cell": points.cells[beside], "other_line": grid.lines[beside]}
        raise _refusal("commas_and_points", grid, commas, _first(commas, "comma"), **other)
    return ","


def _first(column: Column, kind: CellKind) -> int:
    """The place of the first cell of a kind."""
    return next(place for place, cell in enumerate(column.cells) if cell_kind(cell) == kind)


def _refusal(code: Code, grid: Grid, column: Column, place: int, **more: RemarkValue) -> InvalidRequest:
    """An error of the cell at a place of a column."""
    where: dict[str, RemarkValue] = {"line": grid.lines[place], "counted": grid.counted}
    return refusal(code, column.title, column=column.called, cell=column.cells[place], **where, **more)


def numbers(grid: Grid, column: Column, places: Sequence[int]) -> Floats:
    """(n,): the values of a column in these rows.

    Raises:
        InvalidRequest: one is no number, or too large.
    """
    if not all(kind in NUMBERS or kind == "missing" for kind in column.counts):
        for place in places:
            if (kind := cell_kind(column.cells[place])) not in NUMBERS:
                raise _refusal("odd_number" if kind == "odd" else "no_number", grid, column, place)
    values = np.array([number(column.cells[place]) for place in places], np.float64)
    if not np.isfinite(values).all():
        raise _refusal("number_too_large", grid, column, places[int(np.isinf(values).argmax())])
    return values


def sides(grid: Grid, column: Column, places: Sequence[int]) -> Sides:
    """(n,): whether a row is for training; where nothing is said it is.

    Raises:
        InvalidRequest: something else than a side is said, or no row is for training.
    """
    found = np.empty(len(places), np.bool_)
    for row, place in enumerate(places):
        cell = column.cells[place]
        side = True if cell in MISSING else SIDES.get(plain_name(cell))
        if side is None:
            raise _refusal("no_side", grid, column, place)
        found[row] = side
    if not found.any():
        raise refusal("no_training", column.title, column=column.called)
    return found
