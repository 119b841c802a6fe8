import math
from collections.abc import Callable

import numpy as np
import pytest

from tinkernet.config import FeatureName
from tinkernet.nn.catalogue.features import FEATURES, feature_map, feature_matrix

POINTS = np.array([[0.0, 0.0], [1.5, -2.5], [-6.0, 6.0], [3.0, 4.0]])
BY_HAND: dict[str, Callable[[float, float], float]] = {
    "x1": lambda a, b: a,
    "x2": lambda a, b: b,
    "x1^2": lambda a, b: a**2,
    "x2^2": lambda a, b: b**2,
    "x1x2": lambda a, b: a * b,
    "sin(x1)": lambda a, b: math.sin(a),
    "sin(x2)": lambda a, b: math.sin(b),
    "cos(x1)": lambda a, b: math.cos(a),
    "cos(x2)": lambda a, b: math.cos(b),
    "r": lambda a, b: math.sqrt(a * a + b * b),
}


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_is_its_formula_on_raw_coordinates(name: FeatureName) -> None:
    expected = [BY_HAND[name](*point) for point in POINTS.tolist()]
    assert feature_matrix([name], POINTS)[0] == pytest.approx(expected, rel=1e-6)


def test_the_matrix_is_feature_major_float32_in_the_order_asked_for() -> None:
    matrix = feature_matrix(["x2", "x1"], POINTS)
    assert matrix.dtype == np.float32
    assert matrix.shape == (2, 4)
    assert matrix.flags.c_contiguous
    assert np.array_equal(matrix, POINTS.T[::-1])


def test_a_column_of_labels_is_ignored() -> None:
    labelled = np.column_stack([POINTS, np.ones(len(POINTS))])
    assert np.array_equal(feature_matrix(["x1x2"], labelled), feature_matrix(["x1x2"], POINTS))


def test_no_features_give_a_matrix_without_rows() -> None:
    assert feature_matrix([], POINTS).shape == (0, 4)


def test_a_map_has_x2_falling_by_row_and_x1_rising_by_column() -> None:
    assert np.array_equal(feature_map("x1", 3), np.array([[-1, 0, 1]] * 3, dtype=np.float32))
    assert np.array_equal(feature_map("x2", 3), np.array([[1] * 3, [0] * 3, [-1] * 3], dtype=np.float32))


@pytest.mark.parametrize(("name", "largest"), [("x1^2", 1.0), ("r", 1.0), ("x1x2", 1.0), ("cos(x1)", 1.0)])
def test_a_map_is_scaled_into_the_unit_range(name: FeatureName, largest: float) -> None:
    values = feature_map(name, 25)
    assert values.dtype == np.float32
    assert values.shape == (25, 25)
    assert np.abs(values).max() == pytest.approx(largest)


def test_a_map_below_one_is_not_scaled_up() -> None:
    axis = np.linspace(-6, 6, 4)
    expected = np.broadcast_to(np.sin(axis), (4, 4))
    assert np.abs(expected).max() < 1
    assert feature_map("sin(x1)", 4) == pytest.approx(expected, rel=1e-6)
