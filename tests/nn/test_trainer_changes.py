"""Changes by hand to a network in mid-run."""

from typing import Any

import numpy as np
import pytest
import torch

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig, InvalidParameter
from tinkernet.nn.results import ParameterChange
from tinkernet.nn.trainer import Trainer

ENGINES = pytest.mark.parametrize("engine", ["autograd", "fused"])


def trainer_of(**sections: Any) -> Trainer:
    trainer = Trainer(Config().merged({"data": {"samples": 50}, **sections}))
    trainer.train(epochs=5)
    return trainer


def configure(trainer: Trainer, **change: Any) -> None:
    trainer.configure(trainer.config.merged(change))


def layers(trainer: Trainer) -> list[tuple[np.ndarray, np.ndarray]]:
    """Copies of each layer's weights and biases."""
    return [
        (layer.weight.detach().numpy().copy(), layer.bias.detach().numpy().copy())
        for layer in trainer.model.layers
    ]


class TestStructure:
    @ENGINES
    def test_a_removed_unit_takes_its_weights_and_leaves_the_others(self, engine: str) -> None:
        trainer = trainer_of(training={"engine": engine, "optimizer": "adam"})
        (w1, b1), (w2, b2), output = layers(trainer)
        configure(trainer, network={"hidden": [3, 2]})
        (v1, c1), (v2, c2), new_output = layers(trainer)
        assert np.array_equal(v1, w1[:3])
        assert np.array_equal(c1, b1[:3])
        assert np.array_equal(v2, w2[:, :3])
        assert np.array_equal(c2, b2)
        assert np.array_equal(new_output[0], output[0])
        assert trainer.train(epochs=1).epoch == 6

    def test_an_added_feature_leaves_the_others_alone(self) -> None:
        trainer = trainer_of()
        before = layers(trainer)
        configure(trainer, features=["x2", "r", "x1"])
        after = layers(trainer)
        assert np.array_equal(after[0][0][:, [2, 0]], before[0][0])
        assert trainer.structure.features == ("x2", "r", "x1")

    def test_surviving_weights_keep_their_optimizer_state(self) -> None:
        trainer = trainer_of(training={"optimizer": "adam"})
        before = trainer.snapshot().state.optimizer[0][: 4 * 2].reshape(4, 2)
        configure(trainer, network={"hidden": [6, 2]})
        after = trainer.snapshot().state.optimizer[0][: 6 * 2].reshape(6, 2)
        assert np.array_equal(after[:4], before)
        assert not after[4:].any()
        assert before.all()

    def test_classes_and_regression_turn_into_each_other(self) -> None:
        trainer = trainer_of()
        first = layers(trainer)[0]
        for dataset, outputs in (("plane", 1), ("blobs3", 3), ("pinwheel5", 5), ("xor", 1)):
            configure(trainer, data={"dataset": dataset})
            assert trainer.outputs == outputs
            assert np.array_equal(layers(trainer)[0][0], first[0])
            assert np.isfinite(trainer.metrics.test_loss)
        assert trainer.train(epochs=2).epoch == 7

    @ENGINES
    def test_a_change_and_back_leaves_what_survived_both(self, engine: str) -> None:
        trainer = trainer_of(training={"engine": engine})
        before = trainer.parameters.copy()
        configure(trainer, network={"hidden": [4, 2, 5]})
        configure(trainer, network={"hidden": [4, 2]})
        hidden = 4 * 2 + 4 + 2 * 4 + 2
        assert np.array_equal(trainer.parameters[:hidden], before[:hidden])

    def test_the_structure_names_layers_units_and_parameters(self) -> None:
        structure = trainer_of(network={"hidden": [3, 2], "activation": ["relu", "sin"]}).structure
        assert [(layer.units, layer.activation) for layer in structure.layers] == [(3, "relu"), (2, "sin")]
        assert (structure.outputs, structure.parameters) == (1, 3 * 3 + 2 * 4 + 3)


