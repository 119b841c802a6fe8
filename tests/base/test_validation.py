from typing import Any

import pytest

from tinkernet.base.validation import dotted, plain, quoted
from tinkernet.config import Config
from tinkernet.errors import InvalidConfig


def refusal(sections: Any) -> InvalidConfig:
    with pytest.raises(InvalidConfig) as caught:
        Config.parse(sections)
    return caught.value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"), (True, "true"), (False, "false"), (80, "80"), (-3, "-3"), (0.5, "0.5"),
        (1e-6, "1e-06"),        (10.0, "10"), (10**400, "a huge number"), (-(10**15), "a huge number"),
        (1e300, "a huge or non-finite number"),
        (float("nan"), "a huge or non-finite number"), (-float("inf"), "a huge or non-finite number"),
        ("abc", "'abc'"), ([1], "a list"), ((), "a list"), ({}, "an object"),
    ],
)  # fmt: skip
def test_values_are_quoted_briefly(value: object, text: str) -> None:
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("noise", "noise"),
        ("a" * 40, "a" * 40),
        ("a" * 41, "a" * 37 + "..."),
        ("\ud800", "\\ud800"),
        ("é", "\\xe9"),
        ("line\nbreak\x00\x7f", "line?break??"),
        ("<script>", "<script>"),
    ],
)
def test_text_is_cut_and_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert plain(text).isascii()


def test_paths_are_dotted() -> None:
    assert dotted(["data", "points", 3, 0]) == "data.points[3][0]"
    assert dotted([]) == ""
    assert dotted(["\udfff"]) == "\\udfff"


@pytest.mark.parametrize("name", ["x" * 10_000, "\x00", "noïse"])
def test_a_strange_field_name_is_neither_echoed_whole_nor_an_accident(name: str) -> None:
    error = refusal({"data": {name: 1}})
    assert error.message == f"there is no field '{plain(name)}'"
    assert error.field == f"data.{plain(name)}"
    assert set(error.as_dict()) == {"code", "message", "field"}


def test_a_field_name_that_is_no_text() -> None:
    error = refusal({"data": {"\ud800": 1}})
    assert error.message == "data must be valid text, got '\\ud800'"


@pytest.mark.parametrize("value", ["\ud800" * 1000, "x" * 10_000, "\x00\n"])
def test_a_strange_value_is_neither_echoed_whole_nor_an_accident(value: str) -> None:
    for sections in ({"data": {"dataset": value}}, {"data": {"noise": value}}, {"features": [value]}):
        error = refusal(sections)
        error.message.encode("ascii")
        assert len(error.message) < 300
        assert error.message.endswith(f"got {quoted(value)}") or "valid text" in error.message


def test_a_name_that_is_not_allowed_lists_those_that_are() -> None:
    assert refusal({"network": {"init": "he"}}).message == (
        "init must be one of classic, xavier_uniform, xavier_normal, kaiming_uniform, kaiming_normal, "
        "pytorch, zeros, got 'he'"
    )


def test_a_violation_across_fields_quotes_braces_as_they_are() -> None:
    error = refusal({"data": {"dataset": "custom", "task": "classification"}})
    assert error.message == "points must be given with the data set custom"


def test_the_first_of_several_violations_is_told() -> None:
    error = refusal({"data": {"noise": -1}, "network": {"hidden": [0]}})
    assert error.field == "data.noise"


def test_a_section_that_is_no_object() -> None:
    error = refusal({"data": [1]})
    assert (error.message, error.field) == ("data must be an object, got a list", "data")
