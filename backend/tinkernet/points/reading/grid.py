"""The cells of a file as text, before anybody has understood them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tinkernet.points.reading.cells import NUMBERS, cell_kind, counts
from tinkernet.points.reading.sentences import Code, refusal

Format = Literal["text", "json", "arff", "parquet", "arrow", "npz", "arrays"]
Counted = Literal["line", "row"]
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
    directions: str | None = None
    """The comment in which a table says how it is to be read."""

    @property
    def counted(self) -> Counted:
        """What `lines` are: formats without lines have rows."""
        return counted(self.format)


def counted(format: Format) -> Counted:
    """What is counted in a file of a format."""
    return "line" if format in ("text", "arff") else "row"


def checked_size(rows: int, cells: int) -> None:
    """Refuses what is too large to be held.

    Raises:
        InvalidRequest: there are too many rows or cells.
    """
    if rows > MAX_ROWS:
        raise refusal("too_many_rows", most=MAX_ROWS)
    if cells > MAX_CELLS:
        raise refusal("too_many_cells", most=MAX_CELLS)


def headed(grid: Grid) -> Grid:
    """The grid with its names, if it has any, apart from its rows, which are all of one length.

    Raises:
        InvalidRequest: there is no row, a row does not fit, or the first row is half a header.
    """
    if grid.names is None and grid.rows and _is_header(grid):
        grid = replace(grid, names=tuple(grid.rows[0]), rows=grid.rows[1:], lines=grid.lines[1:])
    if not grid.rows:
        raise refusal("empty")
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
            raise refusal("half_header", line=grid.lines[0], counted=grid.counted)
    return False


def _check_names(names: tuple[str, ...]) -> None:
    seen = set[str]()
    for name in filter(None, names):
        if name in seen:
            raise refusal("name_twice", name[:40], name=name[:40])
        seen.add(name)


def _check_widths(grid: Grid) -> None:
    width = len(grid.names or grid.rows[0])
    has_commas = grid.delimiter == ","
    code: Code = "ragged_commas" if has_commas else "ragged"
    if grid.names:
        code = "ragged_header_commas" if has_commas else "ragged_header"
    for row, line in zip(grid.rows, grid.lines, strict=True):
        if len(row) != width:
            raise refusal(code, line=line, counted=grid.counted, count=len(row), expected=width)