class TestConfigure:
    def test_losses_follow_at_once(self) -> None:
        trainer = trainer_of()
        before = trainer.metrics
        configure(trainer, training={"loss": "mse"})
        assert trainer.metrics.train_loss == pytest.approx(2 * before.train_loss, rel=1e-5)

    def test_another_rate_is_shown_at_once_and_moves_nothing(self) -> None:
        trainer = trainer_of()
        before = trainer.parameters.copy()
        configure(trainer, training={"learning_rate": 0.5})
        assert trainer.metrics.learning_rate == 0.5
        assert np.array_equal(trainer.parameters, before)

    @ENGINES
    def test_another_optimizer_starts_with_empty_state(self, engine: str) -> None:
        trainer = trainer_of(training={"optimizer": "adam", "engine": engine})
        configure(trainer, training={"optimizer": "rmsprop"})
        snapshot = trainer.snapshot()
        assert not snapshot.state.optimizer.any()
        assert snapshot.state.updates == 0
        assert trainer.step == 15

    def test_adam_and_adamw_share_their_state(self) -> None:
        trainer = trainer_of(training={"optimizer": "adam"})
        before = trainer.snapshot().state
        configure(trainer, training={"optimizer": "adamw"})
        assert np.array_equal(trainer.snapshot().state.optimizer, before.optimizer)
        assert trainer.snapshot().state.updates == before.updates

    def test_switching_the_engine_in_mid_run_changes_the_run_by_rounding_alone(self) -> None:
        straight, switched = trainer_of(), trainer_of()
        for engine in ("autograd", "fused", "autograd"):
            configure(switched, training={"engine": engine})
            assert switched.engine == engine
            switched.train(steps=20)
        straight.train(steps=60)
        assert switched.parameters == pytest.approx(straight.parameters, abs=1e-5)

    def test_other_points_leave_the_network_and_the_history(self) -> None:
        trainer = trainer_of()
        before, history, points = trainer.parameters.copy(), trainer.history, trainer.points.train.copy()
        trainer.regenerate(99)
        assert trainer.config.data.seed == 99
        assert np.array_equal(trainer.parameters, before)
        assert np.array_equal(trainer.history.train_loss, history.train_loss)
        assert not np.array_equal(trainer.points.train, points)

    def test_fewer_points_in_the_middle_of_an_epoch_start_it_anew(self) -> None:
        trainer = trainer_of()
        trainer.train(steps=2)
        configure(trainer, data={"samples": 12})
        assert trainer.train(steps=1).epoch == 6

    @pytest.mark.parametrize(
        "change", [{"network": {"hidden": [0]}}, {"features": ["x3"]}, {"training": {"loss": "softmax"}}]
    )
    def test_a_refused_change_changes_nothing(self, change: dict[str, Any]) -> None:
        trainer = trainer_of()
        config, before = trainer.config, trainer.save()
        with pytest.raises(InvalidConfig):
            configure(trainer, **change)
        assert trainer.config is config
        assert trainer.save() == before

    @pytest.mark.parametrize("change", [{"data": {"noise": 30}}, {"network": {"hidden": [3]}}])
    def test_before_the_first_step_the_record_is_of_the_new_start(self, change: dict[str, Any]) -> None:
        trainer = Trainer(Config())
        configure(trainer, **change)
        fresh = Trainer(trainer.config)
        assert trainer.history.train_loss == fresh.history.train_loss
        trainer.train(epochs=2)
        fresh.train(epochs=2)
        assert trainer.parameters == pytest.approx(fresh.parameters)


