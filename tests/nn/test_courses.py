"""What courses ask of a model: their examples, with the numbers that they print."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from tinkernet import Config, Trainer
from tinkernet.nn.results import ParameterChange

ENGINES = ["fused", "autograd"]
both_engines = pytest.mark.parametrize("engine", ENGINES)


def points(*rows: tuple[float, float, float]) -> dict[str, Any]:
    """The same points for training as for testing."""
    sides = ["train"] * len(rows) + ["test"] * len(rows)
    return {"source": "points", "points": [*rows, *rows], "sides": sides, "class_names": ["-1", "1"]}


@both_engines
def test_hinge_rests_where_every_point_is_beyond_its_margin(engine: str) -> None:
    data = points((-2, 0, -1), (2, 0, 1))
    config = Config(
        data=data,
        features=["x1"],
        network={"hidden": []},
        training={"loss": "hinge", "batch_size": 2, "engine": engine},
    )
    trainer = Trainer(config)
    trainer.set_parameters([ParameterChange(1, 0, 0, 0.6), ParameterChange(1, 0, "bias", 0.0)])
    assert trainer.metrics.train_loss == 0
    assert trainer.gradients().tolist() == [0, 0]
    before = trainer.parameters.tolist()
    assert trainer.train(steps=3).train_loss == 0
    assert trainer.parameters.tolist() == before
    np.testing.assert_allclose(trainer.predict([[-2, 0], [5, 0]]), [-1.2, 3.0], rtol=1e-6)
    trainer.set_parameters([ParameterChange(1, 0, 0, 0.25)])
    assert trainer.metrics.train_loss == pytest.approx(0.5)
    assert trainer.gradients().tolist() == [-2, 0]


@both_engines
def test_nielsens_neuron_learns_to_answer_0(engine: str) -> None:
    """Neural Networks and Deep Learning, chapter 3: w 0.6, b 0.9, input 1, output wanted 0, rate 0.15."""
    config = Config(
        data=points((1, 0, -1)),
        features=["x1"],
        network={"hidden": [], "output": "sigmoid"},
        training={"loss": "squared_error", "learning_rate": 0.15, "engine": engine},
    )
    trainer = Trainer(config)
    trainer.set_parameters([ParameterChange(1, 0, 0, 0.6), ParameterChange(1, 0, "bias", 0.9)])
    w, b = 0.6, 0.9
    assert (float(trainer.predict([[1, 0]])[0]) + 1) / 2 == pytest.approx(0.82, abs=0.005)
    for epoch in range(1, 301):
        a = 1 / (1 + math.exp(-(w + b)))
        slope = a * a * (1 - a)
        w, b = w - 0.15 * slope, b - 0.15 * slope
        if epoch in (1, 100, 300):
            trainer.train(epochs=epoch - trainer.epoch)
            np.testing.assert_allclose(trainer.parameters, [w, b], rtol=2e-5)
    assert (float(trainer.predict([[1, 0]])[0]) + 1) / 2 == pytest.approx(0.09, abs=0.005)
    assert trainer.metrics.train_accuracy == 1


def moons(seed: int) -> NDArray[np.float64]:
    """Two half circles, 50 points each, drawn as scikit-learn's make_moons(100, noise=0.1) is."""
    draw = np.random.default_rng(seed)
    angles = np.linspace(0, np.pi, 50)
    outer = np.column_stack([np.cos(angles), np.sin(angles), np.ones(50)])
    inner = np.column_stack([1 - np.cos(angles), 0.5 - np.sin(angles), -np.ones(50)])
    rows = np.concatenate([outer, inner])
    rows[:, :2] += draw.normal(0, 0.1, (100, 2))
    return rows


def test_the_demo_of_micrograd_separates_the_moons_with_every_seed() -> None:
    """Karpathy, micrograd, demo.ipynb: 2-16-16-1, relu, hinge, the rate from 1 to 0.1 in 100 steps."""
    reached = []
    for seed in range(20):
        config = Config(
            data=points(*map(tuple, moons(1).tolist())),
            network={"hidden": [16, 16], "activation": "relu", "seed": seed},
            training={
                "loss": "hinge",
                "batch_size": 100,
                "learning_rate": 1,
                "schedule": "linear",
                "schedule_epochs": 100,
                "schedule_factor": 0.1,
                "regularization": "l2",
                "regularization_rate": 2e-4,
            },
        )
        trainer = Trainer(config)
        draw = np.random.default_rng(seed)
        trainer.set_parameters(
            [
                ParameterChange(layer, unit, place, 0.0 if place == "bias" else draw.uniform(-1, 1))
                for layer, (inputs, units) in enumerate([(2, 16), (16, 16), (16, 1)], 1)
                for unit in range(units)
                for place in (*range(inputs), "bias")
            ]
        )
        reached.append(trainer.train(epochs=100).train_accuracy)
    assert reached.count(1.0) == 20, reached


@both_engines
def test_a_rate_of_0_moves_nothing(engine: str) -> None:
    trainer = Trainer(Config(training={"learning_rate": 0, "optimizer": "adam", "engine": engine}))
    before = trainer.parameters.tolist()
    metrics = trainer.train(epochs=3)
    assert trainer.parameters.tolist() == before
    assert (metrics.learning_rate, metrics.epoch) == (0, 3)


@both_engines
@pytest.mark.parametrize("hidden", [[100], [128, 128, 128]])
def test_wide_layers_train_as_in_torch(engine: str, hidden: list[int]) -> None:
    config = Config(
        data={"dataset": "pinwheel3", "samples": 60},
        network={"hidden": hidden, "activation": "relu", "init": "pytorch"},
        training={"engine": engine, "batch_size": 30, "shuffle": False, "learning_rate": 0.1},
    )
    trainer = Trainer(config)
    sizes = [2, *hidden, 3]
    layers: list[torch.nn.Module] = []
    for inputs, units in pairwise(sizes):
        layers += [torch.nn.Linear(inputs, units), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    torch.nn.utils.vector_to_parameters(torch.from_numpy(trainer.parameters.copy()), model.parameters())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    rows = torch.from_numpy(trainer.points.train)
    for _ in range(5):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(rows[:, :2]), rows[:, 2].long()).backward()
        optimizer.step()
    trainer.train(epochs=5)
    expected = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    np.testing.assert_allclose(trainer.parameters, expected, atol=1e-5)
