"""Text as cells: the delimiter that fits best, quotes, comments and blank lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from tinkernet.points.reading.cells import column_kind, counts
from tinkernet.points.reading.directions import MARK
from tinkernet.points.reading.grid import Delimiter, Grid, checked_size
from tinkernet.points.reading.sentences import refusal

SAMPLE = 100
"""Lines by which the delimiter is told."""
LONGEST_LINE = 100_000
MOST_COLUMNS = 1000
_DELIMITERS: tuple[Delimiter, ...] = ("\t", ";", "|", ",", " ")
"""Where two fit equally well, the first is taken."""


class Line(NamedTuple):
    """A line of a file, and its number there, from 1."""

    number: int
    text: str


class Content(Iterator[Line]):
    """The lines of a text but blank ones and comments; `comments` says how many of these came by.

    `remark` is the first of them that begins as `MARK` does.
    """

    def __init__(self, text: str, marks: tuple[str, ...] = ("#", "%")) -> None:
        self.comments = 0
        self.directions: str | None = None
        self._lines = enumerate(io.StringIO(text, newline="\n"), 1)
        self._marks = marks

    def __next__(self) -> Line:
        for number, line in self._lines:
            start = line.lstrip()
            if start.startswith(self._marks):
                self.comments += 1
                if self.directions is None and start.startswith(MARK):
                    self.directions = start.rstrip("\n")
            elif len(line) > LONGEST_LINE:
                raise refusal("long_line", line=number, counted="line", most=LONGEST_LINE)
            elif start:
                return Line(number, line.rstrip("\n"))
        raise StopIteration


def delimited(text: str, encoding: str) -> Grid:
    """The cells of a text of which nothing is known.

    Raises:
        InvalidRequest: a row cannot be split, or there are too many.
    """
    beginning = [line for _, line in islice(Content(text), SAMPLE)]
    delimiter = max(_DELIMITERS, key=lambda candidate: _fit(beginning, candidate))
    content = Content(text)
    rows, ends = split(content, delimiter)
    if rows and max(map(len, rows)) < 2:
        raise refusal("one_cell")
    return Grid(
        "text",
        rows,
        ends,
        encoding=encoding,
        delimiter=delimiter,
        comments=content.comments,
        directions=content.directions,
    )


def split(
    content: Iterator[Line], delimiter: Delimiter, quote: str = '"'
) -> tuple[list[list[str]], list[int]]:
    """Rows of cells, and the number of the line in which each ends.

    Raises:
        InvalidRequest: a quote is not closed, a cell is too long, or there are too many rows or cells.
    """
    source = _Source(content, delimiter)
    rows: list[list[str]] = []
    ends: list[int] = []
    cells = 0
    try:
        for row in _reader(source, delimiter, quote, strict=True):
            rows.append([cell.strip() for cell in row])
            ends.append(source.number)
            cells += len(row)
            checked_size(len(rows) - 1, cells)
    except csv.Error:
        raise refusal("unsplit", line=source.number, counted="line") from None
    return rows, ends


class _Source(Iterator[str]):
    """Lines for the reader of cells; `number` is that of the last one it took."""

    def __init__(self, content: Iterator[Line], delimiter: Delimiter) -> None:
        self.number = 0
        self._content = content
        self._delimiter = delimiter

    def __next__(self) -> str:
        self.number, text = next(self._content)
        return _prepared(text, self._delimiter)


def _prepared(line: str, delimiter: Delimiter) -> str:
    """A line for the reader of cells; white space of whatever kind is one blank or several."""
    return f"{line.replace(chr(9), ' ').strip() if delimiter == ' ' else line}\n"


def _reader(
    source: Iterable[str], delimiter: Delimiter, quote: str = '"', *, strict: bool = False
) -> Iterator[list[str]]:
    return csv.reader(source, delimiter=delimiter, quotechar=quote, skipinitialspace=True, strict=strict)


def _fit(beginning: list[str], delimiter: Delimiter) -> tuple[bool, float, float]:
    """How well a delimiter fits: two columns of numbers, rows of one length, and most columns numbers."""
    try:
        rows = list(_reader((_prepared(line, delimiter) for line in beginning), delimiter))
    except csv.Error:
        return False, 0, 0
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if not 1 < width <= MOST_COLUMNS:
        return False, float(width > 1), 0
    columns = zip(*[row for row in rows[1:] if len(row) == width] or rows[:1], strict=False)
    numeric = sum(_is_numeric([cell.strip() for cell in column], delimiter) for column in columns)
    return numeric >= 2, count / len(rows), numeric / width


def _is_numeric(cells: list[str], delimiter: Delimiter) -> bool:
    found = counts(cells)
    if delimiter == ",":
        found["word"] += found.pop("comma", 0)
    return column_kind(found) == "number"
