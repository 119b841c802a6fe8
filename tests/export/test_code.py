"""The pieces of exported code compute what the package computes."""

from typing import Any, get_args

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tinkernet import Config
from tinkernet.config import FEATURES, ActivationName, DatasetName, ScheduleName
from tinkernet.export.data_code import data_section
from tinkernet.export.excerpt import Excerpt
from tinkernet.export.literals import WIDTH, literal
from tinkernet.export.network_code import network_section
from tinkernet.export.replay import Dropout, minibatch_order
from tinkernet.export.training_code import loss_section, optimizer_section
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.features import FEATURES as ENTRIES
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS, torch_optimizer
from tinkernet.nn.catalogue.penalties import PENALTIES
from tinkernet.nn.catalogue.schedules import learning_rate
from tinkernet.nn.draws import draw_masks, draw_order
from tinkernet.nn.trainer import Trainer

CUSTOM = {
    "dataset": "custom",
    "task": "classification",
    "points": [[k / 8, -k / 3, k % 2] for k in range(18)],
}


def executed(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {"np": np, "torch": torch, "nn": nn, "functional": functional}
    exec(f"import math\n{code}", names)
    return names


@pytest.mark.parametrize("dataset", get_args(DatasetName))
def test_the_code_of_a_data_set_draws_its_points(dataset: str) -> None:
    section: dict[str, Any] = {"dataset": dataset, "samples": 61, "noise": 35, "seed": 7, "train_percent": 30}
    if dataset == "formula":
        section["expression"] = "x2 > sin(x1) and sqrt(x1) < 2"
    data = Config(data=CUSTOM if dataset == "custom" else section).data
    names = executed(data_section(data, Excerpt()).code)
    points = datasets.point_set(data)
    np.testing.assert_array_equal(names["train"], points.train)
    np.testing.assert_array_equal(names["test"], points.test)


@pytest.mark.parametrize(
    "expression",
    [
        "x1*x2/10",
        "1/0 + x1 < 3 or not x2 >= 1",
        "-2 < x1 <= 0,5",
        "relu(x1) - sigmoid(-x2)^2 + 2pi",
        "ln(x1) + 2^0,5",
        "abs(tanh(x1))cos(x2) exp(-x1²)",
        "8",
        "1 < 2",
    ],
)
def test_the_code_of_a_formula_draws_its_points_to_the_last_bit(expression: str) -> None:
    data = Config(data={"dataset": "formula", "expression": expression, "noise": 20}).data
    names = executed(data_section(data, Excerpt()).code)
    points = datasets.point_set(data)
    np.testing.assert_array_equal(names["train"], points.train)
    np.testing.assert_array_equal(names["test"], points.test)


@pytest.mark.parametrize("name", FEATURES)
def test_the_expression_of_a_feature_is_the_feature(name: str) -> None:
    x1, x2 = np.random.default_rng(1).uniform(-6, 6, (2, 50))
    np.testing.assert_array_equal(
        eval(ENTRIES[name].code, {"np": np, "x1": x1, "x2": x2}), ENTRIES[name].function(x1, x2)
    )


@pytest.mark.parametrize("name", get_args(ActivationName))
def test_the_module_of_an_activation_is_the_activation(name: str) -> None:
    config = Config(data={"dataset": "plane"}, network={"hidden": [3], "activation": name})
    first, *modules, last = executed(network_section(config, Excerpt()).code)["model"]
    assert isinstance(first, nn.Linear)
    assert isinstance(last, nn.Linear)
    assert len(modules) == (name != "linear")
    z = torch.linspace(-4, 4, 50)
    expected = ACTIVATIONS[name].function(z)
    torch.testing.assert_close(nn.Sequential(*modules)(z), expected, rtol=0, atol=0)


@pytest.mark.parametrize(
    ("name", "problem"), [(name, problem) for name, loss in LOSSES.items() for problem in loss.problems]
)
def test_the_code_of_a_loss_is_the_loss(name: str, problem: str) -> None:
    dataset = {"two_classes": "circle", "k_classes": "blobs3", "regression": "plane"}[problem]
    config = Config(data={"dataset": dataset}, training={"loss": name, "huber_delta": 0.3})
    outputs = torch.randn(40, config.outputs, generator=torch.Generator().manual_seed(1))
    labels = torch.arange(40) % 3 if problem == "k_classes" else 2.0 * (torch.arange(40) % 2) - 1
    loss = executed(loss_section(config, False, Excerpt()).code)["loss"]
    assert loss(outputs, labels) == LOSSES[name].function(outputs, labels, 0.3)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_code_of_an_optimizer_updates_as_the_optimizer(name: str) -> None:
    config = Config(network={"hidden": []}, training={"optimizer": name})
    model = nn.Sequential(nn.Linear(2, 1))
    code = optimizer_section(Trainer(config).snapshot()).code
    names = {"np": np, "torch": torch, "nn": nn, "model": model}
    exec(code, names)
    flat = nn.utils.parameters_to_vector(model.parameters()).detach().requires_grad_()
    state = tuple(torch.zeros(3) for _ in OPTIMIZERS[name].state)
    ours = torch_optimizer(flat, config.training, state, 0)
    ours.param_groups[0]["lr"] = config.training.learning_rate
    for step in range(20):
        flat.grad = torch.sin(torch.arange(3) + step)
        nn.utils.vector_to_parameters(flat.grad, [p.grad for p in with_gradients(model)])
        names["optimizer"].step()
        ours.step()
    torch.testing.assert_close(nn.utils.parameters_to_vector(model.parameters()), flat)


def with_gradients(model: nn.Module) -> list[nn.Parameter]:
    for parameter in model.parameters():
        parameter.grad = torch.empty_like(parameter)
    return list(model.parameters())


@pytest.mark.parametrize("name", PENALTIES)
def test_the_code_of_a_penalty_is_the_penalty(name: str) -> None:
    weights, penalty = torch.linspace(-1, 1, 41), PENALTIES[name]
    names = {"functional": functional, "weight": weights}
    if penalty.slope:
        torch.testing.assert_close(eval(penalty.slope.code, names), penalty.slope.function(weights))
    if penalty.proximal:
        expected = penalty.proximal.function(weights, torch.full((41,), 0.3))
        torch.testing.assert_close(eval(penalty.proximal.code.format(amount=0.3), names), expected)


@pytest.mark.parametrize("name", get_args(ScheduleName)[1:])
@pytest.mark.parametrize("warmup", [0, 3])
def test_the_code_of_a_schedule_gives_its_rates(name: str, warmup: int) -> None:
    training = {"schedule": name, "schedule_epochs": 11, "warmup_epochs": warmup, "schedule_factor": 0.3}
    config = Config(training=training)
    code = optimizer_section(Trainer(config).snapshot()).code
    rates = executed(code[code.index("def learning_rate") :])
    for epoch in (0, 2, 3, 10, 11, 40):
        assert rates["learning_rate"](epoch) == pytest.approx(
            learning_rate(config.training, epoch), rel=1e-14
        )


@pytest.mark.parametrize(("n", "seed", "epoch"), [(1, 0, 0), (2, 1, 1), (250, 2**32 - 1, 100_000)])
def test_exported_minibatches_have_the_order_of_training(n: int, seed: int, epoch: int) -> None:
    order = np.empty(n, np.int32)
    draw_order(seed, epoch, order)
    assert minibatch_order(n, seed, epoch) == order.tolist()


def test_exported_dropout_drops_what_training_drops(monkeypatch: pytest.MonkeyPatch) -> None:
    masks = np.empty((12, 9), np.float32)
    draw_masks(3, 77, 0.3, masks)
    monkeypatch.setattr(Dropout, "step", 77)
    kept = Dropout(0.3, seed=3, first_unit=4)(torch.ones(9, 8))
    np.testing.assert_array_equal(kept.numpy(), masks.T[:, 4:])


def test_dropout_does_nothing_when_evaluating() -> None:
    a = torch.ones(2, 3)
    assert Dropout(0.9, seed=1, first_unit=0).eval()(a) is a


def test_a_literal_gives_back_every_bit() -> None:
    array = np.random.default_rng(2).normal(size=(3, 40)).astype(np.float32) ** 9
    text = literal(array)
    np.testing.assert_array_equal(np.array(eval(text), np.float32), array)
    assert max(map(len, text.splitlines())) <= WIDTH


def test_an_excerpt_gives_each_definition_once() -> None:
    excerpt = Excerpt()
    first = excerpt.source(minibatch_order)
    assert first.count("def mixed(words):") == 1
    assert first.startswith("GOLDEN = 0x9E3779B97F4A7C15\n")
    assert excerpt.source(minibatch_order) == ""
    assert "mixed(words):" not in excerpt.source(Dropout)
