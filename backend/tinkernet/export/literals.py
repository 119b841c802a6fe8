"""Numbers and arrays as Python writes them, laid out for reading."""

import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 100
"""Columns of exported code."""
ROOM = 36
"""Columns for what stands before and after a list on its line."""


def literal(array: NDArray[np.floating[Any]], indent: int = 0) -> str:
    """Nested lists of the shortest decimals that give back the same numbers; one row of a matrix a line."""
    if array.ndim == 1:
        return row(array.astype(str), indent)
    if len(array) == 1:
        return f"[{literal(array[0], indent)}]"
    margin = " " * (indent + 4)
    rows = [f"{margin}{literal(entry, indent + 4)},\n" for entry in array]
    return f"[\n{''.join(rows)}{' ' * indent}]"


def row(items: Iterable[str], indent: int = 0) -> str:
    """One list, on as many lines as it takes."""
    line = f"[{', '.join(items)}]"
    if indent + len(line) <= WIDTH - ROOM:
        return line
    margin = " " * (indent + 4)
    filled = textwrap.fill(line[1:-1], WIDTH, initial_indent=margin, subsequent_indent=margin)
    return f"[\n{filled},\n{' ' * indent}]"
