"""What a lesson claims, as tests: run by `pytest examples/test_lesson.py`, here or in continuous integration.

A single claim needs no Python:

    tinkernet assert --set data.dataset=xor --set 'network.hidden=[4]' --epochs 200 --accuracy-above 0.9
"""

import pytest

import tinkernet

SOLVED = {"epochs": 200, "accuracy_above": 0.9}


def success_rate(config: dict[str, object]) -> float:
    """The share of 64 seeds whose network gets more than nine in ten test points right."""
    [point] = tinkernet.sweep(config, seeds=64, stop=SOLVED).points
    return point.summary.success.rate


def test_no_straight_line_solves_xor() -> None:
    assert success_rate({"data": {"dataset": "xor"}, "network": {"hidden": []}}) == 0


@pytest.mark.parametrize(
    "config",
    [
        pytest.param({"network": {"hidden": [4]}}, id="a hidden layer"),
        pytest.param({"network": {"hidden": []}, "features": ["x1x2"]}, id="the product of the inputs"),
    ],
)
def test_xor_is_solved_with(config: dict[str, object]) -> None:
    assert success_rate({"data": {"dataset": "xor"}, **config}) >= 0.95
