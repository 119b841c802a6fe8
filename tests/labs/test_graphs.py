"""Programs as graphs: values, gradients, and what has none."""

import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.golden.labs.cases import TWO_TWO_TWO, TWO_TWO_TWO_VALUES
from tinkernet.base.expressions.tree import FUNCTIONS, MAX_LENGTH, Node, written
from tinkernet.errors import InvalidRequest, UnreadableExpression
from tinkernet.labs.graphs import graph
from tinkernet.labs.programs import Program, program

SMOOTH = [name for name in FUNCTIONS if name not in ("exp", "log", "sqrt", "relu", "abs")]


def asked(lines: list[tuple[str, str]], upstream: float = 1, **values: float) -> dict[str, Any]:
    return graph(program(lines, list(values)), values, upstream)


def gradients(found: dict[str, Any]) -> dict[str, float]:
    return {node["name"]: node["gradient"] for node in found["nodes"] if node["name"]}


def test_a_product_hands_each_input_the_gradient_times_the_other() -> None:
    found = asked([("z", "x*y")], 5, x=2, y=3)
    assert gradients(found) == {"x": 15, "y": 10, "z": 5}
    assert found["nodes"][2] == {
        "id": 2,
        "name": "z",
        "op": "mul",
        "inputs": [0, 1],
        "local": [3, 2],
        "value": 6,
        "gradient": 5,
    }
    assert [node["nudged"] for node in found["nodes"][:2]] == pytest.approx([15, 10])


def test_the_graph_of_a_cost() -> None:
    found = asked([("yhat", "x*w"), ("s", "yhat - y"), ("loss", "s^2")], x=1, y=2, w=1)
    assert gradients(found) == {"x": -2, "y": 2, "w": -2, "yhat": -2, "s": -2, "loss": 1}
    assert [node["op"] for node in found["nodes"]] == ["input", "input", "input", "mul", "sub", "pow"]
    assert (found["nodes"][5]["local"], found["nodes"][5]["exponent"]) == ([-2], 2)
    assert (found["output"], found["trouble"]) == (5, None)


def test_gradients_of_a_value_that_is_used_twice_add() -> None:
    assert gradients(asked([("c", "a + b"), ("d", "a*b"), ("L", "c*d")], a=2, b=3)) == {
        "a": 21, "b": 16, "c": 6, "d": 5, "L": 1,
    }  # fmt: skip
    found = asked([("y", "a*a*a")], a=2)
    assert gradients(found)["a"] == 12


def test_two_layers_of_two_sigmoids_learn_as_they_are_known_to() -> None:
    values = TWO_TWO_TWO_VALUES
    network = program(TWO_TWO_TWO, list(values))
    found = graph(network, values)
    assert found["nodes"][-1]["value"] == pytest.approx(0.298371109, abs=1e-9)
    slopes = gradients(found)
    updated = {
        name: value - 0.5 * slopes[name] if name.startswith("w") else value for name, value in values.items()
    }
    assert updated["w5"] == pytest.approx(0.35891648, abs=1e-8)
    assert network.values(updated)["loss"] == pytest.approx(0.2910277737, abs=1e-10)


@pytest.mark.parametrize(
    ("text", "x", "code"),
    [
        ("1/x", 0, "undefined"),
        ("log(x)", -1, "undefined"),
        ("log(x)", 0, "undefined"),
        ("exp(x)", 1000, "overflow"),
        ("sqrt(x)", 0, "undefined"),
        ("0/x", 0, "undefined"),
        ("x^-2", 0, "undefined"),
        ("x*1e200*1e200", 1, "overflow"),
    ],
)
def test_what_is_not_finite_is_named(text: str, x: float, code: str) -> None:
    found = asked([("f", text), ("g", "f + 1")], x=x)
    trouble = next(node["id"] for node in found["nodes"] if node["name"] == "f")
    assert found["trouble"] == {"node": trouble, "code": code}


def test_an_input_may_be_the_output_and_may_play_no_part() -> None:
    found = asked([("f", "x")], 3, x=2, y=1)
    assert (found["output"], gradients(found)) == (0, {"x": 3, "y": 0})


@pytest.mark.parametrize(
    ("lines", "field", "remark"),
    [
        ([("a", "x"), ("b", "x +"), ("c", "y")], "lines.1", ("expected", 3)),
        ([("a", "x"), ("c", "2y")], "lines.1", ("unknown_name", 1)),
    ],
)
def test_a_line_that_says_nothing_is_refused_at_its_place(
    lines: list[tuple[str, str]], field: str, remark: tuple[str, int]
) -> None:
    with pytest.raises(UnreadableExpression) as refusal:
        asked(lines, x=1)
    assert refusal.value.field == field
    assert refusal.value.remark
    assert (refusal.value.remark.code, refusal.value.remark.values["at"]) == remark


@pytest.mark.parametrize("name", ["x", "exp", "pi", "", "1a", "a b", "é", "a" * 61, "σ", "π"])
def test_a_name_that_is_none_or_is_taken_is_refused(name: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        asked([(name, "2x")], x=1)
    assert refusal.value.field == "lines.0"


def test_a_graph_may_have_160_nodes() -> None:
    lines = [(f"a{number}", "+".join(["x"] * 40)) for number in range(4)]
    assert len(asked(lines, x=1, y=2, z=3, v=4)["nodes"]) == 160
    with pytest.raises(InvalidRequest, match="160 nodes"):
        asked([*lines, ("b", "2x")], x=1, y=2, z=3, v=4)


def test_the_likelihood_of_eight_measurements_is_a_graph() -> None:
    term = "(-{} - mu)^2/(2*sigma^2) + log(sigma*sqrt(2*pi))"
    lines = [(f"e{number}", term.format(number / 8)) for number in range(8)]
    lines.append(("nll", " + ".join(name for name, _ in lines)))
    assert len(asked(lines, mu=2, sigma=1)["nodes"]) == 129


def trees(names: tuple[str, ...]) -> st.SearchStrategy[Node]:
    leaves = st.sampled_from(names).map(lambda name: Node("var", (), name)) | st.integers(0, 9).map(
        lambda number: Node("num", (), number / 2)
    )

    def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        return (
            st.builds(Node, st.sampled_from(["add", "sub", "mul"]), st.tuples(inner, inner))
            | st.builds(Node, st.sampled_from([*SMOOTH, "neg"]), st.tuples(inner))
            | st.builds(Node, st.just("pow"), st.tuples(inner, st.just(Node("num", (), 2.0))))
        )

    return st.recursive(leaves, larger, max_leaves=6)


@settings(deadline=None)
@given(
    trees(("x", "y")),
    trees(("x", "y", "a")),
    st.fixed_dictionaries({"x": st.integers(-20, 20), "y": st.integers(-20, 20)}),
)
def test_gradients_are_central_differences(first: Node, second: Node, tenths: dict[str, int]) -> None:
    texts = [written(first), written(second)]
    assume(all(len(text) <= MAX_LENGTH for text in texts))
    values = {name: number / 10 for name, number in tenths.items()}
    lines: Program = program([("a", texts[0]), ("b", texts[1])], list(values))
    found = graph(lines, values)
    scale = max(1, *(abs(node["value"]) for node in found["nodes"]))
    assume(scale < 100)
    for node in found["nodes"]:
        if node["op"] == "input":
            steep = max(1.0, abs(node["gradient"]))
            assert math.isclose(node["gradient"], node["nudged"], rel_tol=1e-4, abs_tol=1e-5 * scale * steep)
