"""Networks with one hidden layer: built by hand, or trained."""

import math
from typing import Any

import pytest
import torch

from tests.golden.labs.cases import target
from tests.labs.golden import CASES
from tinkernet.base.expressions.parsing import parsed
from tinkernet.config import ActivationName
from tinkernet.errors import InvalidRequest
from tinkernet.labs.approximation import Network, Target, config, folds, gap, steps, trained
from tinkernet.nn.catalogue.activations import ACTIVATIONS


def folded(name: str, count: int) -> float:
    return gap(target(name), folds(target(name), count).values).gap


def stepped(name: str, count: int) -> float:
    return gap(target(name), steps(target(name), count).values).gap


def test_four_folds_of_a_sine() -> None:
    network = folds(target("sine"), 4)
    assert network.output == pytest.approx((-0.4, 0.8, 0, -0.8))
    assert [-bias for _, bias in network.hidden] == [-5, -2.5, 0, 2.5]
    assert gap(target("sine"), network.values) == pytest.approx((0.2105132, -3.6), abs=1e-7)
    assert network.parameters == 13


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, 1),
        (2, 1),
        (3, 0.437257),
        (4, 0.210514),
        (8, 0.070378),
        (16, 0.018846),
        (22, 0.010179),
        (23, 0.009292),
    ],
)
def test_the_gaps_of_folds_of_a_sine(count: int, expected: float) -> None:
    assert folded("sine", count) == pytest.approx(expected, abs=5e-6)
    assert folded("sine", count) <= math.pi**2 / (2 * count**2)


def test_gaps_in_closed_form() -> None:
    for count in (1, 2, 4, 8, 16):
        assert folded("square", count) == pytest.approx(1 / (4 * count**2), abs=1e-6)
        assert folded("root", count) <= 1 / (4 * math.sqrt(count)) + 1e-12
        assert stepped("square", count) == pytest.approx(1 / count - 1 / (2 * count**2), abs=1e-4)
    assert [folded("tent", count) for count in (4, 5, 8)] == pytest.approx([0, 0.1, 0], abs=1e-12)


def test_more_folds_are_never_farther_from_a_parabola() -> None:
    gaps = [folded("square", count) for count in range(1, 33)]
    assert gaps == sorted(gaps, reverse=True)


@pytest.mark.parametrize(("count", "expected"), [(10, 0.293893), (20, 0.154508), (40, 0.078217)])
def test_the_gaps_of_steps_of_a_sine(count: int, expected: float) -> None:
    assert stepped("sine", count) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    "case", CASES["pieces"], ids=lambda case: f"{case['target']} {case['kind']} {case['n']}"
)
def test_a_golden_network_is_the_same_in_torch(case: dict[str, Any]) -> None:
    activation = torch.nn.ReLU() if case["kind"] == "folds" else torch.nn.Sigmoid()
    x = case["low"] + (case["high"] - case["low"]) * torch.arange(2001, dtype=torch.float64) / 2000
    outputs = torch.full_like(x, case["bias"])
    for weight, bias, out in zip(case["weights"], case["biases"], case["output"], strict=True):
        outputs = outputs + out * activation(weight * x + bias)
    network = Network(
        "relu" if case["kind"] == "folds" else "sigmoid",
        tuple(zip(case["weights"], case["biases"], strict=True)),
        tuple(case["output"]),
        case["bias"],
    )
    assert network.values(x.numpy()) == pytest.approx(outputs.numpy(), abs=1e-12)
    assert gap(target(case["target"]), network.values) == pytest.approx((case["gap"], case["at"]), abs=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_network_has_any_activation(activation: ActivationName) -> None:
    network = Network(activation, ((2.0, -1.0), (0.5, 0.25)), (3.0, -2.0), 0.5)
    function = ACTIVATIONS[activation].function
    x = torch.linspace(-2, 2, 5, dtype=torch.float64)
    expected = 3 * function(2 * x - 1) - 2 * function(0.5 * x + 0.25) + 0.5
    assert network.values(x.numpy()) == pytest.approx(expected.numpy(), abs=1e-12)


def test_a_function_must_have_a_value_everywhere() -> None:
    hollow = Target(parsed("1/x", ["x"]), -1, 1)
    with pytest.raises(InvalidRequest, match="none at 0"):
        gap(hollow, lambda x: x)


def test_what_training_finds_depends_on_the_start() -> None:
    gaps = []
    for seed in range(1, 6):
        network, loss = trained(config(target("sine"), "relu", "pytorch", 8, seed), 2000)
        gaps.append(gap(target("sine"), network.values).gap)
        x = target("sine").places(200)
        assert loss == pytest.approx(((network.values(x) - target("sine").values(x)) ** 2).mean(), rel=0.5)
    assert max(gaps) > 2 * min(gaps)
    assert min(gaps) < folded("sine", 8) < max(gaps)


def test_a_function_of_any_height_is_trained() -> None:
    high = Target(parsed("20x + 100", ["x"]), -3, 3)
    network, loss = trained(config(high, "relu", "pytorch", 4, 1), 2000)
    assert gap(high, network.values).gap < 0.01
    assert loss < 1e-4
