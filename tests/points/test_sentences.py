"""What there is to say of a table: by a code, in a sentence, and in the languages of the page."""

import json
import re
from pathlib import Path

import pytest

from tests.points.reading_cases import EXPECTED, FOLDER
from tinkernet.base.expressions.tree import SENTENCES as EXPRESSIONS
from tinkernet.errors import InvalidRequest, Remark
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.sentences import SENTENCES, sentence

ROOT = Path(__file__).parents[2]
SOURCE = "\n".join(path.read_text() for path in (ROOT / "backend" / "tinkernet").rglob("*.py"))
TEXTS = {
    language: json.loads((ROOT / "frontend" / "locales" / f"tables.{language}.json").read_text())
    for language in ("en", "fr")
}
ELSEWHERE = {
    *re.findall(r'Remark\("(\w+)"', SOURCE),
    *re.findall(r'"(beyond_\w+)": "', SOURCE),
} - EXPRESSIONS.keys()
"""Codes of what is refused before there is a table, or after; expressions have texts of their own."""
REFUSED = [name for name, expected in EXPECTED.items() if isinstance(expected, str)]


@pytest.mark.parametrize("language", TEXTS)
def test_each_code_has_a_text_on_the_page(language: str) -> None:
    assert {"json_malformed", "json_strict", "too_many_bytes", "beyond_square"} <= ELSEWHERE
    for code in {*SENTENCES, *ELSEWHERE}:
        assert TEXTS[language][f"remark.{code}"].strip(), code


def test_texts_on_the_page_have_no_values_that_sentences_lack() -> None:
    for code, english in SENTENCES.items():
        names = re.findall(r"\{(\w+)\}", TEXTS["fr"][f"remark.{code}"])
        assert set(names) <= set(re.findall(r"\{(\w+)\}", english)), code


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_the_same_by_its_code(name: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_table((FOLDER / name).read_bytes())
    remark = refusal.value.remark
    assert remark is not None
    told = {code: text for code, text in SENTENCES.items() if code == remark.code}
    if told:
        [code] = told
        assert sentence(code, **remark.values) == refusal.value.message
    assert refusal.value.as_dict()["remark"] == {"code": remark.code, "values": remark.values}


def test_what_is_repeated_of_a_table_is_short_and_can_be_shown() -> None:
    cell = "é\u202e" + "x" * 100
    with pytest.raises(InvalidRequest) as refusal:
        read_table(f"x1,x2,label\n1,2,a\n2,2,a\n{cell},2,b\n".encode())
    assert refusal.value.remark == Remark(
        "no_number", {"column": "x1", "cell": "é?" + "x" * 37 + "…", "line": 4, "counted": "line"}
    )


def test_rows_that_are_left_out_have_a_code_too() -> None:
    _, report = read_table(b"1;2;a\n1;3;b\n1;;b\n")
    assert report.left_out[0].reason == "column 2 is missing"
    assert report.left_out[0].remark == Remark("missing", {"column": 2})
