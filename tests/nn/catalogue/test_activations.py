from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from tests.nn.lanes import Floats, unary
from tinkernet.nn.catalogue.activations import ACTIVATIONS, CODES
from tinkernet.nn.fused.tiles import activation
from tinkernet.nn.simd.compiled import compiled

# no argument of a kink (zero) among them: there the slope is a matter of convention, which has its own test
POINTS = np.concatenate(
    [np.linspace(-30, 30, 50_000), np.logspace(-20, 0, 1000), -np.logspace(-20, 0, 1000)]
).astype(np.float32)


@cache
def kernel(name: str) -> tuple[Callable[..., Floats], Callable[..., Floats]]:
    """The value and the slope that the training kernel computes."""
    code = CODES[name]

    @compiled
    def value(z: Any) -> Any:
        return activation(code, z)[0]

    @compiled
    def slope(z: Any) -> Any:
        return activation(code, z)[1]

    return unary(value), unary(slope)


def reference(name: str, z: npt.ArrayLike) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Value and slope by torch in float64."""
    leaf = torch.tensor(np.asarray(z, np.float64), requires_grad=True)
    value = ACTIVATIONS[name].function(leaf)
    value.sum().backward()
    assert leaf.grad is not None
    return value.detach().numpy(), leaf.grad.numpy()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_kernel_agrees_with_torch_in_float64(name: str) -> None:
    value, slope = kernel(name)
    true_value, true_slope = reference(name, POINTS)
    # relative for the unbounded, absolute (a few units of float32's last place at 1) otherwise
    assert (np.abs(value(POINTS) - true_value) / np.maximum(1, np.abs(true_value))).max() <= 1e-6
    assert np.abs(slope(POINTS) - true_slope).max() <= 1e-6


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_slope_at_zero_is_that_of_torch(name: str) -> None:
    value, slope = kernel(name)
    true_value, true_slope = reference(name, [0.0, -0.0])
    assert value([0.0, -0.0]) == pytest.approx(true_value, abs=1e-7)
    assert slope([0.0, -0.0]) == pytest.approx(true_slope, abs=3e-7)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "sin"])
def test_large_arguments_overflow_nothing(name: str) -> None:
    value, slope = kernel(name)
    large = np.float32([-1e8, -1e4, -100, 100, 1e4, 1e8])
    true_value, true_slope = reference(name, large)
    assert value(large) == pytest.approx(true_value, rel=1e-6, abs=1e-6)
    assert slope(large) == pytest.approx(true_slope, abs=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_is_no_number_stays_none(name: str) -> None:
    value, _ = kernel(name)
    assert np.isnan(value([np.nan])[0])
