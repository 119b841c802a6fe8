from typing import Any

import numpy as np
import pytest
import torch
from torch import nn, optim

from tinkernet.config import Config, OptimizerName
from tinkernet.nn.catalogue.optimizers import MAX_STATE, OPTIMIZERS, torch_optimizer
from tinkernet.nn.fused.update import Options, update
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES
from tinkernet.nn.state import Array

SIZE, UPDATES = 5 * LANES, 400
RATE = 0.01


@compiled
def fused_update(flat: Any, state: Any, gradient: Any, mask: Any, rate: Any, updates: Any, o: Any) -> None:
    update(flat, state, gradient, mask, rate, updates, o)


def config(optimizer: OptimizerName, **fields: Any) -> Config:
    return Config(training={"optimizer": optimizer, **fields})


def start() -> Array:
    return np.random.default_rng(0).normal(0, 1, SIZE).astype(np.float32)


def gradients(updates: int = UPDATES) -> Array:
    """Of all sizes from 1e-6 to 10, and with exact zeros among them."""
    random = np.random.default_rng(1)
    sizes = 10 ** random.uniform(-6, 1, SIZE)
    drawn = random.normal(0, 1, (updates, SIZE)) * sizes * (random.random((updates, SIZE)) > 0.1)
    return drawn.astype(np.float32)


def by_torch(
    optimizer: optim.Optimizer, parameter: nn.Parameter, gradients: Array, clip: float | None
) -> Array:
    for gradient in gradients:
        parameter.grad = torch.from_numpy(gradient.copy())
        if clip is not None:
            nn.utils.clip_grad_norm_([parameter], clip)
        optimizer.step()
    return parameter.detach().numpy()


def by_kernel(config: Config, gradients: Array) -> tuple[Array, Array]:
    flat, state, mask = start(), np.zeros((MAX_STATE, SIZE), np.float32), np.ones(SIZE, np.float32)
    for number, gradient in enumerate(gradients, 1):
        fused_update(flat, state, gradient.copy(), mask, RATE, number, Options.of(config))
    return flat, state


def torch_twin(name: OptimizerName, parameter: nn.Parameter, epsilon: float = 1e-8) -> optim.Optimizer:
    """What torch's documentation says to write, apart from our own table."""
    match name:
        case "sgd":
            return optim.SGD([parameter], RATE)
        case "momentum":
            return optim.SGD([parameter], RATE, momentum=0.9)
        case "nesterov":
            return optim.SGD([parameter], RATE, momentum=0.9, nesterov=True)
        case "adagrad":
            return optim.Adagrad([parameter], RATE, eps=epsilon)
        case "rmsprop":
            return optim.RMSprop([parameter], RATE, alpha=0.99, eps=epsilon)
        case "adam":
            return optim.Adam([parameter], RATE, eps=epsilon)
        case "adamw":
            return optim.AdamW([parameter], RATE, eps=epsilon, weight_decay=0.1)


def largest_deviation(found: Array, expected: Array) -> float:
    return float((np.abs(found - expected) / np.maximum(1, np.abs(expected))).max())


@pytest.mark.parametrize("epsilon", [1e-8, 1e-2])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_fused_update_agrees_with_torch_over_many_updates(name: OptimizerName, epsilon: float) -> None:
    decay = {"weight_decay": 0.1} if name == "adamw" else {}
    parameter = nn.Parameter(torch.from_numpy(start()))
    drawn = gradients()
    expected = by_torch(torch_twin(name, parameter, epsilon), parameter, drawn, None)
    found, _ = by_kernel(config(name, epsilon=epsilon, **decay), drawn)
    assert np.abs(expected - start()).max() > 0.03
    assert np.linalg.norm(found - expected) <= 1e-6 * np.linalg.norm(expected)
    assert largest_deviation(found, expected) <= 2e-6


def test_without_memory_adam_forgets_a_large_gradient() -> None:
    drawn = np.repeat(np.float32([[100], [1e-6]]), SIZE, axis=1)
    _, (m, v) = by_kernel(config("adam", beta1=0, beta2=0), drawn)
    assert np.all(m == np.float32(1e-6))
    assert v == pytest.approx(1e-12, rel=1e-6)


