"""The cells of a file as text, before anybody has understood them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tinkernet.errors import InvalidRequest
from tinkernet.points.reading.cells import NUMBERS, cell_kind, counts

Format = Literal["text", "json", "arff", "parquet", "arrow", "npz", "arrays"]
Delimiter = Literal[",", ";", "\t", "|", " "]

MAX_ROWS = 200_000
MAX_CELLS = 2_000_000
NUMERIC = (*NUMBERS, "odd")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; each cell is text without white space around it."""

    format: Format
    rows: list[list[str]]
    lines: Sequence[int]
    """Where each row ends in the file, from 1."""
    names: tuple[str, ...] | None = None
    """Of the columns. Where the format has none, the first row may be names, until `headed` has looked."""
    encoding: str | None = None
    delimiter: Delimiter | None = None
    comments: int = 0
    remark: str | None = None
    """The comment in which a table says how it is to be read."""

    def place(self, line: int) -> str:
        """A line of the file in words; formats without lines have rows."""
        return f"line {line}" if self.format in ("text", "arff") else f"row {line}"


def checked_size(rows: int, cells: int) -> None:
    """Refuses what is too large to be held.

    Raises:
        InvalidRequest: there are too many rows or cells.
    """
    if rows > MAX_ROWS:
        raise InvalidRequest(f"a table must have at most {MAX_ROWS} rows: keep some of them")
    if cells > MAX_CELLS:
        raise InvalidRequest(f"a table must have at most {MAX_CELLS} cells: keep the columns that are needed")


def headed(grid: Grid) -> Grid:
    """The grid with its names, if it has any, apart from its rows, which are all of one length.

    Raises:
        InvalidRequest: there is no row, a row does not fit, or the first row is half a header.
    """
    if grid.names is None and grid.rows and _is_header(grid):
        grid = replace(grid, names=tuple(grid.rows[0]), rows=grid.rows[1:], lines=grid.lines[1:])
    if not grid.rows:
        raise InvalidRequest("the table is empty: give a row for each point, with x1, x2 and label")
    checked_size(len(grid.rows), 0)
    _check_names(grid.names or ())
    _check_widths(grid)
    return grid


def _is_header(grid: Grid) -> bool:
    kinds = [cell_kind(cell) for cell in grid.rows[0]]
    if "word" not in kinds:
        return False
    if not any(kind in NUMERIC for kind in kinds):
        return True
    for column, kind in enumerate(kinds):
        below = counts(row[column] for row in grid.rows[1:] if column < len(row))
        if kind == "word" and set(below) <= {*NUMBERS, "missing"} and below.total() > below["missing"]:
            message = f"{grid.place(grid.lines[0])} mixes names and numbers: give all columns a name, or none"
            raise InvalidRequest(message)
    return False


def _check_names(names: tuple[str, ...]) -> None:
    seen = set[str]()
    for name in filter(None, names):
        if name in seen:
            raise InvalidRequest(f"two columns are named {name[:40]}: rename one of them", name[:40])
        seen.add(name)


def _check_widths(grid: Grid) -> None:
    width = len(grid.names or grid.rows[0])
    for row, line in zip(grid.rows, grid.lines, strict=True):
        if len(row) != width:
            expected = f"under {width} names" if grid.names else f"where the first row has {width}"
            advice = "give every row a cell for each column"
            if grid.delimiter == ",":
                advice += ", and separate them by semicolons if the commas are decimal ones"
            raise InvalidRequest(f"{grid.place(line)} has {len(row)} cells {expected}: {advice}")
