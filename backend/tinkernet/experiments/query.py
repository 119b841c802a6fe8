"""Questions about results: filtered, sorted and paged by the database."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from tinkernet.base import strict_json
from tinkernet.base.validation import plain, quoted
from tinkernet.errors import InvalidRequest
from tinkernet.experiments.schema import SavedResult
from tinkernet.experiments.sweep import Experiment, Values
from tinkernet.tables import SHARES
from tinkernet.wire.experiment import Best, Result

MAX_FILTERS = 16
_BEST = tuple(f"best_{name}" for name in Best.model_fields)
COLUMNS = tuple(
    column
    for name in Result.model_fields
    if name != "values"
    for column in (_BEST if name == "best" else (name,))
)
"""The fields of a result, in one row; the values of the axes are apart."""
_COMPARED = tuple(column for column in COLUMNS if column not in SHARES)
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": eq,
    "ne": lambda column, value: column.is_distinct_from(value),  # null differs from every value
    "lt": lt,
    "le": le,
    "gt": gt,
    "ge": ge,
}
Column = ColumnElement[Any]
Scalar = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Question:
    """Which results, in which order."""

    filters: tuple[str, ...] = ()
    """`field:comparison:value`, such as `test_loss:lt:0.01`; all must hold."""
    sort: str = "run"
    """A field, with a minus before it for descending."""


def is_numeric(experiment: Experiment, axis: str) -> bool:
    """Whether all values of an axis are numbers, or null."""
    return all(one is None or _is_number(one) for one in experiment.choices(axis))


def searchable(values: Values) -> dict[str, Scalar]:
    """A point's values as the database can compare them: what is neither number nor text, as compact JSON."""
    return {path: _searchable(value) for path, value in values.items()}


def _searchable(value: Any) -> Scalar:
    if value is None or isinstance(value, str) or _is_number(value):
        return value  # type: ignore[no-any-return]
    return json.dumps(value, separators=(",", ":"))


def selection(identity: str, experiment: Experiment, question: Question) -> Select[int]:
    """The statement whose answer are the numbers of the runs that are asked for, in order.

    Raises:
        InvalidRequest: it asks for a field that results do not have, or makes no sense.
    """
    if len(question.filters) > MAX_FILTERS:
        raise InvalidRequest(f"there may be {MAX_FILTERS} filters, got {len(question.filters)}", "filter")
    conditions = [_condition(text, experiment) for text in question.filters]
    column, _ = _field(question.sort.removeprefix("-"), experiment, "sort")
    ordered = column.desc() if question.sort.startswith("-") else column.asc()
    return (
        select(SavedResult.run)
        .where(and_(SavedResult.experiment == identity, *conditions))
        .order_by(ordered.nulls_last(), SavedResult.run)
    )


def _condition(text: str, experiment: Experiment) -> Column:
    name, _, rest = text.partition(":")
    word, _, written = rest.partition(":")
    column, is_number = _field(name, experiment, "filter")
    compare = _COMPARISONS.get(word)
    if compare is None:
        raise InvalidRequest(
            f"a filter must be field:comparison:value, with one of {', '.join(_COMPARISONS)}, "
            f"got '{plain(text)}'",
            "filter",
        )
    if "\0" in written:  # PostgreSQL has no such text
        raise InvalidRequest("the value of the filter must not hold the character NUL", "filter")
    value = _value(written, is_number)
    if (value is None or isinstance(value, bool)) and word not in ("eq", "ne"):
        raise InvalidRequest(f"{json.dumps(value)} can only be compared with eq and ne", "filter")
    condition: Column = compare(column, value)
    return condition


def _field(name: str, experiment: Experiment, parameter: str) -> tuple[Column, bool | None]:
    """The column of a field, and whether it holds numbers; None: truth values."""
    if name in _COMPARED:
        is_number = {"reason": False, "succeeded": None}.get(name, True)
        return getattr(SavedResult, name), is_number
    if name not in experiment.axes:
        fields = ", ".join((*_COMPARED, *experiment.axes))
        raise InvalidRequest(f"{parameter} must name one of {fields}, got {quoted(name)}", parameter)
    value = SavedResult.values[name]
    if is_numeric(experiment, name):
        return value.as_float(), True
    return value.as_string(), False


def _value(text: str, is_number: bool | None) -> Scalar:
    """What a filter compares with: `null`, a number, `true` or `false`, or a text."""
    if text == "null":
        return None
    try:
        value = strict_json.parse(text)
    except InvalidRequest:
        value = text
    if is_number is False:
        return _searchable(value) if isinstance(value, list | bool) else text
    if is_number and _is_number(value) and math.isfinite(value):
        return float(value)
    if is_number is None and isinstance(value, bool):
        return value
    expected = "a number" if is_number else "true or false"
    raise InvalidRequest(f"the value of the filter must be {expected}, got '{plain(text)}'", "filter")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
