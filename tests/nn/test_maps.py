"""Predictions, boundary and pictures against the module run by torch."""

from typing import Any

import numpy as np
import pytest
import torch

from tinkernet.config import Config
from tinkernet.errors import NotFound
from tinkernet.nn.catalogue.features import feature_matrix
from tinkernet.nn.maps import UNIT_RESOLUTION
from tinkernet.nn.trainer import Trainer

CUSTOM = [[x / 10, x % 7 - 3, label] for x, label in zip(range(-30, 30), [0, 1, 2, 3] * 15, strict=True)]
PROBLEMS: dict[str, dict[str, Any]] = {
    "two classes": {"data": {"dataset": "xor"}},
    "two classes by logit": {"data": {"dataset": "xor"}, "training": {"loss": "cross_entropy"}},
    "two classes by hinge": {"data": {"dataset": "xor"}, "training": {"loss": "hinge"}},
    "three classes": {"data": {"dataset": "blobs3"}},
    "five classes": {"data": {"dataset": "pinwheel5"}},
    "four given classes": {"data": {"dataset": "custom", "task": "classification", "points": CUSTOM}},
    "regression": {"data": {"dataset": "plane"}},
    "given regression": {"data": {"dataset": "custom", "task": "regression", "points": CUSTOM}},
    "no hidden layer": {"network": {"hidden": []}},
    "no feature": {"features": []},
    "unbounded units": {"network": {"hidden": [5, 3], "activation": ["relu", "softplus"]}},
}
problems = pytest.mark.parametrize("sections", PROBLEMS.values(), ids=PROBLEMS)
ENGINES = pytest.mark.parametrize("engine", ["autograd", "fused"])


def trained(sections: dict[str, Any], engine: str = "fused") -> Trainer:
    config = Config(features=["x1", "x2", "sin(x1)"]).merged(sections)
    trainer = Trainer(config.merged({"training": {"engine": engine}}))
    trainer.train(epochs=10)
    return trainer


def by_torch(trainer: Trainer, points: np.ndarray) -> np.ndarray:
    """The answers (n, outputs), from the module alone."""
    features = torch.from_numpy(feature_matrix(trainer.config.features, points).T.copy())
    outputs = trainer.model(features).detach()
    if trainer.classes > 2:
        return torch.softmax(outputs, 1).numpy()
    if trainer.classes == 2 and trainer.config.loss == "cross_entropy":
        return (2 * torch.sigmoid(outputs) - 1).numpy()
    return outputs.numpy()


def grid(resolution: int) -> np.ndarray:
    """Row 0 is x2 = +6, column 0 is x1 = -6."""
    axis = np.linspace(-6, 6, resolution)
    return np.array([[x1, x2] for x2 in axis[::-1] for x1 in axis])


@ENGINES
@problems
def test_predictions_are_those_of_the_module(sections: dict[str, Any], engine: str) -> None:
    trainer = trained(sections, engine)
    points = np.random.default_rng(0).uniform(-6, 6, (37, 2))
    found, expected = trainer.predict(points), by_torch(trainer, points)
    assert found.shape == ((37,) if trainer.outputs == 1 else (37, trainer.outputs))
    assert found.reshape(37, -1) == pytest.approx(
        expected, abs=2e-6 * max(1.0, float(np.abs(expected).max()))
    )


@problems
def test_the_boundary_is_what_is_predicted_over_the_plane(sections: dict[str, Any]) -> None:
    trainer = trained(sections)
    found = trainer.boundary(20)
    assert found.shape == ((20, 20) if trainer.outputs == 1 else (trainer.outputs, 20, 20))
    expected = by_torch(trainer, grid(20)).T.reshape(found.shape)
    assert found == pytest.approx(expected, abs=2e-6 * max(1.0, float(np.abs(expected).max())))


