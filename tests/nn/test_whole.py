"""All points trained on: no test data, and nothing that pretends there were some."""

import math
from typing import Any

import numpy as np
import pytest

import tinkernet
from tinkernet import Config, Trainer

XOR = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
TABLE: dict[str, Any] = {"points": XOR, "train_percent": 100}
both_engines = pytest.mark.parametrize("engine", ["fused", "autograd"])


@pytest.mark.parametrize(
    "data",
    [
        TABLE,
        {"points": XOR, "sides": ["train"] * 4},
        {"dataset": "moons", "samples": 40, "train_percent": 100},
        {"dataset": "plane", "samples": 40, "train_percent": 100},
    ],
)
@both_engines
def test_every_point_is_trained_on_and_nothing_is_said_of_tests(data: dict[str, Any], engine: str) -> None:
    config = Config(data=data, training={"engine": engine, "batch_size": 3})
    assert config.data.train_percent == 100
    trainer = Trainer(config)
    assert (len(trainer.points.train), len(trainer.points.test)) == (config.data.count, 0)
    metrics = trainer.train(epochs=7)
    assert trainer.step == 7 * math.ceil(config.data.count / 3)
    assert math.isfinite(metrics.train_loss)
    assert (metrics.test_loss, metrics.test_accuracy) == (None, None)
    assert (metrics.train_accuracy is None) == (config.data.classes == 0)
    assert np.isfinite(trainer.history.train_loss).all()
    assert np.isnan(trainer.history.test_loss).all()
    assert len(trainer.history.epochs) == 8
    again = Trainer.load(trainer.save())
    np.testing.assert_array_equal(again.train(steps=5).train_loss, trainer.train(steps=5).train_loss)
    assert np.isnan(again.history.test_loss).all()


@both_engines
def test_both_shares_train_alike_on_what_they_share(engine: str) -> None:
    """The same points for training, with test data beside them and without."""
    rows = [[x / 10, x % 7 / 7, x % 2] for x in range(30)]
    sides = ["train"] * 30
    whole = Config(data={"points": rows, "sides": sides}, training={"engine": engine})
    tested = Config(
        data={"points": [*rows, *XOR], "sides": [*sides, *["test"] * 4]}, training={"engine": engine}
    )
    found = [Trainer(config) for config in (whole, tested)]
    losses = [trainer.train(epochs=5).train_loss for trainer in found]
    assert losses[0] == losses[1]
    np.testing.assert_array_equal(found[0].parameters, found[1].parameters)
    assert found[1].metrics.test_loss is not None


def test_a_goal_is_one_of_the_points_for_training() -> None:
    """The truth table of XOR, 2-2-1: how many of 64 seeds learn it."""
    config = {
        "data": TABLE,
        "network": {"hidden": [2], "init": "xavier_normal"},
        "training": {"batch_size": 4, "learning_rate": 0.3, "optimizer": "momentum"},
    }
    result = tinkernet.run(config, {"epochs": 1500, "test_loss_below": 0.01, "accuracy_above": 0.99}, seed=3)
    assert result.reason in ("goal", "epochs")
    if result.succeeded:
        assert result.metrics.train_loss < 0.01
        assert result.metrics.train_accuracy == 1
    assert result.best.train_loss <= result.metrics.train_loss
    assert result.metrics.test_loss is None
    sweep = tinkernet.sweep(config, seeds=64, stop={"epochs": 1500, "accuracy_above": 0.99})
    [point] = sweep.points
    assert (point.summary.runs, point.summary.test_loss) == (64, None)
    assert point.summary.success is not None
    assert 0.3 < point.summary.success.rate < 1
    assert all(row["test_loss"] is row["best"]["test_loss"] is None for row in sweep.rows())


def test_a_goal_is_met_exactly_where_the_loss_falls_below_it() -> None:
    config = Config(data={"dataset": "gauss", "samples": 40, "train_percent": 100})
    trainer = Trainer(config)
    until = trainer.watched(test_loss_below=0.05, patience=50)
    trainer.train(epochs=500, until=until)
    assert until.ending.name == "GOAL"
    assert trainer.metrics.train_loss < 0.05
    before = trainer.history.train_loss[trainer.history.epochs < trainer.epoch]
    assert (before >= 0.05).all()
