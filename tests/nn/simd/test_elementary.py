"""Bounds stand in units in the last place (ulp) of the float32 nearest to the true value."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.nn.lanes import Floats, unary
from tinkernet.nn.simd import elementary
from tinkernet.nn.simd.compiled import compiled

NOT_FINITE = np.array([np.nan, np.inf, -np.inf], np.float32)
SMALL = np.logspace(-30, 0, 20_001)


@compiled
def _sin(x: Any) -> Any:
    return elementary.sincos32(x)[0]


@compiled
def _cos(x: Any) -> Any:
    return elementary.sincos32(x)[1]


exp32, tanh32, log1p32, log32 = (
    unary(f) for f in (elementary.exp32, elementary.tanh32, elementary.log1p32, elementary.log32)
)
sin32, cos32 = unary(_sin), unary(_cos)


def points(low: float, high: float) -> Floats:
    return np.linspace(low, high, 200_001).astype(np.float32)


def ulps(got: Floats, true: npt.NDArray[np.float64]) -> float:
    return float((np.abs(got - true) / np.spacing(np.abs(true).astype(np.float32))).max())


def error_in_ulps(function: Callable[..., Floats], oracle: np.ufunc, x: npt.NDArray[Any]) -> float:
    x = x.astype(np.float32)
    return ulps(function(x), oracle(x.astype(np.float64)))


def test_exp_is_within_two_ulp() -> None:
    assert error_in_ulps(exp32, np.exp, np.concatenate([points(-87, 88), points(-1, 1)])) <= 2


def test_exp_is_clamped_to_normal_finite_numbers() -> None:
    got = exp32([-1e30, -np.inf, -200, 200, np.inf, 1e30])
    assert got == pytest.approx(np.exp([-87.0] * 3 + [88.0] * 3), rel=1e-6)
    assert np.isnan(exp32([np.nan])[0])


def test_exp_of_zero_is_one() -> None:
    assert np.all(exp32([0.0, -0.0, 1e-45]) == 1)


def test_tanh_is_within_six_ulp_and_four_in_ten_million() -> None:
    x = np.concatenate([points(-12, 12), SMALL, -SMALL]).astype(np.float32)
    assert error_in_ulps(tanh32, np.tanh, x) <= 6
    assert np.abs(tanh32(x) - np.tanh(x.astype(np.float64))).max() <= 4e-7


def test_tanh_never_leaves_one_and_saturates_there() -> None:
    assert np.abs(tanh32(points(-50, 50))).max() == 1
    assert list(tanh32([9.1, -9.1, np.inf, -np.inf, 3e38])) == [1, -1, 1, -1, 1]
    assert np.isnan(tanh32([np.nan])[0])


def test_tanh_is_odd() -> None:
    x = points(0, 10)
    assert np.array_equal(tanh32(-x), -tanh32(x))


def test_log1p_is_within_four_ulp_on_its_range() -> None:
    assert error_in_ulps(log1p32, np.log1p, np.concatenate([points(0, 1), SMALL, [0.0]])) <= 4


def test_log_is_within_four_ulp_on_its_range() -> None:
    x = np.concatenate([points(1, 8), [1, 2, 4, 8], np.nextafter(np.float32([2, 4]), np.float32(9))])
    assert error_in_ulps(log32, np.log, x) <= 4


def test_logarithms_pass_on_what_is_no_number() -> None:
    assert np.isnan(log1p32([np.nan])[0])
    assert np.isnan(log32([np.nan])[0])


@pytest.mark.parametrize("limit", [1, 10, 1e3, 1e5])
def test_sine_and_cosine_are_within_three_in_ten_million(limit: float) -> None:
    x = points(-limit, limit)
    assert np.abs(sin32(x) - np.sin(x.astype(np.float64))).max() <= 3e-7
    assert np.abs(cos32(x) - np.cos(x.astype(np.float64))).max() <= 3e-7


def test_sine_is_within_three_ulp_around_zero() -> None:
    assert error_in_ulps(sin32, np.sin, np.concatenate([points(-1.5, 1.5), SMALL])) <= 3


@pytest.mark.parametrize("magnitude", [1e6, 1e7, 1e9, 1e30, 3e38])
def test_sine_and_cosine_of_the_largest_numbers_stay_within_one(magnitude: float) -> None:
    x = points(-magnitude, magnitude)
    assert np.abs(sin32(x)).max() <= 1
    assert np.abs(cos32(x)).max() <= 1


def test_sine_and_cosine_of_what_is_not_finite_are_no_numbers() -> None:
    assert np.all(np.isnan(sin32(NOT_FINITE)))
    assert np.all(np.isnan(cos32(NOT_FINITE)))
