from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tinkernet.config import Config
from tinkernet.nn.draws import draw_masks, draw_order, dropout_key
from tinkernet.nn.fused.kernels import drop_units
from tinkernet.nn.fused.records import bound_net, net_at, network
from tinkernet.nn.network import Architecture
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


def order(seed: int, epoch: int, points: int) -> Integers:
    drawn = np.empty(points, np.int32)
    draw_order(seed, epoch, drawn)
    return drawn


def masks(seed: int, step: int, rate: float, units: int, samples: int) -> Floats:
    drawn = np.empty((units, samples), np.float32)
    draw_masks(seed, step, rate, drawn)
    return drawn


@pytest.mark.parametrize("points", [1, 2, 3, 17, 250, 5000])
def test_an_order_visits_every_point_once(points: int) -> None:
    assert np.array_equal(np.sort(order(7, 3, points)), np.arange(points))


def test_an_order_depends_on_seed_and_epoch_and_on_nothing_else() -> None:
    assert np.array_equal(order(1, 2, 100), order(1, 2, 100))
    drawn = {order(seed, epoch, 100).tobytes() for seed in range(20) for epoch in range(20)}
    assert len(drawn) == 400


def test_the_largest_seed_and_epoch_are_fine() -> None:
    assert not np.array_equal(order(2**32 - 1, 10**12, 50), order(2**32 - 2, 10**12, 50))


@pytest.mark.parametrize("seeds", [range(6000), range(0, 6_000_000, 1000)])
def test_orders_over_seeds_are_close_to_uniform(seeds: range) -> None:
    places = np.zeros((6, 6))
    for seed in seeds:
        places[np.arange(6), order(seed, 0, 6)] += 1
    # 25 degrees of freedom; chi squared above 52.6 has probability 0.001
    assert ((places - 1000) ** 2 / 1000).sum() < 52.6


def test_all_orders_of_four_points_are_equally_likely_over_epochs() -> None:
    seen: dict[bytes, int] = {}
    for epoch in range(24_000):
        drawn = order(1, epoch, 4).tobytes()
        seen[drawn] = seen.get(drawn, 0) + 1
    counts = np.array(list(seen.values()))
    assert len(counts) == 24
    # 23 degrees of freedom
    assert ((counts - 1000) ** 2 / 1000).sum() < 49.7


@pytest.mark.parametrize("rate", [0.05, 0.25, 0.5, 0.9])
def test_masks_have_the_rate_and_keep_the_mean(rate: float) -> None:
    drawn = np.stack([masks(1, step, rate, 32, 50) for step in range(200)])
    kept = drawn > 0
    error = 4 * np.sqrt(rate * (1 - rate) / drawn.size)
    assert kept.mean() == pytest.approx(1 - rate, abs=error)
    assert np.all(drawn[kept] == np.float32(1 / (1 - rate)))
    # no unit, no sample and no step is favoured
    for axes in ((0, 1), (0, 2), (1, 2)):
        means = kept.mean(axis=axes)
        spread = np.sqrt(rate * (1 - rate) * len(means) / drawn.size)
        assert np.abs(means - (1 - rate)).max() < 5 * spread


def test_masks_depend_on_seed_and_step() -> None:
    drawn = {masks(seed, step, 0.5, 8, 10).tobytes() for seed in range(20) for step in range(20)}
    assert len(drawn) == 400


def test_units_and_steps_are_dropped_independently() -> None:
    drawn = np.stack([masks(3, step, 0.5, 16, 16) for step in range(500)]) > 0  # (steps, units, samples)
    values = 2.0 * drawn - 1
    limit = 5 / np.sqrt(500 * 16)
    between_units = np.einsum("tus,tvs->uv", values, values) / (500 * 16)
    between_samples = np.einsum("tus,tur->sr", values, values) / (500 * 16)
    for correlations in (between_units, between_samples):
        assert np.abs(correlations - np.eye(16)).max() < limit
    assert abs((values[1:] * values[:-1]).mean()) < 5 / np.sqrt(values[1:].size)


def test_a_mask_does_not_depend_on_how_many_are_drawn() -> None:
    assert np.array_equal(masks(1, 5, 0.3, 20, 40)[:4, :9], masks(1, 5, 0.3, 4, 9))


def test_without_dropout_every_unit_is_kept() -> None:
    assert np.all(masks(1, 1, 0.0, 32, 100) == 1)


@compiled
def _dropped(address: Any, seed: Any, step: Any, rate: Any, unit: Any, sample: Any) -> Any:
    """Activations and slopes of a tile of ones and twos, of which the first layer's units are dropped."""
    net = network(net_at(address))
    net.a[:], net.s[:] = 1, 2
    drop_units(net.layers[0], dropout_key(seed, step), rate, unit, sample, net)
    return net.a.copy(), net.s.copy()


@pytest.mark.parametrize(("first_unit", "first_sample"), [(0, 0), (5, 0), (5, 32), (251, 4992)])
def test_the_kernel_drops_what_the_reference_drops(first_unit: int, first_sample: int) -> None:
    architecture = Architecture.of(Config(network={"hidden": [4]}))
    bound = bound_net(architecture, architecture.zeros())
    activations, slopes = _dropped(bound.address, 9, 77, 0.4, first_unit, first_sample)
    expected = masks(9, 77, 0.4, first_unit + 4, first_sample + LANES)[first_unit:, first_sample:]
    hidden = slice(2 * LANES, 6 * LANES)
    assert np.array_equal(activations[hidden].reshape(4, LANES), expected)
    assert np.array_equal(slopes[hidden].reshape(4, LANES), 2 * expected)
    assert np.all(np.delete(activations, np.r_[hidden]) == 1)
