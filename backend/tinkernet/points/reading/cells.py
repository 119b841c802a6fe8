"""What the text of a cell is: a number, a truth value, a word, or nothing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal, cast

CellKind = Literal["missing", "whole", "point", "comma", "odd", "boolean", "word"]
ColumnKind = Literal["number", "word", "boolean", "missing"]
Decimal = Literal[".", ","]
Counts = Counter[CellKind]

MISSING = frozenset({"", "NA", "N/A", "n/a", "nan", "NaN", "NAN", "null", "NULL", "Null", "?", "-", "#N/A"})
NUMBERS: tuple[CellKind, ...] = ("whole", "point", "comma")
LONGEST_NUMBER = 100
"""Characters; what is longer is a word."""

_EXPONENT = r"(?:[eE][+\-\u2212]?[0-9]+)?"
_CELL = re.compile(
    rf"""(?P<whole>[+\-\u2212]?[0-9]+{_EXPONENT})
    |(?P<point>[+\-\u2212]?(?:[0-9]+\.[0-9]*|\.[0-9]+){_EXPONENT})
    |(?P<comma>[+\-\u2212]?(?:[0-9]+,[0-9]*|,[0-9]+){_EXPONENT})
    |(?P<boolean>(?i:true|false))
    |(?P<odd>[+\-\u2212]?(?:[0-9][0-9.,_'\u2019\ \u00a0\u202f]*{_EXPONENT}|(?i:inf|infinity|0x[0-9a-f]+)))""",
    re.VERBOSE,
)


def cell_kind(text: str) -> CellKind:
    """What a cell is, of which the white space around it was taken away.

    `odd` looks like a number and is none: a second point or comma, `1_0`, `inf`, hexadecimal digits.
    """
    if text in MISSING:
        return "missing"
    found = _CELL.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    return cast(CellKind, found.lastgroup) if found else "word"


def counts(cells: Iterable[str]) -> Counts:
    """How many cells there are of each kind."""
    return Counter(map(cell_kind, cells))


def column_kind(found: Counts) -> ColumnKind:
    """What a column is, if half of what is there are numbers, one of numbers: the rest are errors in it."""
    present = found.total() - found["missing"]
    if present == 0:
        return "missing"
    if 2 * sum(found[kind] for kind in NUMBERS) >= present:
        return "number"
    return "boolean" if found["boolean"] == present else "word"


def number(text: str) -> float:
    """The value of a cell that is a number, with a decimal point or a decimal comma; it may be infinite."""
    return float(text.replace(",", ".").replace("\u2212", "-"))


def unaccented(text: str) -> str:
    """The same letters without accents."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def shortest(value: float) -> str:
    """A number as text, as short as it can be: `1` for 1.0."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
