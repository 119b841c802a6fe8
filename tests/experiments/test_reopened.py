"""A run that is done goes on as the training it was."""

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.experiments import details, reopened
from tinkernet.experiments.result import RunResult
from tinkernet.local.training import run
from tinkernet.nn.trainer import Trainer

ADAM = Config(data={"dataset": "xor", "samples": 60}, training={"optimizer": "adam", "learning_rate": 0.1})


def opened(result: RunResult, knows_state: bool = True) -> Trainer:
    """The trainer of a result that was stored and read back."""
    found = details.from_bytes(details.to_bytes(result))
    gathered = details.state_from_bytes(details.state_to_bytes(result)) if knows_state else None
    snapshot = reopened.snapshot(result.config, result.epochs, found, gathered)
    return reopened.trainer(snapshot, found.history, fused_ready=lambda: True)


@pytest.mark.parametrize(
    "config",
    [
        ADAM,
        Config(data={"dataset": "pinwheel3"}, network={"hidden": [5], "dropout": 0.2}),
        Config(
            data={"dataset": "ripple", "samples": 70}, training={"optimizer": "rmsprop", "batch_size": 16}
        ),
        Config(network={"hidden": []}, training={"schedule": "step", "schedule_epochs": 5}),
        ADAM.merged({"training": {"engine": "autograd"}}),
    ],
)
def test_it_goes_on_as_a_trainer_does_that_never_stopped(config: Config) -> None:
    trainer = opened(run(config, {"epochs": 7}))
    unbroken = Trainer(config)
    unbroken.train(epochs=7)
    assert trainer.metrics == unbroken.metrics
    assert trainer.pristine
    trainer.train(steps=11)
    unbroken.train(steps=11)
    assert trainer.metrics == unbroken.metrics
    np.testing.assert_array_equal(trainer.parameters, unbroken.parameters)


def test_a_long_history_goes_on_evenly() -> None:
    result = run(ADAM, {"epochs": 601})
    trainer = opened(result)
    assert trainer.history.epochs.tolist() == result.history.epochs.tolist()
    trainer.train(epochs=1500)
    epochs = trainer.history.epochs
    assert (epochs[0], epochs[-1]) == (0, 2100)
    assert set(np.diff(epochs)) <= {1, 3, 4}  # the odd end of the run lies between two multiples of four
    assert trainer.kept == (0, *range(640, 2100, 128))


@pytest.mark.parametrize("engine", ["fused", "autograd"])
@pytest.mark.parametrize(
    ("optimizer", "activation", "hidden", "rate"),
    [("momentum", "relu", [4, 2], 0.3), ("adam", "linear", [8] * 8, 0.3)],
)
def test_a_run_that_diverged_opens_at_its_last_good_epoch(
    engine: str, optimizer: str, activation: str, hidden: list[int], rate: float
) -> None:
    config = Config(
        data={"dataset": "plane", "samples": 40},
        features=["x1", "x2", "x1^2"],
        network={"hidden": hidden, "activation": activation},
        training={"engine": engine, "optimizer": optimizer, "learning_rate": rate},
    )
    result = run(config, {"epochs": 200})
    assert (result.reason, result.epochs > 1) == ("diverged", True)
    unbroken = Trainer(config)
    unbroken.train(epochs=result.epochs)
    ours, theirs = result.snapshot.state, unbroken.snapshot().state
    np.testing.assert_array_equal(ours.counters, theirs.counters)
    np.testing.assert_array_equal(ours.flat, theirs.flat)
    np.testing.assert_array_equal(ours.optimizer, theirs.optimizer)
    trainer = opened(result)
    assert trainer.divergence is None
    trainer.train(epochs=5)
    assert trainer.divergence is not None


def test_without_its_state_the_optimizer_begins_anew() -> None:
    result = run(ADAM, {"epochs": 7})
    trainer, exact = opened(result, knows_state=False), opened(result)
    assert (trainer.epoch, trainer.step, trainer.pristine) == (7, exact.step, False)
    assert trainer.metrics == exact.metrics
    trainer.train(epochs=1)
    exact.train(epochs=1)
    assert trainer.metrics.train_loss != exact.metrics.train_loss


def test_an_optimizer_that_gathers_nothing_misses_nothing() -> None:
    result = run(ADAM.merged({"training": {"optimizer": "sgd"}}), {"epochs": 7})
    snapshots = [opened(result, knows_state).snapshot() for knows_state in (True, False)]
    assert snapshots[0].pristine == snapshots[1].pristine is True
    np.testing.assert_array_equal(snapshots[0].state.counters, snapshots[1].state.counters)
    np.testing.assert_array_equal(snapshots[0].state.flat, snapshots[1].state.flat)


def test_what_is_stored_beside_the_parameters_is_small() -> None:
    result = run(ADAM.merged({"training": {"optimizer": "sgd"}}), {"epochs": 1})
    assert len(details.state_to_bytes(result)) < 250
