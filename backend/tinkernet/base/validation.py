"""From pydantic's validation errors to one sentence with the offending value, in the words of the product.

Values are quoted only where they are short and harmless: no huge, non-finite or unprintable input is echoed.
"""

import math
from typing import Any, TypeVar

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from tinkernet.errors import InvalidConfig, InvalidRequest

WORD, NUMBER = "a word", "a number"
"""Tags of the alternatives of a union, which no path names."""
_TAGS = frozenset({"one", "each", WORD, NUMBER})
Model = TypeVar("Model", bound=BaseModel)
_KINDS = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "string_unicode": "valid text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "dict_type": "an object",
    "finite_number": "a finite number",
}


def across_fields(message: str) -> PydanticCustomError:
    """A violation that spans several fields; the message is the sentence."""
    return PydanticCustomError("across_fields", message)


def violation(error: ValidationError, model: type[BaseModel]) -> InvalidConfig:
    """The first violation of `model`, as a domain error with the dotted path of its field."""
    details = error.errors(include_url=False)[0]
    path = [part for part in details["loc"] if part not in _TAGS]
    field = details.get("ctx", {}).get("field")
    if field is not None:
        path = [*path, *field.split(".")]
    return InvalidConfig(sentence(details, model), dotted(path) or None)


def validated(model: type[Model], body: object) -> Model:
    """An instance of `model` from untrusted data.

    Raises:
        InvalidRequest: it is not valid.
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False)[0], model) from None


def refusal(details: ErrorDetails, model: type[BaseModel] = BaseModel) -> InvalidRequest:
    """One of pydantic's errors as a domain error; with the model, its message names both limits."""
    path = [part for part in details["loc"] if part not in (WORD, NUMBER)]
    named = (
        path
        if any(isinstance(part, str) for part in path)
        else [f"change {dotted(path)}" if path else "the body"]
    )
    text = sentence({**details, "loc": tuple(named)}, model)
    return InvalidRequest(text, dotted(path) or None)


def dotted(path: list[str | int]) -> str:
    """`data.points[3]` for ("data", "points", 3); names that are not plain are cut and escaped."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + plain(part)
    return text


def plain(text: str) -> str:
    """At most 40 printable ASCII characters of `text`."""
    escaped = text.encode("ascii", "backslashreplace").decode("ascii")
    clean = "".join(c if c.isprintable() else "?" for c in escaped)
    return clean if len(clean) <= 40 else clean[:37] + "..."


def quoted(value: object) -> str:
    """A short description of an offending value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else "a huge number"
    if isinstance(value, float):
        return (
            f"{value:.15g}" if math.isfinite(value) and abs(value) < 1e15 else "a huge or non-finite number"
        )
    if isinstance(value, str):
        return f"'{plain(value)}'"
    return "a list" if isinstance(value, list | tuple) else "an object"


def sentence(details: ErrorDetails, model: type[BaseModel]) -> str:
    """One sentence that says what is allowed and what came instead."""
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    names = [part for part in details["loc"] if isinstance(part, str) and part not in _TAGS]
    name = plain(names[-1]) if names else "the config"
    if kind == "across_fields":
        return details["msg"]
    if kind == "extra_forbidden":
        return f"there is no field '{name}'"
    if kind == "missing":
        return f"{name} must be given"
    if kind == "literal_error":
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return f"{name} must be one of {choices}, got {quoted(value)}"
    if kind == "alternatives":
        return f"{name} must be {context['expected']}, got {quoted(value)}"
    if kind.endswith(("too_long", "too_short")):
        sense, limit = ("most", "max_length") if kind.endswith("long") else ("least", "min_length")
        one, many = ("character", "characters") if kind.startswith("string") else ("entry", "entries")
        size = f"{context[limit]} {one if context[limit] == 1 else many}"
        return f"{name} must have at {sense} {size}, got {context.get('actual_length', quoted(value))}"
    if kind in _KINDS:
        return f"{name} must be {_KINDS[kind]}, got {quoted(value)}"
    limits = _limits(model, names)
    return f"{name} must be {limits or _relation(context)}, got {quoted(value)}"


def _relation(context: dict[str, Any]) -> str:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    return (
        " and ".join(f"{words[key]} {quoted(limit)}" for key, limit in context.items() if key in words)
        or "valid"
    )


def _limits(model: type[BaseModel], names: list[str]) -> str:
    """Both limits of the named field: `between 0 and 50`; empty where the field has none itself."""
    info = _field(model, names)
    bounds: dict[type, float] = {}
    for constraint in constraints(info.annotation, info.metadata) if info else ():
        for bound, attribute in ((Ge, "ge"), (Gt, "gt"), (Le, "le"), (Lt, "lt")):
            if isinstance(constraint, bound):
                bounds[bound] = getattr(constraint, attribute)
    if Ge in bounds and Le in bounds:
        return f"between {quoted(bounds[Ge])} and {quoted(bounds[Le])}"
    if Gt in bounds and Le in bounds:
        return f"more than {quoted(bounds[Gt])} and at most {quoted(bounds[Le])}"
    if Ge in bounds and Lt in bounds:
        return f"at least {quoted(bounds[Ge])} and less than {quoted(bounds[Lt])}"
    return ""


def _field(model: type[BaseModel], names: list[str]) -> FieldInfo | None:
    *sections, last = names or [""]
    for section in sections:
        info = model.model_fields.get(section)
        inner = info.annotation if info else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return None
        model = inner
    return model.model_fields.get(last)


def constraints(annotation: Any, metadata: list[Any]) -> list[Any]:
    """The constraints on a field's own value, also through `Annotated` and `| None`."""
    found = list(metadata)
    for nested in getattr(annotation, "__metadata__", ()):
        found += getattr(nested, "metadata", [nested])
    for part in getattr(annotation, "__args__", ()):
        if hasattr(part, "__metadata__"):
            found += constraints(part, [])
    return found
