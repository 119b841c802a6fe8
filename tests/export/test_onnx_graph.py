"""The ONNX model gives what `predict` gives, features included."""

import sys
from typing import Any, get_args

import numpy as np
import onnx
import pytest

from tests.export.cases import CASES, IN_UNITS, trained
from tests.export.processes import onnx_predictions
from tinkernet import Config, Trainer
from tinkernet.config import ActivationName
from tinkernet.errors import InvalidRequest
from tinkernet.export.onnx_graph import to_onnx

POINTS = np.random.default_rng(5).uniform(-6, 6, (1000, 2)).astype(np.float32)


def with_activation(name: str) -> Trainer:
    trainer = Trainer(Config(network={"hidden": [8, 8], "activation": name}))
    trainer.train(epochs=20)
    return trainer


def steep() -> Trainer:
    """Sines of sines with large weights, which magnify every error of rounding."""
    network = {"hidden": [4, 5, 6, 11], "activation": "sin"}
    trainer = Trainer(Config(network=network, training={"optimizer": "adam", "learning_rate": 0.1}))
    trainer.train(epochs=500)
    assert np.abs(trainer.parameters).max() > 10
    return trainer


@pytest.fixture(scope="module")
def trainers() -> dict[str, Trainer]:
    activations = {name: with_activation(name) for name in get_args(ActivationName)}
    return {name: trained(name) for name in CASES} | activations | {"steep": steep()}


@pytest.fixture(scope="module")
def predictions(trainers: dict[str, Trainer], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What onnxruntime makes of the points, in one fresh process for all models."""
    models = {name: to_onnx(trainer.snapshot()) for name, trainer in trainers.items() if name not in IN_UNITS}
    return onnx_predictions(models, POINTS, tmp_path_factory.mktemp("models"))


@pytest.mark.parametrize("name", [*sorted(CASES.keys() - IN_UNITS), *get_args(ActivationName), "steep"])
def test_onnx_predicts_what_the_trainer_predicts(
    name: str, trainers: dict[str, Trainer], predictions: dict[str, Any]
) -> None:
    expected = trainers[name].predict(POINTS)
    assert predictions[name].shape == expected.shape
    assert np.abs(predictions[name] - expected).max() <= 1e-5 * max(1, np.abs(expected).max())


def test_the_model_carries_its_config() -> None:
    model = onnx.load_from_string(to_onnx(trained("adam").snapshot()))
    properties = {entry.key: entry.value for entry in model.metadata_props}
    assert Config.model_validate_json(properties["config"]) == trained("adam").config


def test_without_the_package_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(InvalidRequest, match=r"pip install 'tinkernet\[onnx\]'"):
        to_onnx(trained("default").snapshot())
