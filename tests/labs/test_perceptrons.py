"""Rosenblatt's rule and the best margin."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.labs.cases import POINT_SETS, SEVEN
from tinkernet.labs.draws import shuffled
from tinkernet.labs.perceptrons import Cycle, learned, line_margin, margin, perceptron, radius


def test_seven_points_take_seven_corrections() -> None:
    found = learned(SEVEN, None, True, 2000)
    weights = [(*correction.w, correction.b) for correction in found.corrections]
    assert weights == [(2, -1, 1), (1, 2, 0), (3, 1, 1), (2, 4, 0), (4, 3, 1), (6, 0, 0), (5, 3, -1)]
    assert [correction.presentation for correction in found.corrections] == [0, 5, 7, 12, 14, 18, 19]
    assert (found.presentations, found.ended, found.cycle) == (27, "separated", None)


@pytest.mark.parametrize(
    ("name", "bias", "corrections", "presentations"),
    [("reversed", True, 6, 28), ("seven", False, 3, 15), ("and01", True, 10, 22)],
)
def test_other_orders_and_points(name: str, bias: bool, corrections: int, presentations: int) -> None:
    found = learned(POINT_SETS[name], None, bias, 2000)
    assert (len(found.corrections), found.presentations) == (corrections, presentations)


@pytest.mark.parametrize(("name", "bound"), [("seven", 21), ("and", 9), ("or", 9), ("and01", 51)])
def test_the_bound_of_novikoff(name: str, bound: float) -> None:
    found = perceptron(POINT_SETS[name], None, True, 2000, (5, 3, -1))
    assert found["bound"] == bound
    assert len(found["corrections"]) <= bound


def test_the_margins_of_seven_points() -> None:
    found = perceptron(SEVEN, None, True, 2000, (5, 3, -1))
    assert found["margin"] == pytest.approx(math.sqrt(2 / 3))
    assert found["radius"] == pytest.approx(math.sqrt(14))
    assert found["line_margin"] == pytest.approx(0.33806, abs=1e-5)
    assert line_margin(SEVEN, (2, 1, -1), True) == pytest.approx(found["margin"])
    assert line_margin(SEVEN, (0, 0, 0), True) is None


def test_xor_comes_back_for_ever() -> None:
    found = learned(POINT_SETS["xor"], None, True, 2000)
    weights = [(*correction.w, correction.b) for correction in found.corrections]
    assert weights == [(-1, 1, 1), (0, 0, 2), (-1, -1, 1), (0, 0, 0)]
    assert (found.ended, found.cycle) == ("cycle", Cycle(0, 4))
    assert learned(POINT_SETS["xor01"], None, True, 2000).cycle == Cycle(2, 4)
    assert margin(POINT_SETS["xor"], True) is None


def test_it_may_be_stopped_early() -> None:
    assert learned(SEVEN, None, True, 20).ended == "most"
    assert learned(SEVEN, None, True, 27).ended == "separated"


def test_an_order_is_drawn_from_its_seed() -> None:
    assert sorted(shuffled(7, 3)) == list(range(7))
    assert shuffled(7, 3) == shuffled(7, 3) != shuffled(7, 4)
    found = learned(SEVEN, 3, True, 2000)
    assert found.corrections[0].point == shuffled(7, 3)[found.corrections[0].presentation]


whole = st.integers(-4, 4)
POINTS = st.lists(st.tuples(whole, whole, st.sampled_from([-1, 1])), min_size=2, max_size=12)


@settings(deadline=None)
@given(POINTS, st.booleans(), st.none() | st.integers(0, 9))
def test_separable_points_take_at_most_the_bound(
    points: list[tuple[int, int, int]], bias: bool, seed: int | None
) -> None:
    best, found = margin(points, bias), learned(points, seed, bias, 30_000)
    if best is None:
        # without bias, points of class -1 may lie on the line for good
        assert not bias or found.ended in ("cycle", "most")
    else:
        assert found.ended == "separated"
        assert len(found.corrections) <= (radius(points, bias) / best) ** 2 + 1e-6


@settings(deadline=None)
@given(POINTS, st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_no_line_has_a_larger_margin_than_the_best(
    points: list[tuple[int, int, int]], line: list[float]
) -> None:
    found = line_margin(points, line, True)
    best = margin(points, True)
    assert found is None or found <= (best or 0) + 1e-9
    assert best is None or best <= radius(points, True) * (1 + 1e-12)
    assert np.isfinite(radius(points, True))
