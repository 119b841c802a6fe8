"""Functions and their derivatives over a range."""

import math

import numpy as np
import pytest

from tinkernet.base.expressions.parsing import parsed
from tinkernet.labs.curves import curve


def test_a_curve_has_its_values_and_slopes() -> None:
    x, value, slope = curve(parsed("sigmoid(w*x)", ["x", "w"]), "x", {"w": 2}, (-1, 3), 5)
    assert x == [-1, 0, 1, 2, 3]
    sigmoid = 1 / (1 + np.exp(-2 * np.array(x)))
    assert value == pytest.approx(sigmoid.tolist())
    assert slope == pytest.approx((2 * sigmoid * (1 - sigmoid)).tolist())


def test_a_constant_has_no_slope() -> None:
    assert curve(parsed("3", ["x"]), "x", {}, (0, 1), 2) == ([0, 1], [3, 3], [0, 0])


def test_where_a_function_is_not_defined_there_is_no_number() -> None:
    _, value, slope = curve(parsed("log(x)", ["x"]), "x", {}, (-1, 1), 3)
    assert [math.isfinite(number) for number in value] == [False, False, True]
    assert slope[2] == 1


@pytest.mark.parametrize(
    ("at", "value"),
    [(0.1, 5.8778525), (0.2969180, -3.1715171), (0.6494848, 1.5195384), (0.9886563, -1.0056987)],
)
def test_the_extrema_of_the_curve_of_the_lecture(at: float, value: float) -> None:
    found = curve(parsed("cos(3*pi*x)/x", ["x"]), "x", {}, (at, 1.1), 2)
    assert found.value[0] == pytest.approx(value, abs=1e-6)
    assert at == 0.1 or abs(found.slope[0]) < 1e-4


@pytest.mark.parametrize(
    ("text", "value", "slope"),
    [
        ("sigmoid(x)", 0.8807970779778823, 0.10499358540350662),
        ("tanh(x)", math.tanh(2), 0.07065082485316443),
        ("relu(x)", 2, 1),
    ],
)
def test_transfer_functions_at_two(text: str, value: float, slope: float) -> None:
    found = curve(parsed(text, ["x"]), "x", {}, (2, 3), 2)
    assert (found.value[0], found.slope[0]) == pytest.approx((value, slope), rel=1e-14)
