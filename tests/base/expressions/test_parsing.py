"""Expressions, from text to tree."""

import contextlib
import json
import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinkernet.base.expressions.parsing import parsed
from tinkernet.base.expressions.tree import FUNCTIONS, MAX_LENGTH, SENTENCES, Node, Unreadable, written

GOLDEN = Path(__file__).parents[2] / "golden" / "expressions.json"
CASES: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
"""Trees and errors, to which the page is held too: tests/frontend/lib/expressions."""
LIMIT = 0.005
NAMES = ("x1", "x2")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_texts_are_the_trees_and_errors_of_the_golden_file(case: dict[str, Any]) -> None:
    text, names, conditions = case["text"], case["names"], case["conditions"]
    if "tree" in case:
        assert str(parsed(text, names, conditions=conditions)) == case["tree"]
        return
    with pytest.raises(Unreadable) as refusal:
        parsed(text, names, conditions=conditions)
    assert (refusal.value.code, refusal.value.at) == (case["error"], case["at"])
    assert f"at character {case['at'] + 1}, " in refusal.value.sentence


def test_the_golden_file_has_every_code() -> None:
    assert {case["error"] for case in CASES if "error" in case} == set(SENTENCES)


def _numbers() -> st.SearchStrategy[Node]:
    numbers = st.floats(0, allow_nan=False, allow_infinity=False)
    leaves = numbers.map(lambda number: Node("num", (), number)) | st.sampled_from(NAMES).map(
        lambda name: Node("var", (), name)
    )
    exponents = st.floats(-8, 8).map(lambda number: Node("num", (), number))

    def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        return (
            st.builds(Node, st.sampled_from(["add", "sub", "mul", "div"]), st.tuples(inner, inner))
            | st.builds(Node, st.sampled_from([*FUNCTIONS, "neg"]), st.tuples(inner))
            | st.builds(Node, st.just("pow"), st.tuples(inner, exponents))
        )

    return st.recursive(leaves, larger, max_leaves=12)


def _conditions() -> st.SearchStrategy[Node]:
    pairs = st.tuples(_numbers(), _numbers())
    return st.recursive(
        st.builds(Node, st.sampled_from(["lt", "gt", "le", "ge"]), pairs),
        lambda inner: (
            st.builds(Node, st.sampled_from(["and", "or"]), st.tuples(inner, inner))
            | st.builds(Node, st.just("not"), st.tuples(inner))
        ),
        max_leaves=3,
    )


@given(_numbers() | _conditions())
def test_a_tree_that_is_written_is_read_as_the_same(tree: Node) -> None:
    text = written(tree)
    assume(len(text) <= MAX_LENGTH)
    assert parsed(text, NAMES, conditions=True) == tree


def test_ten_thousand_random_byte_strings_end_in_a_tree_or_a_code_quickly() -> None:
    draw = random.Random(1)
    pieces = [
        "x1",
        "x2",
        "sin(",
        "(",
        ")",
        "+",
        "-",
        "^",
        "**",
        "2",
        ",5",
        "<",
        " and ",
        "not ",
        "²",
        "1e9",
        "|",
    ]
    for number in range(10_000):
        text = draw.randbytes(draw.randrange(300)).decode("latin-1")
        if number % 2:
            text = "".join(draw.choices(pieces, k=draw.randrange(80)))
        if _seconds(text) >= LIMIT:  # the machine may have been slow
            assert min(_seconds(text) for _ in range(3)) < LIMIT, text


def _seconds(text: str) -> float:
    """Of this thread, until it is a tree or a code."""
    start = time.thread_time()
    with contextlib.suppress(Unreadable):
        assert parsed(text, NAMES, conditions=True).op
    return time.thread_time() - start


def test_a_text_of_many_megabytes_is_refused_at_once() -> None:
    with pytest.raises(Unreadable, match="too_long"):
        parsed("(" * 10_000_000, NAMES)