@pytest.mark.parametrize("beta1", [0.0, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("beta2", [0.0, 0.3, 0.999])
@pytest.mark.parametrize("name", ["adam", "adamw"])
def test_adam_with_any_memory_agrees_with_torch(name: OptimizerName, beta1: float, beta2: float) -> None:
    """Gradients that come now and then, and fade by six orders of magnitude."""
    random = np.random.default_rng(2)
    fading = 10 ** np.linspace(2, -4, UPDATES)[:, None] * random.normal(0, 1, (UPDATES, SIZE))
    drawn = (fading * (random.random((UPDATES, SIZE)) < 0.3)).astype(np.float32)
    parameter = nn.Parameter(torch.from_numpy(start()))
    settings = config(name, beta1=beta1, beta2=beta2, epsilon=1e-12)
    twin = optim.Adam([parameter], RATE, betas=(beta1, beta2), eps=1e-12)
    expected = by_torch(twin, parameter, drawn, None)
    found, state = by_kernel(settings, drawn)
    assert largest_deviation(found, expected) <= 1e-6
    for array, key in zip(state, OPTIMIZERS[name].state, strict=True):
        assert array == pytest.approx(twin.state[parameter][key].numpy(), rel=1e-5, abs=1e-30)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_one_update_from_any_state_agrees_with_torch(name: OptimizerName) -> None:
    parameter = nn.Parameter(torch.from_numpy(start()))
    optimizer = torch_twin(name, parameter)
    settings = config(name, weight_decay=0.1)
    flat, state, mask = start(), np.zeros((MAX_STATE, SIZE), np.float32), np.ones(SIZE, np.float32)
    for number, gradient in enumerate(gradients(100), 1):
        fused_update(flat, state, gradient.copy(), mask, RATE, number, Options.of(settings))
        expected = by_torch(optimizer, parameter, gradient[None], None)
        assert largest_deviation(flat, expected) <= 1e-6
        flat[:] = expected
        for row, key in zip(state, OPTIMIZERS[name].state, strict=False):
            row[:] = optimizer.state[parameter][key].numpy()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_table_builds_the_optimizer_of_torch(name: OptimizerName) -> None:
    settings = config(name)  # adamw without decay, which the engines apply themselves, is adam
    ours, theirs = nn.Parameter(torch.from_numpy(start())), nn.Parameter(torch.from_numpy(start()))
    state = tuple(torch.zeros(SIZE) for _ in OPTIMIZERS[name].state)
    optimizer = torch_optimizer(ours, settings.training, state, 0)
    optimizer.param_groups[0]["lr"] = RATE
    twin = torch_twin("adam" if name == "adamw" else name, theirs)
    drawn = gradients(50)
    assert np.array_equal(by_torch(optimizer, ours, drawn, None), by_torch(twin, theirs, drawn, None))
    for array, key in zip(state, OPTIMIZERS[name].state, strict=True):
        assert np.array_equal(array.numpy(), twin.state[theirs][key].numpy())


@pytest.mark.parametrize("norm", [1e-4, 0.5, 3.0, 1e6])
def test_clipping_is_that_of_torch(norm: float) -> None:
    parameter = nn.Parameter(torch.from_numpy(start()))
    drawn = gradients(50)
    expected = by_torch(optim.SGD([parameter], RATE), parameter, drawn, norm)
    found, _ = by_kernel(config("sgd", clip_norm=norm), drawn)
    assert largest_deviation(found, expected) <= 1e-6


def test_a_gradient_is_clipped_to_the_norm() -> None:
    flat, _ = by_kernel(config("sgd", clip_norm=0.5), gradients(1) * 1000)
    assert np.linalg.norm(flat - start()) == pytest.approx(0.5 * RATE, rel=1e-3)


def test_decay_reaches_weights_only() -> None:
    flat, state = start(), np.zeros((MAX_STATE, SIZE), np.float32)
    mask = np.zeros(SIZE, np.float32)
    mask[: 2 * LANES] = 1
    options = Options.of(config("adamw", weight_decay=0.5))
    fused_update(flat, state, np.zeros(SIZE, np.float32), mask, RATE, 1, options)
    assert flat[mask == 1] == pytest.approx(start()[mask == 1] * (1 - 0.5 * RATE), rel=1e-6)
    assert np.array_equal(flat[mask == 0], start()[mask == 0])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_unused_state_stays_zero(name: OptimizerName) -> None:
    _, state = by_kernel(config(name), gradients(5))
    used = len(OPTIMIZERS[name].state)
    assert np.all(state[used:] == 0)
    assert np.all(np.any(state[:used] != 0, axis=1))


def test_weight_decay_is_of_adamw_alone() -> None:
    drawn = gradients(20)
    with_decay, _ = by_kernel(config("adam", weight_decay=0.5), drawn)
    without, _ = by_kernel(config("adam"), drawn)
    assert np.array_equal(with_decay, without)


def test_nesterov_without_momentum_is_plain_descent() -> None:
    drawn = gradients(20)
    nesterov, _ = by_kernel(config("nesterov", momentum=0), drawn)
    plain, _ = by_kernel(config("sgd"), drawn)
    assert largest_deviation(nesterov, plain) <= 1e-7
    parameter = nn.Parameter(torch.from_numpy(start()))
    optimizer = torch_optimizer(parameter, config("nesterov", momentum=0).training, (torch.zeros(SIZE),), 0)
    optimizer.param_groups[0]["lr"] = RATE
    assert largest_deviation(by_torch(optimizer, parameter, drawn, None), plain) <= 1e-6
