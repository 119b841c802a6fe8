"""One run, from its config to its stop condition."""

import numpy as np
import pytest

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig, InvalidRequest
from tinkernet.experiments.result import HISTORY_CAPACITY
from tinkernet.experiments.run import Course
from tinkernet.local.training import run
from tinkernet.nn.network import initial_parameters
from tinkernet.nn.results import Metrics
from tinkernet.nn.trainer import Trainer
from tinkernet.wire.stop import Stop

XOR = Config(data={"dataset": "xor"})
RUNAWAY = Config(data={"dataset": "plane"}, training={"learning_rate": 10.0}, network={"activation": "relu"})


def numbers(metrics: Metrics) -> list[float]:
    """All of them; nan where there is no accuracy."""
    return [np.nan if value is None else value for value in metrics]


@pytest.mark.parametrize(
    "config",
    [
        XOR,
        Config(data={"dataset": "pinwheel3"}, network={"hidden": [5], "activation": "relu", "dropout": 0.2}),
        Config(data={"dataset": "ripple", "samples": 70}, training={"optimizer": "adam", "batch_size": 16}),
        Config(features=[], network={"hidden": []}, training={"schedule": "cosine", "schedule_epochs": 10}),
        Config(training={"engine": "autograd", "regularization": "l1", "regularization_rate": 0.01}),
    ],
)
def test_a_run_ends_where_a_trainer_does(config: Config) -> None:
    result = run(config, {"epochs": 12})
    trainer = Trainer(config)
    trainer.train(epochs=12)
    np.testing.assert_allclose(numbers(result.metrics), numbers(trainer.metrics), rtol=1e-14)
    np.testing.assert_array_equal(result.parameters, trainer.parameters)
    np.testing.assert_allclose(result.boundary(50), trainer.boundary(50), atol=1e-5)
    np.testing.assert_array_equal(result.history.epochs, trainer.history.epochs)
    np.testing.assert_allclose(result.history.test_loss, trainer.history.test_loss, rtol=1e-14)


def test_both_engines_stop_at_the_same_epoch() -> None:
    stop = Stop(epochs=400, test_loss_below=0.3, accuracy_above=0.9)
    fused, autograd = (
        run(XOR.merged({"training": {"engine": name}}), stop) for name in ("fused", "autograd")
    )
    assert fused.reason == autograd.reason == "goal"
    assert fused.epochs == autograd.epochs > 1
    np.testing.assert_allclose(fused.parameters, autograd.parameters, atol=1e-4)


def test_a_run_succeeds_at_the_first_epoch_at_which_its_goal_is_met() -> None:
    everything = run(XOR, {"epochs": 200})
    first = int(np.flatnonzero(everything.history.test_loss < 0.1)[0])
    result = run(XOR, {"epochs": 200, "test_loss_below": 0.1})
    assert (result.reason, result.succeeded, result.epochs) == ("goal", True, first)
    assert result.metrics.test_loss == everything.history.test_loss[first] < 0.1


def test_both_parts_of_a_goal_hold_at_once() -> None:
    result = run(XOR, {"epochs": 400, "test_loss_below": 0.4, "accuracy_above": 0.98})
    assert result.metrics.test_accuracy is not None
    assert result.metrics.test_accuracy > 0.98


def test_an_accuracy_that_is_only_equalled_is_not_exceeded() -> None:
    config = XOR.merged({"network": {"hidden": [2], "seed": 7}})
    everything = run(config, {"epochs": 150})
    assert everything.metrics.test_accuracy == 0.7  # the kernel has 175 times 1/250, which is more
    result = run(config, {"epochs": 150, "accuracy_above": 0.7})
    trainer = Trainer(config)
    trainer.train(epochs=result.epochs)
    assert trainer.metrics.test_accuracy is not None
    assert result.succeeded == (trainer.metrics.test_accuracy > 0.7)


def test_a_goal_that_is_met_before_training_takes_no_epoch() -> None:
    result = run(XOR, {"test_loss_below": 1e6})
    assert (result.succeeded, result.epochs) == (True, 0)
    np.testing.assert_array_equal(result.parameters, initial_parameters(XOR)[: result.parameters.size])


def test_a_run_that_misses_its_goal_has_not_succeeded() -> None:
    result = run(XOR, {"epochs": 3, "test_loss_below": 1e-6})
    assert (result.reason, result.succeeded, result.epochs) == ("epochs", False, 3)


