"""Which rows of a grid have all of their values, and these values as numbers and sides."""

from collections.abc import Sequence

import numpy as np

from tinkernet.base.validation import quoted
from tinkernet.errors import InvalidRequest
from tinkernet.points.point_set import Floats
from tinkernet.points.reading.cells import MISSING, NUMBERS, CellKind, Decimal, cell_kind, number
from tinkernet.points.reading.grid import Grid
from tinkernet.points.reading.report import Omission
from tinkernet.points.reading.roles import SIDES, Column, plain_name
from tinkernet.points.sides import Sides

FIRST_LINES = 5
"""Lines that a report names of those that were left out."""


def complete_rows(grid: Grid, chosen: Sequence[Column]) -> tuple[list[int], tuple[Omission, ...]]:
    """The places, from 0, of the rows in which nothing of x1, x2 and label is missing, and the others."""
    missing = [_missing(column, is_label=column is chosen[-1]) for column in chosen]
    complete: list[int] = []
    left: dict[str, list[int]] = {}
    for place, cells in enumerate(zip(*(column.cells for column in chosen), strict=True)):
        for column, cell, nothing in zip(chosen, cells, missing, strict=True):
            if cell in nothing:
                left.setdefault(f"{column.title} is missing", []).append(grid.lines[place])
                break
        else:
            complete.append(place)
    omissions = (
        Omission(reason=reason, count=len(lines), lines=tuple(lines[:FIRST_LINES]))
        for reason, lines in left.items()
    )
    return complete, tuple(omissions)


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
        message = f"{commas.title} has {_where(grid, commas, 'comma')}"
        raise InvalidRequest(
            f"{message}: write decimal points, or separate cells by semicolons", commas.title
        )
    if points is not None:
        message = f"{commas.title} has {_where(grid, commas, 'comma')}"
        beside = f"beside {_where(grid, points, 'point')}"
        advice = "write all numbers with points, or all with commas"
        raise InvalidRequest(f"{message}, {beside}: {advice}", commas.title)
    return ","


def _where(grid: Grid, column: Column, kind: CellKind) -> str:
    """The first cell of a kind, and its line."""
    place = next(place for place, cell in enumerate(column.cells) if cell_kind(cell) == kind)
    return f"{quoted(column.cells[place])} in {grid.place(grid.lines[place])}"


def numbers(grid: Grid, column: Column, places: Sequence[int]) -> Floats:
    """(n,): the values of a column in these rows.

    Raises:
        InvalidRequest: one is no number, or too large.
    """
    if not all(kind in NUMBERS or kind == "missing" for kind in column.counts):
        for place in places:
            cell = column.cells[place]
            if (kind := cell_kind(cell)) not in NUMBERS:
                message = _no_number(column.title, cell, kind, grid.place(grid.lines[place]))
                raise InvalidRequest(message, column.title)
    values = np.array([number(column.cells[place]) for place in places], np.float64)
    if not np.isfinite(values).all():
        place = places[int(np.isinf(values).argmax())]
        where = f"{quoted(column.cells[place])} in {grid.place(grid.lines[place])}"
        message = f"{column.title} must be a number that is not too large, got {where}: correct it"
        raise InvalidRequest(message, column.title)
    return values


def _no_number(title: str, cell: str, kind: str, where: str) -> str:
    plain = "write plain digits, without separators of thousands"
    advice = plain if kind == "odd" else "correct it, or leave it empty"
    return f"{title} must be a number, got {quoted(cell)} in {where}: {advice}"


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
            where = grid.place(grid.lines[place])
            message = f"{column.title} must be train or test, got {quoted(cell)} in {where}"
            raise InvalidRequest(f"{message}: correct it, or rename the column", column.title)
        found[row] = side
    if not found.any():
        message = "says test in each row: at least one must be for training, or leave the column out"
        raise InvalidRequest(f"{column.title} {message}", column.title)
    return found
