"""The one way in and out for JSON, for REST and for the stream.

What comes in is read more strictly than by Python itself: no `NaN`, no number that overflows, no name given
twice, no lone surrogate. What goes out has `null` for every number that is not finite.
"""

import json
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic_core import to_json

from tinkernet.errors import InvalidRequest, Remark

LONGEST_INTEGER = 20
"""Digits of the longest whole number that is read: 2⁶⁴ has twenty."""


def parse(text: bytes | str) -> Any:
    """The value of one JSON document.

    Raises:
        InvalidRequest: it is not strict JSON; the message never quotes the input.
    """
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        value = _decoder.decode(decoded)
        if "\\u" in decoded:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise _refusal("the JSON must be valid Unicode, encoded as UTF-8") from None
    except json.JSONDecodeError as error:
        place = Remark("json_malformed", {"line": error.lineno, "character": error.colno})
        message = f"the JSON is malformed at line {error.lineno}, column {error.colno}"
        raise InvalidRequest(message, remark=place) from None
    except RecursionError:
        raise _refusal("the JSON is nested too deeply") from None
    return value


def dump(value: Any) -> bytes:
    """Compact JSON of plain values and pydantic models; a number that is not finite becomes null."""
    return to_json(value, inf_nan_mode="null")


def decimals(array: NDArray[np.floating[Any]]) -> Any:
    """Nested lists of the shortest decimals that give back the same values."""
    return array.astype(str).astype(np.float64).tolist()


def _refusal(message: str) -> InvalidRequest:
    """What JSON in general allows, and is not read here."""
    return InvalidRequest(message, remark=Remark("json_strict", {}))


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _refusal("the JSON holds a number that is too large")
    return number


def _integer(text: str) -> int:
    if len(text) > LONGEST_INTEGER:
        raise _refusal("the JSON holds a whole number that is too large")
    return int(text)


def _no_constant(name: str) -> float:
    raise _refusal(f"the JSON holds {name}, which is not a number of JSON")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _refusal("the JSON names a field twice in one object")
    return members


_decoder = json.JSONDecoder(
    parse_float=_finite, parse_int=_integer, parse_constant=_no_constant, object_pairs_hook=_distinct
)
