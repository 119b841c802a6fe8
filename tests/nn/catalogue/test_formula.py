"""The data set by formula."""

import math
from typing import Any

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig
from tinkernet.nn.catalogue.datasets import point_set
from tinkernet.points.point_set import PointSet


def drawn(expression: str, **more: Any) -> PointSet:
    return point_set(Config(data={"dataset": "formula", "expression": expression, **more}).data)


def test_a_comparison_makes_two_classes() -> None:
    points = drawn("x2 > sin(x1)")
    assert (points.task, points.classes, points.count) == ("classification", 2, 500)
    assert all(label == (1 if x2 > math.sin(x1) else -1) for x1, x2, label in points.rows.tolist())


def test_a_value_is_the_label_of_a_regression() -> None:
    points = drawn("x1*x2 + 2")
    assert (points.task, points.classes, points.count) == ("regression", 0, 1200)
    x1, x2, labels = points.rows.T
    assert labels.tolist() == (x1 * x2 + 2).tolist()
    assert points.scale == np.abs(labels).max() > 20


def test_points_lie_anywhere_on_the_square_by_the_seed() -> None:
    points = drawn("x1 > 0", samples=5000)
    counts, _, _ = np.histogram2d(points.rows[:, 0], points.rows[:, 1], bins=5, range=[[-6, 6], [-6, 6]])
    assert counts.sum() == 5000
    assert counts.min() > 140
    assert points == drawn("x1 > 0", samples=5000)
    assert points != drawn("x1 > 0", samples=5000, seed=2)


def test_noise_moves_labels_and_no_points() -> None:
    clean, noisy = drawn("x1 > 0"), drawn("x1 > 0", noise=30)
    assert clean.rows[:, :2].tolist() == noisy.rows[:, :2].tolist()
    wrong = clean.rows[:, 2] != noisy.rows[:, 2]
    assert 0.05 < wrong.mean() < 0.3
    assert np.abs(noisy.rows[wrong, 0]).max() <= 0.3 * 6


@pytest.mark.parametrize("noise", [0, 40])
@pytest.mark.parametrize("expression", ["log(x1)", "sqrt(x1) + sqrt(x2)", "exp(x1²)", "1/(x1 - x1²)"])
def test_places_without_a_value_are_drawn_again(expression: str, noise: float) -> None:
    points = drawn(expression, noise=noise)
    assert points.count == 1200
    assert np.abs(points.rows[:, :2]).max() <= 6
    assert np.isfinite(points.rows).all()
    assert np.abs(points.rows[:, 2]).max() <= 1e6


def test_a_constant_and_a_comparison_that_always_holds_are_data_sets_too() -> None:
    assert set(drawn("2^3").rows[:, 2]) == {8.0}
    assert set(drawn("1 < 2").rows[:, 2]) == {1.0}


@pytest.mark.parametrize("expression", ["log(-1 - x1²)", "0/0", "sqrt(x1 - 5.9)", "x1 < sqrt(-1)"])
def test_an_expression_that_is_hardly_defined_anywhere_is_refused(expression: str) -> None:
    with pytest.raises(InvalidConfig, match="must be defined on 5% of the square") as refusal:
        drawn(expression)
    assert refusal.value.field == "data.expression"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"dataset": "formula"}, "expression must be given"),
        ({"dataset": "formula", "expression": None}, "expression must be text, got null"),
        ({"dataset": "formula", "expression": "x2 > foo(x1)"}, r"at character 6, .*\(unknown_name\)"),
        ({"dataset": "formula", "expression": "x2 > "}, r"at character 6, .*\(expected\)"),
        ({"dataset": "formula", "expression": "x" * 201}, "at most 200 characters"),
        ({"expression": "x1"}, "expression is given only with the data set formula, got it with circle"),
    ],
)
def test_what_is_no_formula_is_refused_with_the_place(data: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidConfig, match=message) as refusal:
        Config(data=data)
    assert refusal.value.field == "data.expression"


def test_other_data_sets_do_not_carry_an_expression() -> None:
    config = Config(data={"dataset": "formula", "expression": "x1", "seed": 7})
    assert '"expression":"x1"' in config.model_dump_json()
    assert Config.parse(config.model_dump(mode="json")) == config
    assert "expression" not in Config().model_dump_json()
    assert "expression" not in config.merged({"data": {"dataset": "xor"}}).model_dump_json()
    changed = config.merged({"data": {"noise": 5}})
    assert changed.model_dump()["data"]["expression"] == "x1"
    assert changed.data.task == "regression"
    assert config.merged({"data": {"expression": "x1 > 0"}}).data.classes == 2
