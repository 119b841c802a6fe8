import pytest

from benchmarks.figures import Figure, Goal, Yardstick
from benchmarks.report import number


def figure(value: float, goal: Goal, yardstick: float | None) -> Figure:
    compared_with = None if yardstick is None else Yardstick("something", yardstick)
    return Figure("name", "what", value, "ms", "best of 1 round", goal, compared_with)


@pytest.mark.parametrize(
    ("goal", "is_met"),
    [
        (Goal("at least", 4.0), False),
        (Goal("at least", 3.0), True),
        (Goal("at most", 3.0), True),
        (Goal("at most", 2.0), False),
        (Goal("at least", 4.0, on="value"), True),
        (Goal("at most", 4.0, on="value"), False),
    ],
)
def test_a_goal_is_met_by_the_ratio_or_by_the_value(goal: Goal, is_met: bool) -> None:
    assert figure(6, goal, yardstick=2).is_met is is_met


def test_a_figure_without_a_yardstick_has_no_ratio() -> None:
    assert figure(6, Goal("at least", 4, on="value"), yardstick=None).ratio is None


@pytest.mark.parametrize(
    ("value", "text"), [(0.274, "0.27"), (12.34, "12.3"), (1234567.8, "1,234,568"), (60, "60")]
)
def test_numbers_have_about_three_digits(value: float, text: str) -> None:
    assert number(value) == text