@pytest.mark.parametrize("points", [[[0.5, -1.0]], [0.5, -1.0], np.zeros((0, 2)), np.zeros((33, 2))])
def test_any_number_of_points_can_be_predicted(points: Any) -> None:
    assert trained({}).predict(points).shape == (np.size(points) // 2,)


def test_probabilities_add_up_to_one_even_where_logits_are_huge() -> None:
    trainer = trained({"data": {"dataset": "blobs3"}, "network": {"activation": "linear"}})
    trainer.model.layers[-1].weight.data *= 1e4
    found = trainer.predict(np.random.default_rng(0).uniform(-6, 6, (50, 2)))
    assert found.sum(axis=1) == pytest.approx(np.ones(50), abs=1e-5)
    assert found.min() >= 0


@problems
@ENGINES
def test_pictures_are_the_maps_quantised(sections: dict[str, Any], engine: str) -> None:
    trainer = trained(sections, engine)
    pictures = trainer.pictures(30)
    output = trainer.boundary(30)
    if trainer.outputs > 1:
        assert pictures.boundary.dtype == np.uint8
        expected = output * 255
    else:
        assert pictures.boundary.dtype == np.int8
        expected = np.clip(output / trainer.label_scale, -1, 1) * 127
    assert pictures.boundary.shape == output.shape
    assert np.abs(pictures.boundary - expected).max() <= 0.5 + 1e-3


@problems
@ENGINES
def test_every_hidden_unit_has_its_small_map(sections: dict[str, Any], engine: str) -> None:
    trainer = trained(sections, engine)
    pictures = trainer.pictures(10)
    side = UNIT_RESOLUTION
    names = [
        f"{number}-{unit}"
        for number, layer in enumerate(trainer.structure.layers, 1)
        for unit in range(layer.units)
    ]
    assert pictures.neurons.shape == (len(names), side, side)
    assert pictures.neuron_scale.shape == (len(names),)
    for name, found, scale in zip(names, pictures.neurons, pictures.neuron_scale, strict=True):
        activation = trainer.boundary(side, name)
        assert scale == pytest.approx(max(1.0, float(np.abs(activation).max())))
        assert np.abs(found - activation / scale * 127).max() <= 0.5 + 1e-3


@problems
@ENGINES
def test_pictures_of_parameters_on_the_run_hold_numbers(sections: dict[str, Any], engine: str) -> None:
    network = {"hidden": [8] * 4, "activation": "relu", **sections.get("network", {})}
    training = {"engine": engine, **sections.get("training", {})}
    trainer = Trainer(Config().merged({**sections, "network": network, "training": training}))
    for size in (1e7, 1e20, 3e38):
        trainer.parameters[:] = size * (-1.0) ** (np.arange(trainer.parameters.size) // 3)
        pictures = trainer.pictures(20, "1-0")
        assert np.isfinite(pictures.neuron_scale).all()
        assert np.abs(pictures.neurons.astype(int)).max(initial=0) <= 127
        assert np.abs(pictures.boundary.astype(int)).max() <= 255


def test_a_unit_map_is_the_activation_of_that_unit() -> None:
    trainer = trained({"network": {"hidden": [5, 3], "activation": ["relu", "sin"]}})
    features = torch.from_numpy(feature_matrix(trainer.config.features, grid(12)).T.copy())
    layers = trainer.model.layer_outputs(features)
    for name, expected in (("1-4", layers[0][:, 4]), ("2-0", layers[1][:, 0]), ("3-0", layers[2][:, 0])):
        found = trainer.boundary(12, name)
        assert found == pytest.approx(expected.detach().numpy().reshape(12, 12), abs=1e-5)


def test_a_unit_asked_for_comes_at_full_resolution() -> None:
    trainer = trained({"network": {"hidden": [3], "activation": "relu"}})
    assert trainer.pictures(40).unit is None
    unit, values = trainer.pictures(40, "1-1").unit, trainer.boundary(40, "1-1")
    assert unit is not None
    assert unit.shape == (40, 40)
    assert np.abs(unit - values / max(1, np.abs(values).max()) * 127).max() <= 0.5 + 1e-3


@pytest.mark.parametrize(
    "unit",
    [
        "0-0",
        "4-0",
        "1-4",
        "1-",
        "-1",
        "1",
        "",
        "a-b",
        "1-0-0",
        "1--1",
        "1-0\x00",
        "1-" + "9" * 50,
        "\ud800-1",
        "²-1",
    ],
)
def test_a_unit_that_does_not_exist_is_not_found(unit: str) -> None:
    trainer = trained({})
    with pytest.raises(NotFound, match="there is no such unit; units are named layer-unit, from 1-0 to 3-0"):
        trainer.boundary(10, unit)
    with pytest.raises(NotFound):
        trainer.pictures(10, unit)


def test_the_scale_of_labels_is_the_largest_but_at_least_one() -> None:
    assert Trainer(Config()).label_scale == 1
    assert Trainer(Config(data={"dataset": "blobs3"})).label_scale == 1
    assert Trainer(Config(data={"dataset": "plane"})).label_scale == pytest.approx(1.2, abs=0.2)
    points = [[0, 0, -40], [1, 1, 5], [2, 2, 0.5]]
    unscaled = {"dataset": "custom", "task": "regression", "points": points, "scale": "none"}
    assert Trainer(Config(data=unscaled)).label_scale == 40
    assert Trainer(Config(data={**unscaled, "scale": "fit"})).label_scale == 1
    points = [[0, 0, -0.25], [1, 1, 0.5]]
    assert (
        Trainer(Config(data={"dataset": "custom", "task": "regression", "points": points})).label_scale == 1
    )
