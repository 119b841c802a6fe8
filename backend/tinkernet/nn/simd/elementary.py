"""Elementary functions on vectors of float32.

Polynomials and rational functions of our own, fitted by reweighted least squares on the relative error (exp,
log1p, sin, cos) or by the Sanathanan-Koerner iteration (tanh). Each is within a few units in the last place
of float32, which a test holds against float64. What is not a number may come out as a finite one: the
training kernel tests the parameters.
"""

from typing import Any

import numpy as np

from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import larger, power_of_two, smaller, where_positive, whole

_f = np.float32
_LOG2_E, _LN2_HIGH, _LN2_LOW = _f(1.44269504), _f(0.693359375), _f(-2.12194440e-4)
_E2, _E3, _E4, _E5, _E6 = (
    _f(v)
    for v in (
        0.4999999403953552,
        0.1666652113199234,
        0.04166838899254799,
        0.008368710987269878,
        0.0013814609264954925,
    )
)
_ONE, _TWO = _f(1), _f(2)


@compiled
def exp32(x: Any) -> Any:
    """e^x in float32; the argument is clamped to [-87, 88], so that the result is normal and finite."""
    x = smaller(larger(x, _f(-87)), _f(88))
    n = whole(x * _LOG2_E + _f(0.5))
    r = x - n * _LN2_HIGH
    r = r - n * _LN2_LOW
    p = _E2 + r * (_E3 + r * (_E4 + r * (_E5 + r * _E6)))
    return (_ONE + (r + r * r * p)) * power_of_two(n)


_P0, _P1, _P2, _P3, _P4 = (
    _f(v)
    for v in (1.0, 0.1337973177433014, 0.003494050819426775, 2.058372410829179e-05, 1.3319365166353236e-08)
)
_Q1, _Q2, _Q3, _Q4 = (
    _f(v) for v in (0.46713048219680786, 0.025871137157082558, 0.00032831181306391954, 7.762148470646935e-07)
)


@compiled
def tanh32(x: Any) -> Any:
    """tanh x in float32; saturates at ±1 from |x| = 9.02, where float32 can no longer tell."""
    x = smaller(larger(x, _f(-9.02)), _f(9.02))
    s = x * x
    p = x * (_P0 + s * (_P1 + s * (_P2 + s * (_P3 + s * _P4))))
    q = _ONE + s * (_Q1 + s * (_Q2 + s * (_Q3 + s * _Q4)))
    return smaller(larger(p / q, -_ONE), _ONE)


_L0, _L1, _L2, _L3 = (
    _f(v) for v in (0.6666641235351562, 0.4002169966697693, 0.2799915373325348, 0.2802440822124481)
)


@compiled
def log1p32(t: Any) -> Any:
    """log(1 + t) in float32 for t in [0, 1], as 2 artanh(t / (2 + t))."""
    u = t / (_TWO + t)
    s = u * u
    return u * (_TWO + s * (_L0 + s * (_L1 + s * (_L2 + s * _L3))))


_LN2, _HALF = _f(0.6931471805599453), _f(0.5)


@compiled
def log32(x: Any) -> Any:
    """log x in float32 for x in [1, 8]: halved until at most 2."""
    halvings = x - x
    for _ in range(2):
        halvings = halvings + where_positive(x - _TWO, _ONE, _f(0))
        x = x * where_positive(x - _TWO, _HALF, _ONE)
    return halvings * _LN2 + log1p32(x - _ONE)


_PI_1, _PI_2, _PI_3 = _f(3.140625), _f(9.67502593994140625e-4), _f(1.509957990978376432e-7)
_INVERSE_PI = _f(0.318309886)
_S3, _S5, _S7, _S9 = (
    _f(v)
    for v in (-0.16666659712791443, 0.00833306647837162, -0.00019809603691101074, 2.6057809918711428e-06)
)
_C2, _C4, _C6, _C8 = (
    _f(v) for v in (-0.4999993145465851, 0.041663989424705505, -0.001385592739097774, 2.319439226994291e-05)
)


@compiled
def sincos32(x: Any) -> Any:
    """(sin x, cos x) in float32; the argument is reduced by multiples of π kept in three parts.

    Beyond a million the reduction fails, as float32 numbers lie too far apart there; both stay in [-1, 1].
    """
    n = whole(x * _INVERSE_PI + _f(0.5))
    r = x - n * _PI_1
    r = r - n * _PI_2
    r = r - n * _PI_3
    odd = n - _TWO * whole(n * _f(0.5))
    sign = _ONE - _TWO * odd
    s = r * r
    sine = r + r * s * (_S3 + s * (_S5 + s * (_S7 + s * _S9)))
    cosine = _ONE + s * (_C2 + s * (_C4 + s * (_C6 + s * _C8)))
    sine = smaller(larger(sign * sine, -_ONE), _ONE)
    return sine, smaller(larger(sign * cosine, -_ONE), _ONE)
