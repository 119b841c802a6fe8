"""The numbers that expressions stand for."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from tinkernet.base.expressions.parsing import parsed
from tinkernet.base.expressions.values import constant, value

X1 = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])
X2 = np.array([1.0, 2.0, 0.0, -1.5, 4.0])


def values(text: str) -> list[float]:
    tree = parsed(text, ("x1", "x2"), conditions=True)
    return np.broadcast_to(value(tree, {"x1": X1, "x2": X2}), X1.shape).tolist()


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("x1 + 2x2 - 3", lambda a, b: a + 2 * b - 3),
        ("1/2x1", lambda a, b: 0.5 * a),
        ("-x1^2", lambda a, b: -(a * a)),
        ("(x1 - x2)^3/7", lambda a, b: (a - b) ** 3 / 7),
        ("sin(x1)cos(x2)", lambda a, b: math.sin(a) * math.cos(b)),
        ("exp(-x1²)", lambda a, b: math.exp(-a * a)),
        ("tanh(x1) + abs(x2)", lambda a, b: math.tanh(a) + abs(b)),
        ("relu(x1) + sigmoid(x2)", lambda a, b: max(a, 0) + 1 / (1 + math.exp(-b))),
        ("sqrt(x1^2)", lambda a, b: abs(a)),
        ("ln(1 + x2²)", lambda a, b: math.log(1 + b * b)),
        ("2pi", lambda a, b: 2 * math.pi),
        ("x1 < x2", lambda a, b: float(a < b)),
        ("x1 >= 0 and not x2 > 1", lambda a, b: float(a >= 0 and not b > 1)),
        ("-1 < x1 <= 0,5 or x2 > 3", lambda a, b: float(-1 < a <= 0.5 or b > 3)),
    ],
)
def test_values_are_those_of_the_formula(text: str, formula: Callable[[float, float], float]) -> None:
    assert values(text) == pytest.approx(
        [formula(a, b) for a, b in zip(X1.tolist(), X2.tolist(), strict=True)]
    )


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("log(x1)", [False, False, True, True, True]),  # -inf at 0
        ("sqrt(x1)", [False, False, True, True, True]),
        ("0/x1", [True, True, False, True, True]),
        ("x1^0.5 > 1", [False, False, True, True, True]),
        ("x1 < 0 or log(x1) > 0", [True] * 5),
        ("x1 > 0 and log(x1) > 0", [True] * 5),
        ("x1 > -1 and log(x1) > 0", [True, False, True, True, True]),
        ("not log(x1) > 0", [False, False, True, True, True]),
        ("0/0", [False] * 5),
    ],
)
def test_nan_says_where_an_expression_is_not_defined(text: str, defined: list[bool]) -> None:
    assert [not math.isnan(found) for found in values(text)] == defined


def test_a_constant_has_no_names_in_it() -> None:
    assert constant(parsed("2^3 + 1/2", ())) == 8.5
    assert math.isnan(constant(parsed("x", ("x",))))
