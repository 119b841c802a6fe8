"""Losses recorded inside a stretch of training are those that an evaluation at the same epoch gives."""

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.engine import Engine
from tinkernet.nn.fused.engine import FusedEngine
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.reference import AutogradEngine
from tinkernet.nn.state import Ending, Samples, TrainingState

Kind = type[AutogradEngine] | type[FusedEngine]
BOTH = pytest.mark.parametrize("kind", [AutogradEngine, FusedEngine])


def begun(kind: Kind, config: Config) -> tuple[Engine, TrainingState, Samples, Samples]:
    points = datasets.point_set(config.data)
    train, test = Samples.of(config, points.train), Samples.of(config, points.test)
    state = TrainingState.starting_at(initial_parameters(config))
    return kind(config, Architecture.of(config), train, state), state, train, test


@BOTH
def test_recorded_losses_are_those_of_an_evaluation(kind: Kind) -> None:
    config = Config(data={"samples": 90, "dataset": "xor"}, training={"optimizer": "adam", "batch_size": 11})
    engine, state, _, test = begun(kind, config)
    losses, good = np.empty((40, 2)), state.copy()
    assert engine.advance_recorded(5, 10, test, losses, good) == (40, Ending.SOUND)
    other, _, train, _ = begun(kind, config)
    for row in range(40):
        assert other.advance(10 if row else 5)
        assert losses[row].tolist() == [other.evaluate(train).loss, other.evaluate(test).loss]
    assert (good.epoch, good.step) == (79, 395)
    assert np.array_equal(good.flat, state.flat)


@BOTH
def test_a_loss_that_runs_away_ends_the_stretch_at_the_last_good_state(kind: Kind) -> None:
    config = Config(
        data={"dataset": "plane"}, network={"hidden": []}, training={"learning_rate": 0.2, "batch_size": 600}
    )
    engine, state, _, test = begun(kind, config)
    losses, good = np.empty((200, 2)), state.copy()
    rows, ending = engine.advance_recorded(1, 1, test, losses, good)
    assert 0 < rows < 200
    assert ending is not Ending.SOUND
    assert good.epoch == rows
    assert np.isfinite(losses[:rows]).all()
    assert losses[rows - 1, 0] <= 1e6 * 1.2**2
