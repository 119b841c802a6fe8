import numpy as np
import pytest
import torch

from tinkernet.nn.catalogue import optimizers, penalties
from tinkernet.nn.catalogue.penalties import CODES, PENALTIES
from tinkernet.nn.fused import update
from tinkernet.nn.simd.vectors import LANES
from tinkernet.nn.state import Array

SIZE = 4 * LANES
MASK = np.tile(np.float32([1, 1, 1, 0]), SIZE // 4)
AMOUNT = 0.3


def weights() -> Array:
    return np.random.default_rng(0).normal(0, 1, SIZE).astype(np.float32)


def gradient() -> Array:
    return np.random.default_rng(1).normal(0, 1, SIZE).astype(np.float32)


def l2_by_torch(w: Array, g: Array) -> tuple[Array, Array]:
    tensors = torch.from_numpy(g), torch.from_numpy(w), torch.from_numpy(MASK)
    penalties.add_slope(PENALTIES["l2"], *tensors, AMOUNT)
    return w, g


def l2_by_kernel(w: Array, g: Array) -> tuple[Array, Array]:
    update.add_slope(g, w, MASK, CODES["l2"], np.float32(AMOUNT))
    return w, g


def shrunk_by_torch(w: Array) -> Array:
    penalties.take_proximal_step(PENALTIES["l1"], torch.from_numpy(w), torch.from_numpy(MASK), AMOUNT)
    return w


def shrunk_by_kernel(w: Array) -> Array:
    update.take_proximal_step(w, MASK, CODES["l1"], np.float32(AMOUNT))
    return w


def decayed_by_torch(w: Array) -> Array:
    optimizers.decay(torch.from_numpy(w), torch.from_numpy(MASK), AMOUNT)
    return w


def decayed_by_kernel(w: Array) -> Array:
    optimizers.decay_kernel(w, MASK, np.float32(AMOUNT))
    return w


l2 = pytest.mark.parametrize("apply", [l2_by_torch, l2_by_kernel])
shrink = pytest.mark.parametrize("apply", [shrunk_by_torch, shrunk_by_kernel])
decay = pytest.mark.parametrize("apply", [decayed_by_torch, decayed_by_kernel])


@l2
def test_l2_is_the_gradient_of_half_the_rate_times_the_squared_weights(apply) -> None:
    leaf = torch.tensor(weights().astype(np.float64), requires_grad=True)
    (AMOUNT / 2 * (leaf * torch.from_numpy(MASK)).square().sum()).backward()
    w, g = apply(weights(), gradient())
    assert g == pytest.approx(gradient() + leaf.grad.numpy(), rel=1e-6, abs=1e-6)
    assert np.array_equal(w, weights())


@shrink
def test_shrinking_solves_the_proximal_problem_of_l1(apply) -> None:
    # argmin over v of ½ (v - w)² + amount |v|, by search
    w, found = weights(), apply(weights())
    grid = np.linspace(-4, 4, 80_001)
    for before, after in zip(w[MASK == 1], found[MASK == 1], strict=True):
        best = grid[np.argmin((grid - before) ** 2 / 2 + AMOUNT * np.abs(grid))]
        assert after == pytest.approx(best, abs=1e-4)


@shrink
def test_shrinking_leaves_exact_zeros_and_no_bias_touched(apply) -> None:
    w, found = weights(), apply(weights())
    small = (np.abs(w) <= AMOUNT) & (MASK == 1)
    assert small.sum() > 5
    assert np.all(found[small] == 0)
    assert np.array_equal(found[MASK == 0], w[MASK == 0])


@decay
def test_decay_scales_weights_and_no_bias(apply) -> None:
    w, found = weights(), apply(weights())
    assert found[MASK == 1] == pytest.approx(w[MASK == 1] * (1 - AMOUNT), rel=1e-6)
    assert np.array_equal(found[MASK == 0], w[MASK == 0])


@shrink
def test_shrinking_hides_nothing_that_is_not_finite(apply) -> None:
    w = weights()
    w[[0, 3]] = np.nan
    w[[1, 7]] = np.inf
    found = apply(w)
    assert np.all(np.isnan(found[[0, 3]]))
    assert np.all(np.isinf(found[[1, 7]]))
