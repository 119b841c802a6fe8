"""From a column of labels to numbers: classes with names, or the values of a regression."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tinkernet.errors import InvalidRequest, RemarkValue
from tinkernet.points.point_set import MAX_CLASSES, Floats, Task
from tinkernet.points.reading.cells import NUMBERS, CellKind, cell_kind, number, shortest, unaccented
from tinkernet.points.reading.grid import Counted
from tinkernet.points.reading.report import TaskWhy
from tinkernet.points.reading.sentences import Code, Title, refusal, title
from tinkernet.points.reading.table import Wishes

LONGEST_NAME = 40
EXACT = 1e15
"""What is larger counts nothing."""
CLASS_LIKE = 10
"""Up to so many whole numbers that all repeat are taken for classes, of which there are too many."""


class Labels(NamedTuple):
    """Labels as they are understood."""

    values: Floats
    class_names: tuple[str, ...]
    task: Task
    why: TaskWhy


class Source(NamedTuple):
    """The cells of the column of labels in the rows that are used."""

    called: Title
    cells: Sequence[str]
    lines: Sequence[int]
    """Where each of them stands."""
    counted: Counted

    def refusal(self, code: Code, **values: RemarkValue) -> InvalidRequest:
        """An error of this column."""
        return refusal(code, title(self.called), column=self.called, **values)

    def refusal_at(self, row: int, code: Code, **values: RemarkValue) -> InvalidRequest:
        """An error of one of its cells."""
        where: dict[str, RemarkValue] = {"line": self.lines[row], "counted": self.counted}
        return self.refusal(code, cell=self.cells[row], **where, **values)


Kinds = Mapping[str, CellKind]


def labels(source: Source, wishes: Wishes) -> Labels:
    """What the labels mean; whatever it is, it can be said otherwise.

    Raises:
        InvalidRequest: they are neither up to eight classes nor numbers, or not what was asked for.
    """
    kinds = {cell: cell_kind(cell) for cell in set(source.cells)}
    _check_odd(source, kinds)
    if wishes.task == "regression":
        if wishes.classes is not None:
            raise refusal("classes_of_regression", "classes")
        return _regression(source, kinds, "asked")
    if wishes.classes is not None:
        return _asked_classes(source, kinds, wishes.classes)
    are_numbers = all(kind in NUMBERS for kind in kinds.values())
    if wishes.task is None and are_numbers:
        reason = _regression_reason(source)
        if reason is not None:
            return _regression(source, kinds, reason)
    named = _names(kinds)
    names = _ordered(set(named.values()))
    if wishes.task is not None:
        return _classes(source, named, names, "asked")
    if are_numbers:
        return _classes(source, named, _completed(names), "few numbers")
    _check_words(source, kinds, len(names))
    return _classes(source, named, names, "booleans" if set(kinds.values()) == {"boolean"} else "words")


def _first(source: Source, cells: set[str]) -> int:
    """The first row that has one of these cells."""
    return next(row for row, cell in enumerate(source.cells) if cell in cells)


def _check_odd(source: Source, kinds: Kinds) -> None:
    """What looks like a number and is none must not become a class beside numbers."""
    odd = {cell for cell, kind in kinds.items() if kind == "odd"}
    if odd and any(kind in NUMBERS for kind in kinds.values()):
        raise source.refusal_at(_first(source, odd), "label_odd")


def _check_words(source: Source, kinds: Kinds, count: int) -> None:
    """Many numbers and a few words are a regression with errors in it."""
    words = {cell for cell, kind in kinds.items() if kind not in NUMBERS}
    if count > MAX_CLASSES and 2 * sum(cell in words for cell in source.cells) <= len(source.cells):
        raise source.refusal_at(_first(source, words), "label_no_number")


def _names(kinds: Kinds) -> dict[str, str]:
    """The name of the class of each text; of several that are one class, the first by the alphabet."""
    first: dict[str, str] = {}
    for cell, kind in sorted(kinds.items()):
        first.setdefault(_key(cell, kind), cell)
    return {
        cell: _key(cell, kind) if kind in NUMBERS else first[_key(cell, kind)] for cell, kind in kinds.items()
    }


def _key(cell: str, kind: CellKind) -> str:
    """The same for texts that are one class: 1 and 1.0, TRUE and True."""
    if kind in NUMBERS:
        return shortest(number(cell) + 0.0)
    return cell.casefold() if kind == "boolean" else cell


def _ordered(names: set[str]) -> list[str]:
    """Numbers by their value, then words by the alphabet, é beside e; but minus before plus."""
    signs = {"-": "+", "+": "-"}

    def key(name: str) -> tuple[bool, float, str, str]:
        is_number = cell_kind(name) in NUMBERS
        word = signs.get(name, unaccented(name.casefold()))
        return not is_number, number(name) if is_number else 0, word, name

    return sorted(names, key=key)


def _completed(names: list[str]) -> list[str]:
    """The pair of a class of two that stands alone: -1, 0 or 1."""
    pairs = {"-1": ["-1", "1"], "1": ["-1", "1"], "0": ["0", "1"]}
    return pairs.get(names[0], names) if len(names) == 1 else names


def _regression_reason(source: Source) -> TaskWhy | None:
    """Why numbers are the values of a regression; None: they are classes."""
    counted = Counter(map(number, source.cells))
    if not all(value.is_integer() and abs(value) < EXACT for value in counted):
        return "fractions"
    count, least, largest = len(counted), min(counted), max(counted)
    if count > MAX_CLASSES:
        if count <= CLASS_LIKE and min(counted.values()) > 1:
            raise source.refusal("like_classes", count=count, most=MAX_CLASSES)
        return "many numbers"
    counts_up = least in (0, 1) and largest - least == count - 1
    if count > 2 and len(source.cells) < 2 * count and not counts_up:
        return "no repetitions"
    return None


def _regression(source: Source, kinds: Kinds, why: TaskWhy) -> Labels:
    words = {cell for cell, kind in kinds.items() if kind not in NUMBERS}
    if words:
        raise source.refusal_at(_first(source, words), "label_of_regression")
    values = np.array([number(cell) for cell in source.cells], np.float64)
    if not np.isfinite(values).all():
        raise source.refusal_at(int(np.isinf(values).argmax()), "number_too_large")
    return Labels(values, (), "regression", why)


def _asked_classes(source: Source, kinds: Kinds, asked: Sequence[str]) -> Labels:
    by_key = {_key(name, cell_kind(name)): name for name in asked}
    if len(by_key) < len(asked):
        raise refusal("class_twice", "classes")
    unknown = {cell for cell, kind in kinds.items() if _key(cell, kind) not in by_key}
    if unknown:
        raise source.refusal_at(_first(source, unknown), "class_unknown")
    named = {cell: by_key[_key(cell, kind)] for cell, kind in kinds.items()}
    return _classes(source, named, list(asked), "asked")


def _classes(source: Source, named: Mapping[str, str], names: list[str], why: TaskWhy) -> Labels:
    count = len(names)
    if count > MAX_CLASSES:
        raise source.refusal("many_classes", count=count, most=MAX_CLASSES)
    if count < 2:
        raise source.refusal("one_class", cell=names[0])
    long = {cell for cell, name in named.items() if len(name) > LONGEST_NAME}
    if long:
        raise source.refusal_at(_first(source, long), "long_class", most=LONGEST_NAME)
    values = [-1.0, 1.0] if count == 2 else [float(place) for place in range(count)]
    label = dict(zip(names, values, strict=True))
    return Labels(
        np.array([label[named[cell]] for cell in source.cells]), tuple(names), "classification", why
    )
