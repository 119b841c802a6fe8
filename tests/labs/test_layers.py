"""Gradients of the layers of a deep network at its start."""

from statistics import median

import pytest

from tinkernet.config import Config
from tinkernet.labs.layers import layer_gradients

DEEP = [8] * 8


def strength(activation: str) -> list[float]:
    """The median over three starts, layer by layer."""
    starts = [
        Config.parse(
            {
                "data": {"dataset": "circle"},
                "network": {"hidden": DEEP, "activation": activation, "init": "xavier_uniform", "seed": seed},
            }
        )
        for seed in (1, 2, 3)
    ]
    found = [layer_gradients(start) for start in starts]
    return [median(layers[place].rms for layers in found) for place in range(9)]


@pytest.mark.parametrize(
    ("activation", "least", "most"), [("sigmoid", 1000, 1e6), ("tanh", 0.1, 10), ("relu", 0.1, 10)]
)
def test_the_gradient_vanishes_with_sigmoids_alone(activation: str, least: float, most: float) -> None:
    layers = strength(activation)
    assert least < layers[-2] / layers[0] < most


def test_layers_are_told_in_order() -> None:
    config = Config.parse({"network": {"hidden": [3, 2], "activation": ["relu", "tanh"]}})
    layers = layer_gradients(config)
    assert [(layer.units, layer.activation) for layer in layers[:2]] == [(3, "relu"), (2, "tanh")]
    assert layers[2].units == 1
    assert all(0 < layer.rms <= layer.largest for layer in layers)
