from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.nn.lanes import binary, padded, unary
from tinkernet.nn.simd import vectors
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, load, store

NAN, INF = np.nan, np.inf
SPECIAL = np.array([0.0, -0.0, 1.5, -2.5, INF, -INF, NAN, 1e-45, -1e-45, 3e38, -3e38], np.float32)
FIRST, SECOND = (grid.ravel() for grid in np.meshgrid(SPECIAL, SPECIAL))
MANY = np.random.default_rng(1).normal(0, 100, 1000).astype(np.float32)


def same(got: npt.ArrayLike, expected: npt.ArrayLike) -> None:
    """Equal bit by bit, but for the sign of zero, and where both are not numbers."""
    np.testing.assert_array_equal(got, np.asarray(expected, np.float32))


@compiled
def added(x: Any, y: Any) -> Any:
    return x + y


@compiled
def subtracted(x: Any, y: Any) -> Any:
    return x - y


@compiled
def multiplied(x: Any, y: Any) -> Any:
    return x * y


@compiled
def divided(x: Any, y: Any) -> Any:
    return x / y


ARITHMETIC = [(added, np.add), (subtracted, np.subtract), (multiplied, np.multiply), (divided, np.divide)]


@pytest.mark.parametrize(("function", "oracle"), ARITHMETIC)
def test_arithmetic_of_vectors_is_that_of_float32(function: Any, oracle: np.ufunc) -> None:
    apply = binary(function)
    same(apply(MANY, MANY[::-1]), oracle(MANY, MANY[::-1]))
    with np.errstate(all="ignore"):
        same(apply(FIRST, SECOND), oracle(FIRST, SECOND))


@pytest.mark.parametrize(("function", "oracle"), ARITHMETIC)
def test_a_scalar_stands_for_the_same_number_in_every_lane(function: Any, oracle: np.ufunc) -> None:
    number = np.float32(0.7)

    @compiled
    def scalar_first(x: Any) -> Any:
        return function(number, x)

    @compiled
    def scalar_second(x: Any) -> Any:
        return function(x, number)

    same(unary(scalar_first)(MANY), oracle(number, MANY))
    # a division by a constant may become a multiplication
    np.testing.assert_array_max_ulp(unary(scalar_second)(MANY), oracle(MANY, number), maxulp=1)


def test_the_negative_has_the_other_sign() -> None:
    @compiled
    def negative(x: Any) -> Any:
        return -x

    got = unary(negative)(SPECIAL)
    same(got, -SPECIAL)
    assert np.array_equal(np.signbit(got[2:6]), ~np.signbit(SPECIAL[2:6]))


def test_smaller_and_larger_keep_the_first_where_the_second_is_no_number() -> None:
    with np.errstate(all="ignore"):
        same(binary(vectors.smaller)(FIRST, SECOND), np.where(SECOND < FIRST, SECOND, FIRST))
        same(binary(vectors.larger)(FIRST, SECOND), np.where(SECOND > FIRST, SECOND, FIRST))


def test_where_positive_takes_no_for_zero_and_for_what_is_no_number() -> None:
    @compiled
    def chosen(x: Any) -> Any:
        return vectors.where_positive(x, np.float32(1), np.float32(2))

    same(unary(chosen)(SPECIAL), np.where(SPECIAL > 0, 1, 2))


@pytest.mark.parametrize(
    ("function", "oracle"), [(vectors.magnitude, np.abs), (vectors.root, np.sqrt), (vectors.whole, np.floor)]
)
def test_functions_of_one_vector_agree_with_numpy(function: Any, oracle: Callable[..., Any]) -> None:
    with np.errstate(all="ignore"):
        same(unary(function)(SPECIAL), oracle(SPECIAL))
        same(unary(function)(MANY), oracle(MANY))


def test_with_sign_copies_the_sign_bit_even_of_zero() -> None:
    got = binary(vectors.with_sign)(FIRST, SECOND)
    same(got, np.copysign(FIRST, SECOND))
    assert np.array_equal(np.signbit(got), np.signbit(SECOND))


def test_power_of_two_is_exact_over_its_whole_range() -> None:
    exponents = np.arange(-126, 128)
    same(unary(vectors.power_of_two)(exponents), np.ldexp(np.float32(1), exponents))


def test_splat_puts_a_scalar_into_every_lane() -> None:
    @compiled
    def fill(value: Any, out: Any) -> None:
        store(out, 0, vectors.splat(value))

    out = np.zeros(LANES, np.float32)
    fill(np.float32(0.1), out)
    assert np.all(out == np.float32(0.1))


def test_load_and_store_need_no_alignment_and_touch_nothing_else() -> None:
    @compiled
    def move(source: Any, start: Any, target: Any, place: Any) -> None:
        store(target, place, load(source, start))

    source, target = np.arange(64, dtype=np.float32), np.full(64, -1, np.float32)
    move(source, 3, target, 5)
    assert np.array_equal(target[5 : 5 + LANES], source[3 : 3 + LANES])
    assert np.all(np.delete(target, np.s_[5 : 5 + LANES]) == -1)


def test_total_adds_by_halves_in_a_fixed_order() -> None:
    @compiled
    def summed(x: Any) -> Any:
        return vectors.total(load(x, 0))

    x = padded(MANY[:LANES])
    by_halves = x
    while by_halves.size > 1:
        half = by_halves.size // 2
        by_halves = by_halves[:half] + by_halves[half:]
    assert summed(x) == by_halves[0]
    x[7] = NAN
    assert np.isnan(summed(x))
