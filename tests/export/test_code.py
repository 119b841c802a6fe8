"""The pieces of exported code compute what the package computes."""

from typing import Any, get_args

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from tinkernet import Config
from tinkernet.config import FEATURES, ActivationName, DatasetName, ScheduleName
from tinkernet.export.data_code import EXPRESSIONS, data_section
from tinkernet.export.excerpt import Excerpt
from tinkernet.export.literals import WIDTH, literal
from tinkernet.export.network_code import MODULES
from tinkernet.export.replay import Dropout, Sin, minibatch_order
from tinkernet.export.training_code import optimizer_section
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.features import FEATURES as FUNCTIONS
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
    data = Config(data=CUSTOM if dataset == "custom" else section).data
    names = executed(data_section(data, Excerpt()).code)
    points = datasets.point_set(data)
    np.testing.assert_array_equal(names["train"], points.train)
    np.testing.assert_array_equal(names["test"], points.test)


@pytest.mark.parametrize("name", FEATURES)
def test_the_expression_of_a_feature_is_the_feature(name: str) -> None:
    x1, x2 = np.random.default_rng(1).uniform(-6, 6, (2, 50))
    np.testing.assert_array_equal(
        eval(EXPRESSIONS[name], {"np": np, "x1": x1, "x2": x2}), FUNCTIONS[name](x1, x2)
    )


@pytest.mark.parametrize("name", get_args(ActivationName))
def test_the_module_of_an_activation_is_the_activation(name: str) -> None:
    z = torch.linspace(-4, 4, 50)
    module = eval(MODULES[name] or "nn.Identity()", {"nn": nn, "Sin": Sin})
    torch.testing.assert_close(module(z), ACTIVATIONS[name].function(z), rtol=0, atol=0)


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
