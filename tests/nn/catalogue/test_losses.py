from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from torch.nn import functional

from tests.nn.lanes import Floats, binary
from tinkernet.nn.catalogue.losses import CODES, LOSSES
from tinkernet.nn.fused.tiles import loss_of_output
from tinkernet.nn.simd.compiled import compiled

DELTA = 0.7
LABELS = {"two_classes": [-1.0, 1.0], "regression": [-3.0, -0.25, 0.0, 2.0]}


def _pairs() -> tuple[Floats, Floats, Floats, Floats]:
    random = np.random.default_rng(3)
    outputs = np.concatenate([random.normal(0, 1, 4000), random.normal(0, 8, 4000)]).astype(np.float32)
    return (
        np.tile(outputs, 2),
        np.repeat(np.float32(LABELS["two_classes"]), len(outputs)),
        np.tile(outputs, 4),
        np.repeat(np.float32(LABELS["regression"]), len(outputs)),
    )


OUTPUTS_2, LABELS_2, OUTPUTS_R, LABELS_R = _pairs()


def kernel(name: str) -> tuple[Callable[..., Floats], Callable[..., Floats]]:
    """The value and the slope that the training kernel computes, for outputs and labels."""
    code, delta = CODES[name], np.float32(DELTA)

    @compiled
    def value(output: Any, label: Any) -> Any:
        return loss_of_output(code, output, label, delta)[0]

    @compiled
    def slope(output: Any, label: Any) -> Any:
        return loss_of_output(code, output, label, delta)[1]

    return binary(value), binary(slope)


def reference(
    name: str, outputs: Floats, labels: Floats
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Value and slope of each sample by torch in float64."""
    leaf = torch.tensor(outputs, dtype=torch.float64, requires_grad=True)
    targets = torch.tensor(labels, dtype=torch.float64)
    loss = LOSSES[name].function
    values = torch.stack([loss(leaf[i : i + 1, None], targets[i : i + 1], DELTA) for i in range(len(leaf))])
    values.sum().backward()
    assert leaf.grad is not None
    return values.detach().numpy(), leaf.grad.numpy()


def pairs(name: str) -> tuple[Floats, Floats]:
    regression = "regression" in LOSSES[name].problems
    outputs, labels = (OUTPUTS_R, LABELS_R) if regression else (OUTPUTS_2, LABELS_2)
    return outputs[::16], labels[::16]


@pytest.mark.parametrize("name", LOSSES)
def test_the_kernel_agrees_with_torch_in_float64(name: str) -> None:
    outputs, labels = pairs(name)
    value, slope = kernel(name)
    true_value, true_slope = reference(name, outputs, labels)
    assert (np.abs(value(outputs, labels) - true_value) / np.maximum(1, true_value)).max() <= 1e-6
    assert (np.abs(slope(outputs, labels) - true_slope) / np.maximum(1, np.abs(true_slope))).max() <= 1e-6


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_of_more_classes_takes_logits_and_says_all_about_them(name: str) -> None:
    loss = LOSSES[name]
    fits = "k_classes" in loss.problems
    assert (loss.kernel_of_classes is not None) == bool(loss.code_of_classes) == fits
    assert loss.takes_logits or not fits


FORMULAS: dict[str, Callable[[float, float], float]] = {
    "squared_error": lambda out, y: (out - y) ** 2 / 2,
    "mse": lambda out, y: (out - y) ** 2,
    "mae": lambda out, y: abs(out - y),
    "huber": lambda out, y: (
        (out - y) ** 2 / 2 if abs(out - y) <= DELTA else DELTA * (abs(out - y) - DELTA / 2)
    ),
    "hinge": lambda out, y: max(0.0, 1 - y * out),
    "cross_entropy": lambda out, y: float(np.log1p(np.exp(-y * out))),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_the_mean_of_its_formula(name: str) -> None:
    outputs, labels = np.array([0.3, -2.0, 1.0, 0.9]), np.array([1.0, 1.0, 1.0, -1.0])
    expected = np.mean([FORMULAS[name](o, y) for o, y in zip(outputs, labels, strict=True)])
    loss = LOSSES[name].function(torch.tensor(outputs)[:, None], torch.tensor(labels), DELTA)
    assert float(loss) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", ["mae", "huber", "mse", "squared_error"])
def test_a_perfect_output_costs_nothing_and_has_no_slope(name: str) -> None:
    value, slope = kernel(name)
    exact = np.float32([1.0, -2.5, 0.0])
    assert np.all(value(exact, exact) == 0)
    assert np.all(slope(exact, exact) == 0)


def test_the_slope_of_hinge_at_its_kink_is_that_of_torch() -> None:
    _, slope = kernel("hinge")
    _, true_slope = reference("hinge", np.float32([1.0, -1.0]), np.float32([1.0, -1.0]))
    assert np.array_equal(slope([1.0, -1.0], [1.0, -1.0]), true_slope)


def test_cross_entropy_of_two_classes_is_that_of_probabilities() -> None:
    logits, labels = torch.tensor([0.5, -3.0, 40.0]), torch.tensor([1.0, 1.0, -1.0])
    expected = functional.binary_cross_entropy_with_logits(logits, (labels + 1) / 2)
    assert float(LOSSES["cross_entropy"].function(logits[:, None], labels, 1)) == pytest.approx(
        float(expected)
    )


def test_cross_entropy_of_many_classes_is_that_of_torch() -> None:
    logits, labels = torch.randn(7, 5, generator=torch.Generator().manual_seed(0)), torch.arange(7) % 5
    expected = functional.nll_loss(functional.log_softmax(logits, 1), labels)
    found = LOSSES["cross_entropy"].function(logits, labels.float(), 1)
    assert float(found) == pytest.approx(float(expected))


def test_a_certain_mistake_costs_as_much_as_its_logit() -> None:
    value, slope = kernel("cross_entropy")
    assert value([1e4, -1e4, 1e4], [-1, 1, 1]) == pytest.approx([1e4, 1e4, 0])
    assert slope([1e4, -1e4, 1e4], [-1, 1, 1]) == pytest.approx([1, -1, 0], abs=1e-30)


@pytest.mark.parametrize("name", LOSSES)
def test_what_is_no_number_shows_in_the_value_or_the_slope(name: str) -> None:
    value, slope = kernel(name)
    assert np.isnan(value([np.nan], [1])[0]) or np.isnan(slope([np.nan], [1])[0])
