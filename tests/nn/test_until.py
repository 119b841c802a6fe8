"""Losses recorded inside a stretch of training are those that an evaluation at the same epoch gives."""

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.nn.engine import Engine
from tinkernet.nn.fused.engine import FusedEngine
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.reference import AutogradEngine
from tinkernet.nn.state import Ending, Split, TrainingState
from tinkernet.nn.until import Until

Kind = type[AutogradEngine] | type[FusedEngine]
BOTH = pytest.mark.parametrize("kind", [AutogradEngine, FusedEngine])


def begun(kind: Kind, config: Config) -> tuple[Engine, TrainingState, TrainingState]:
    """An engine, its state, and the last good one."""
    state = TrainingState.starting_at(initial_parameters(config))
    good = state.copy()
    return kind(config, Architecture.of(config), Split.of(config), state, good), state, good


@BOTH
def test_recorded_losses_are_those_of_an_evaluation(kind: Kind) -> None:
    config = Config(data={"samples": 90, "dataset": "xor"}, training={"optimizer": "adam", "batch_size": 11})
    engine, state, good = begun(kind, config)
    rows = np.empty((40, 4))
    assert engine.record(5, 10, rows, Until.never()) == (40, Ending.SOUND)
    other, _, _ = begun(kind, config)
    for row in range(40):
        assert other.advance(10 if row else 5) is Ending.SOUND
        assert tuple(rows[row].tolist()) == other.measure()
        evaluated = [other.forward.evaluate(part) for part in (Split.of(config).train, Split.of(config).test)]
        assert rows[row, :2].tolist() == [evaluation.loss for evaluation in evaluated]
        assert (rows[row, 2:] / 45).tolist() == [evaluation.accuracy for evaluation in evaluated]
    assert (good.epoch, good.step) == (79, 395)
    assert np.array_equal(good.flat, state.flat)
    assert np.array_equal(good.optimizer, state.optimizer)


@BOTH
def test_a_loss_that_runs_away_ends_the_stretch_at_the_last_good_state(kind: Kind) -> None:
    config = Config(
        data={"dataset": "plane"}, network={"hidden": []}, training={"learning_rate": 0.2, "batch_size": 600}
    )
    engine, _, good = begun(kind, config)
    rows = np.empty((200, 4))
    count, ending = engine.record(1, 1, rows, Until.never())
    assert 0 < count < 200
    assert ending.is_divergence
    assert good.epoch == count
    assert np.isfinite(rows[:count]).all()
    assert rows[count - 1, 0] <= 1e6 * 1.2**2


@BOTH
def test_a_goal_ends_the_stretch_at_its_epoch(kind: Kind) -> None:
    config = Config(data={"samples": 60}, training={"optimizer": "adam", "learning_rate": 0.03})
    plain, goal = np.empty((300, 4)), np.empty((300, 4))
    begun(kind, config)[0].record(3, 3, plain, Until.never())
    below, above = float(1.1 * plain[:, 1].min()), float(plain[:, 3].max() / 30 - 0.1)
    first = int(np.flatnonzero((plain[:, 1] < below) & (plain[:, 3] / 30 > above))[0])
    assert first > 10
    engine, state, good = begun(kind, config)
    until = Until(30, test_loss_below=below, accuracy_above=above)
    assert engine.record(3, 3, goal, until) == (first + 1, Ending.GOAL)
    assert (state.epoch, good.epoch) == (first + 1, first + 1)
    assert goal[: first + 1] == pytest.approx(plain[: first + 1], rel=1e-15)
    assert until.latest == pytest.approx(plain[first], rel=1e-15)


@BOTH
def test_patience_ends_the_stretch_so_many_epochs_after_the_best(kind: Kind) -> None:
    config = Config(
        data={"samples": 60, "noise": 50},
        training={"optimizer": "adam", "learning_rate": 0.1, "batch_size": 30},
    )
    rows = np.empty((2000, 4))
    engine, state, _ = begun(kind, config)
    until = Until(30, patience=20)
    count, ending = engine.record(1, 1, rows, until)
    assert ending is Ending.PATIENCE
    best = int(rows[:count, 1].argmin())
    assert (state.epoch, count) == (best + 1 + 20, best + 1 + 20)
    assert until.best[:4] == pytest.approx(rows[best], rel=1e-15)
    assert until.best[4] == best + 1
