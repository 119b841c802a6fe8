"""Weights of classes in the loss, held to torch's and to finite differences."""

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig
from tinkernet.nn.class_weights import class_weights
from tinkernet.nn.state import Split
from tinkernet.nn.trainer import Trainer

RARE = {"dataset": "formula", "expression": "x1 > 4", "samples": 300, "train_percent": 63}
FOUR: list[list[float]] = [[k / 2, (k % 7) - 3, min(k % 9, 3)] for k in range(-11, 12)]
LOSSES = ("squared_error", "mse", "mae", "huber", "hinge", "cross_entropy")


def config(data: dict[str, Any], engine: str = "fused", **training: Any) -> Config:
    chosen = {"class_weight": "balanced", "engine": engine, **training}
    return Config(data=data, network={"hidden": [5]}, training=chosen)


def each(name: str, outputs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The loss of every sample, in double precision."""
    e = outputs[:, 0] - labels
    return {
        "squared_error": lambda: e**2 / 2,
        "mse": lambda: e**2,
        "mae": lambda: e.abs(),
        "huber": lambda: functional.huber_loss(outputs[:, 0], labels, reduction="none"),
        "hinge": lambda: (1 - labels * outputs[:, 0]).clamp(min=0),
        "cross_entropy": lambda: torch.log1p(torch.exp(-labels * outputs[:, 0])),
    }[name]()


def test_weights_are_those_of_scikit_learn() -> None:
    points = Split.of(config(RARE)).points
    labels = points.train[:, 2]
    expected = [len(labels) / (2 * np.sum(labels == label)) for label in (-1, 1)]
    assert class_weights(points).tolist() == pytest.approx(expected)
    assert expected[1] > 3


def test_a_class_without_training_points_has_weight_one_and_is_not_counted() -> None:
    data = {
        "points": [[0, 0, 0], [1, 1, 0], [2, 2, 1], [3, 3, 2]],
        "sides": ["train", "train", "train", "test"],
    }
    split = Split.of(config(data))
    assert class_weights(split.points).tolist() == [0.75, 1.5, 1.0]
    assert (split.train.mass, split.test.mass) == (3.0, 1.0)


@pytest.mark.parametrize("engine", ["autograd", "fused"])
@pytest.mark.parametrize("loss", LOSSES)
def test_losses_of_two_classes_are_weighted_means(engine: str, loss: str) -> None:
    trainer = Trainer(config(RARE, engine, loss=loss))
    trainer.train(epochs=2)
    points = trainer.points.whole
    weights = torch.from_numpy(class_weights(points)).double()
    for rows, found in ((points.train, trainer.metrics.train_loss), (points.test, trainer.metrics.test_loss)):
        x, labels = torch.from_numpy(rows[:, :2]).float(), torch.from_numpy(rows[:, 2])
        weight = weights[(labels > 0).long()]
        losses = each(loss, trainer.model(x).detach().double(), labels)
        assert found == pytest.approx(float((weight * losses).sum() / weight.sum()), rel=1e-5)


@pytest.mark.parametrize("engine", ["autograd", "fused"])
def test_the_loss_of_more_classes_is_that_of_torch_with_weight(engine: str) -> None:
    trainer = Trainer(config({"points": FOUR}, engine))
    trainer.train(epochs=2)
    points = trainer.points.whole
    weight = torch.from_numpy(class_weights(points))
    for rows, found in ((points.train, trainer.metrics.train_loss), (points.test, trainer.metrics.test_loss)):
        outputs = trainer.model(torch.from_numpy(rows[:, :2]).float())
        expected = functional.cross_entropy(outputs, torch.from_numpy(rows[:, 2]).long(), weight=weight)
        assert found == pytest.approx(float(expected.detach()), rel=1e-5)


@pytest.mark.parametrize("engine", ["autograd", "fused"])
@pytest.mark.parametrize("data", [RARE, {"points": FOUR}], ids=["two", "four"])
def test_gradients_are_finite_differences_of_the_loss(engine: str, data: dict[str, Any]) -> None:
    trainer = Trainer(config(data, engine, loss="cross_entropy"))
    points, model = trainer.points.whole, trainer.model
    flat = trainer.parameters.astype(np.float64)
    kinds, x = torch.from_numpy(points.kinds[points.sides]), torch.from_numpy(points.train[:, :2])
    weight = torch.from_numpy(class_weights(points)).double()

    def loss(values: np.ndarray[Any, Any]) -> float:
        double = torch.nn.utils.parameters_to_vector(model.parameters())
        assert len(double) == len(values)
        a, at = x, 0
        for number, layer in enumerate(model.layers):
            rows, columns = layer.weight.shape
            w = torch.from_numpy(values[at : at + rows * columns]).view(rows, columns)
            at += rows * columns
            a = a @ w.T + torch.from_numpy(values[at : at + rows])
            at += rows
            a = torch.tanh(a) if number == 0 else a
        if a.shape[1] == 1:
            a = torch.cat([torch.zeros_like(a), a], 1)
        return float(functional.cross_entropy(a, kinds, weight=weight))

    step = 1e-5
    shifts = np.eye(len(flat)) * step
    expected = [(loss(flat + shift) - loss(flat - shift)) / (2 * step) for shift in shifts]
    assert trainer.gradients() == pytest.approx(expected, abs=2e-5)


def model_in_float64(trainer: Trainer) -> torch.nn.Sequential:
    """The network 2-5-K with the parameters of a trainer, as anyone would write it."""
    model = torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.Tanh(), torch.nn.Linear(5, trainer.outputs))
    if trainer.config.output == "tanh":
        model.append(torch.nn.Tanh())
    torch.nn.utils.vector_to_parameters(torch.from_numpy(trainer.parameters.copy()), model.parameters())
    return model.double()


@pytest.mark.parametrize("engine", ["autograd", "fused"])
@pytest.mark.parametrize("loss", [*LOSSES, "of four classes"])
def test_training_is_that_of_a_plain_loop(engine: str, loss: str) -> None:
    """Two epochs of SGD in minibatches, of which the last is smaller, and some have a single class."""
    chosen = {"batch_size": 16, "learning_rate": 0.05, "shuffle": False}
    if loss in LOSSES:
        trainer = Trainer(config(RARE, engine, loss=loss, **chosen))
    else:
        trainer = Trainer(config({"points": FOUR}, engine, **chosen))
    points, model = trainer.points.whole, model_in_float64(trainer)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    x, y, kinds = map(torch.from_numpy, (points.train[:, :2], points.train[:, 2], points.kinds[points.sides]))
    weight = torch.from_numpy(class_weights(points)).double()
    for start in (*range(0, len(x), 16), *range(0, len(x), 16)):
        batch = slice(start, start + 16)
        outputs, of_points = model(x[batch]), weight[kinds[batch]]
        if loss in LOSSES:
            mean = (of_points * each(loss, outputs, y[batch])).sum() / of_points.sum()
        else:
            mean = functional.cross_entropy(outputs, kinds[batch], weight=weight)
        optimizer.zero_grad()
        mean.backward()
        optimizer.step()
    trainer.train(epochs=2)
    expected = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    assert trainer.parameters == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("data", [RARE, {"points": FOUR}], ids=["two", "four"])
@pytest.mark.parametrize("batch", [1, 7, 40, 500])
def test_both_engines_train_alike(data: dict[str, Any], batch: int) -> None:
    both = [Trainer(config(data, engine, batch_size=batch)) for engine in ("autograd", "fused")]
    for trainer in both:
        trainer.train(steps=60)
    assert both[0].parameters == pytest.approx(both[1].parameters, abs=2e-5)


def test_classes_of_one_size_train_to_the_same_bits_as_without_weights() -> None:
    data = {"points": [[k % 5, k % 3, k % 2] for k in range(40)], "sides": ["train"] * 30 + ["test"] * 10}
    plain, weighted = (Trainer(config(data, class_weight=how)) for how in (None, "balanced"))
    for trainer in (plain, weighted):
        trainer.train(epochs=20)
    assert weighted.parameters.tobytes() == plain.parameters.tobytes()
    assert weighted.metrics == plain.metrics


def test_the_rare_class_is_found_sooner_with_weights() -> None:
    data = {**RARE, "expression": "x1 > 5.4", "samples": 1000}
    recalls = {}
    for how in (None, "balanced"):
        trainer = Trainer(config(data, class_weight=how, loss="cross_entropy"))
        trainer.train(epochs=3)
        confusion = trainer.confusion.train
        assert confusion is not None
        recalls[how] = confusion.recall[1]
    assert recalls["balanced"] is not None
    assert recalls[None] is not None
    assert recalls["balanced"] > recalls[None]


def test_a_regression_has_no_weights() -> None:
    with pytest.raises(InvalidConfig, match="class_weight must be null for a regression") as refusal:
        config({"dataset": "plane"})
    assert refusal.value.field == "training.class_weight"
