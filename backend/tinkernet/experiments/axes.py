"""The values of an axis: thousands of them are looked at together, without a config for each."""

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from tinkernet.config import FIELDS

DATA = (
    "data.dataset", "data.task", "data.expression", "data.points", "training.loss", "training.class_weight",
)  # fmt: skip
LAYERS = ("network.hidden", "network.activation")
FEATURES = ("features",)
"""The groups of fields that the config looks at together; of any other, its own type says what is valid."""


def are_distinct(values: Sequence[Any]) -> bool:
    """Whether no value is there twice: 0, 0.0 and -0.0 are the same one, true and 1 are not."""
    return len(set(map(_identity, values))) == len(values)


def unfit(path: str, values: Sequence[Any]) -> list[Any]:
    """Those of the values that the type of a field refuses."""
    try:
        _type(path).validate_python(values)
    except ValidationError as error:
        places = dict.fromkeys(details["loc"][0] for details in error.errors(include_url=False))
        return [values[place] for place in places if isinstance(place, int)]
    return []


@cache
def _type(path: str) -> TypeAdapter[Any]:
    """The type of a list of values; there is such a field."""
    field = FIELDS[path]
    return TypeAdapter(tuple[Annotated[field.annotation, path, *field.metadata], ...])  # type: ignore[name-defined]


def _identity(value: Any) -> Hashable:
    if isinstance(value, list | tuple):
        return tuple(map(_identity, value))
    if isinstance(value, dict):
        return tuple((name, _identity(inner)) for name, inner in sorted(value.items()))
    return isinstance(value, bool), value
