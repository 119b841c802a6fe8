"""JSON in and out."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.base.strict_json import decimals, dump, parse
from tinkernet.errors import InvalidRequest

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_proper_json_is_read_as_it_is(value: object) -> None:
    try:
        text = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return  # a lone surrogate cannot be sent at all
    assert parse(text) == value


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[1,]", b"{'a': 1}", b"1 2", b"NaN", b"[Infinity]", b"-Infinity", b"1e400", b"[-1e999]",
        b'"\\ud800"', b'{"\\udfff": 1}', b"\xff", b'"\xed\xa0\x80"', b"1" + b"0" * 5000, b"[" * 100_000,
        b'{"a": 1, "a": 2}',
    ],
)  # fmt: skip
def test_what_is_not_strict_json_is_refused_without_an_echo(text: bytes) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        parse(text)
    assert len(refusal.value.message) < 100


def test_escaped_pairs_of_surrogates_are_text() -> None:
    assert parse(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


def test_numbers_that_are_not_finite_become_null() -> None:
    assert dump({"loss": float("nan"), "rate": float("inf")}) == b'{"loss":null,"rate":null}'


def test_decimals_give_back_the_same_float32_values() -> None:
    values = np.float32([[0.1, 1e-30], [-3.4e38, 1 / 3]])
    assert decimals(values)[0][0] == 0.1
    assert np.array_equal(np.float32(decimals(values)), values)