def test_success_is_unknown_without_a_goal() -> None:
    assert run(XOR, {"epochs": 1}).succeeded is None


def test_patience_ends_a_run_that_no_longer_improves() -> None:
    config = XOR.merged({"data": {"noise": 50}, "network": {"hidden": [8, 8]}})
    result = run(config, {"epochs": 5000, "patience": 20})
    assert result.reason == "patience"
    assert result.epochs == result.best.epoch + 20
    assert result.best.test_loss == min(result.history.test_loss)


def test_time_ends_a_run() -> None:
    result = run(XOR, {"epochs": 100_000, "seconds": 0.05})
    assert result.reason == "seconds"
    assert result.epochs < 100_000
    assert result.seconds >= 0.05


LONG = XOR.merged({"data": {"samples": 5000}, "training": {"engine": "autograd", "batch_size": 1}})


def test_training_does_not_wait_for_the_end_of_a_long_epoch() -> None:
    course = Course(LONG, Stop(epochs=1))
    course.advance(1e-9)
    assert not course.is_over


def test_an_epoch_in_which_the_time_is_up_does_not_count() -> None:
    result = run(LONG.merged({"training": {"optimizer": "adam"}}), {"seconds": 0.01})
    assert (result.reason, result.epochs, result.history.epochs.tolist()) == ("seconds", 0, [0])
    state = result.snapshot.state
    assert (state.counters.any(), state.optimizer.any()) == (False, False)
    np.testing.assert_array_equal(state.flat, initial_parameters(LONG))


@pytest.mark.parametrize("engine", ["fused", "autograd"])
def test_a_run_that_diverges_ends_at_its_last_good_epoch(engine: str) -> None:
    result = run(RUNAWAY.merged({"training": {"engine": engine}}), {"epochs": 50, "test_loss_below": 1e-9})
    assert (result.reason, result.succeeded) == ("diverged", False)
    assert result.epochs < 50
    assert np.isfinite(result.parameters).all()
    assert np.isfinite(result.history.train_loss).all()


@pytest.mark.parametrize("engine", ["fused", "autograd"])
def test_the_pieces_in_which_a_run_advances_do_not_matter(engine: str) -> None:
    config = XOR.merged({"training": {"engine": engine, "optimizer": "adam"}, "network": {"dropout": 0.1}})
    stop = Stop(epochs=20, patience=10)
    course = Course(config, stop)
    while not course.is_over:
        course.advance(1e-9)
    pieces, whole = course.result(), run(config, stop)
    assert pieces.metrics == whole.metrics
    np.testing.assert_array_equal(pieces.parameters, whole.parameters)
    np.testing.assert_array_equal(pieces.history.train_loss, whole.history.train_loss)


def test_the_history_of_a_long_run_is_thinned_and_keeps_the_end() -> None:
    history = run(XOR, {"epochs": 1001}).history
    assert len(history.epochs) <= HISTORY_CAPACITY + 1
    assert (history.epochs[0], history.epochs[1], history.epochs[-1]) == (0, 4, 1001)


def test_the_seed_takes_the_place_of_the_networks() -> None:
    assert run(XOR, {"epochs": 1}, seed=7).config == XOR.merged({"network": {"seed": 7}})


def test_a_regression_has_no_accuracy_to_reach() -> None:
    assert run({"data": {"dataset": "plane"}}, {"epochs": 1}).metrics.test_accuracy is None
    with pytest.raises(InvalidRequest, match="a regression has no accuracy"):
        run({"data": {"dataset": "plane"}}, {"accuracy_above": 0.9})


@pytest.mark.parametrize(
    ("stop", "message"),
    [
        ({"epochs": 0}, "epochs must be between 1 and 100000, got 0"),
        ({"epochs": True}, "epochs must be a whole number, got true"),
        ({"accuracy_above": 1}, "accuracy_above must be at least 0 and less than 1, got 1"),
        ({"patient": 1}, "there is no field 'patient'"),
    ],
)
def test_a_stop_condition_that_is_not_valid_says_why(stop: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        run(XOR, stop)
    assert caught.value.message == message


def test_a_config_that_is_not_valid_is_refused() -> None:
    with pytest.raises(InvalidConfig):
        run({"data": {"noise": 80}})