class TestSettingParameters:
    @ENGINES
    def test_the_parameter_named_is_set_and_losses_follow_at_once(self, engine: str) -> None:
        trainer = trainer_of(training={"engine": engine})
        before, loss = trainer.parameters.copy(), trainer.metrics.train_loss
        trainer.set_parameters([ParameterChange(1, 2, 1, 0.5), ParameterChange(3, 0, "bias", -0.25)])
        assert trainer.model.layers[0].weight[2, 1] == 0.5
        assert trainer.model.layers[2].bias[0] == -0.25
        assert (trainer.parameters != before).sum() == 2
        assert trainer.metrics.train_loss != loss
        model_loss = trainer.model(features_of(trainer)).detach().numpy()[:, 0] - trainer.points.train[:, 2]
        assert trainer.metrics.train_loss == pytest.approx((model_loss**2).mean() / 2, rel=1e-5)
        trainer.train(epochs=1)

    @pytest.mark.parametrize(
        ("change", "message", "field"),
        [
            (ParameterChange(0, 0, 0, 1), "layer must be between 1 and 3, got 0", "layer"),
            (ParameterChange(4, 0, 0, 1), "layer must be between 1 and 3, got 4", "layer"),
            (ParameterChange(1, 4, 0, 1), "unit must be between 0 and 3, got 4", "unit"),
            (ParameterChange(3, -1, 0, 1), "unit must be between 0 and 0, got -1", "unit"),
            (ParameterChange(1, 0, 2, 1), "input must be 'bias' or between 0 and 1, got 2", "input"),
            (ParameterChange(1, 0, -1, 1), "input must be 'bias' or between 0 and 1, got -1", "input"),
            (ParameterChange(1, 0, 0, float("nan")), "value must be a number between", "value"),
            (ParameterChange(1, 0, 0, float("inf")), "value must be a number between", "value"),
            (ParameterChange(1, 0, "bias", -1.1e6), "value must be a number between", "value"),
        ],
    )
    def test_one_that_is_wrong_leaves_all_as_they_were(
        self, change: ParameterChange, message: str, field: str
    ) -> None:
        trainer = trainer_of()
        before = trainer.save()
        with pytest.raises(InvalidParameter, match=message) as caught:
            trainer.set_parameters([ParameterChange(1, 0, 0, 9.0), change])
        assert caught.value.field == field
        assert trainer.save() == before

    def test_without_features_only_the_bias_is_left(self) -> None:
        trainer = trainer_of(features=[])
        with pytest.raises(InvalidParameter, match="input must be 'bias', got 0"):
            trainer.set_parameters([ParameterChange(1, 0, 0, 1.0)])
        trainer.set_parameters([ParameterChange(1, 0, "bias", 1.0)])
        assert trainer.parameters[0] == 1


def features_of(trainer: Trainer) -> torch.Tensor:
    return torch.from_numpy(trainer.points.train[:, :2].copy())


class TestPristine:
    def test_training_and_going_back_leave_it(self) -> None:
        trainer = trainer_of()
        trainer.rewind(3)
        trainer.train(epochs=2)
        assert trainer.pristine

    def test_what_the_config_does_not_tell_ends_it(self) -> None:
        for change in (
            {"training": {"learning_rate": 0.1}},
            {"network": {"hidden": [3]}},
            {"data": {"noise": 5}},
        ):
            trainer = trainer_of()
            configure(trainer, **change)
            assert not trainer.pristine
            trainer.reset()
            assert trainer.pristine

    def test_setting_a_parameter_ends_it(self) -> None:
        trainer = trainer_of()
        trainer.set_parameters([ParameterChange(1, 0, 0, 0.5)])
        assert not trainer.pristine
        assert not Trainer.load(trainer.save()).pristine

    def test_another_engine_leaves_it(self) -> None:
        trainer = trainer_of()
        configure(trainer, training={"engine": "autograd"})
        assert trainer.pristine

    def test_before_the_first_step_any_config_is_pristine(self) -> None:
        trainer = Trainer(Config())
        configure(trainer, training={"learning_rate": 0.1}, data={"dataset": "xor"})
        assert trainer.pristine
        trainer.set_parameters([ParameterChange(1, 0, 0, 0.5)])
        assert not trainer.pristine
        configure(trainer, network={"init": "xavier_normal"})
        assert not trainer.pristine
