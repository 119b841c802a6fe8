"""Training: its limits, its exactness, going back, and running away."""

import time
from typing import Any

import hypothesis
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.nn.configs import configs
from tinkernet.config import Config
from tinkernet.errors import Diverged, InvalidRequest, InvalidSnapshot
from tinkernet.nn.limits import Limits
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import RUNAWAY
from tinkernet.nn.trainer import Trainer

RUNAWAY_CONFIG = Config(
    data={"dataset": "plane"},
    features=["x1", "x2", "x1^2"],
    network={"hidden": [4], "activation": "linear"},
    training={"learning_rate": 10},
)
ENGINES = pytest.mark.parametrize("engine", ["autograd", "fused"])


def trainer_of(**sections: Any) -> Trainer:
    return Trainer(Config().merged({"data": {"samples": 50}, **sections}))


def picture(trainer: Trainer) -> tuple[Any, ...]:
    """All that a run leaves, in bytes."""
    snapshot, history = trainer.snapshot(), trainer.history
    state = snapshot.state
    return (
        state.flat.tobytes(), state.optimizer.tobytes(),
        state.epoch, state.position, state.step, state.updates,
        history.epochs.tobytes(), history.train_loss.tobytes(), history.test_loss.tobytes(), trainer.kept,
        snapshot.config, snapshot.pristine, trainer.metrics, trainer.divergence,
    )  # fmt: skip


class TestLimits:
    def test_epochs(self) -> None:
        trainer = trainer_of()
        metrics = trainer.train(epochs=7)
        assert (metrics.epoch, metrics.step) == (7, 21)
        assert metrics == trainer.metrics

    def test_steps_end_in_the_middle_of_an_epoch(self) -> None:
        trainer = trainer_of()
        assert (trainer.train(steps=4).epoch, trainer.step) == (1, 4)

    def test_a_started_epoch_counts_as_the_first(self) -> None:
        trainer = trainer_of()
        trainer.train(steps=4)
        trainer.train(epochs=1)
        assert (trainer.epoch, trainer.step) == (2, 6)

    def test_the_first_limit_to_be_met_ends_it(self) -> None:
        assert trainer_of().train(epochs=3, steps=100).step == 9
        assert trainer_of().train(epochs=300, steps=100).step == 100
        assert trainer_of().train(seconds=100, steps=5).step == 5

    def test_seconds_train_about_as_long(self) -> None:
        trainer = trainer_of()
        trainer.train(steps=10)
        begun = time.perf_counter()
        trainer.train(seconds=0.05)
        assert 0.05 <= time.perf_counter() - begun < 1
        assert trainer.step > 100

    def test_of_a_long_time_half_is_used_up_at_once(self) -> None:
        state = trainer_of().snapshot().state
        long, short = (Limits.of(state, None, None, seconds) for seconds in (1000, 0.01))
        assert 499_000 < long.steps_left(state, 1000) <= 500_000
        assert 0 < short.steps_left(state, 1e6) <= 10_000
        assert Limits.of(state, None, 7, 1000).steps_left(state, 1000) == 7

    def test_the_least_time_makes_one_step(self) -> None:
        trainer = trainer_of()
        trainer.train(seconds=1e-12)
        assert trainer.step >= 1

    def test_a_limit_is_needed(self) -> None:
        with pytest.raises(InvalidRequest, match="train needs a number of epochs, steps or seconds"):
            trainer_of().train()

    @pytest.mark.parametrize("name", ["epochs", "steps"])
    @pytest.mark.parametrize("value", [0, -1, 1.5, 3.0, "3", True, float("nan"), float("inf"), [1]])
    def test_epochs_and_steps_are_whole_numbers_from_1(self, name: str, value: Any) -> None:
        trainer = trainer_of()
        with pytest.raises(InvalidRequest, match=f"{name} must be a whole number of at least 1, got"):
            trainer.train(**{name: value}, seconds=1)
        assert trainer.step == 0

    @pytest.mark.parametrize("value", [0, -1.0, True, "1", float("nan"), float("inf"), 10**400, 1j])
    def test_seconds_are_a_finite_number_above_0(self, value: Any) -> None:
        trainer = trainer_of()
        with pytest.raises(InvalidRequest, match="seconds must be a finite number above 0, got"):
            trainer.train(seconds=value, steps=10)
        assert trainer.step == 0

    def test_numbers_of_numpy_and_of_any_size_are_limits(self) -> None:
        assert trainer_of().train(np.int64(2), steps=10**400, seconds=1e308).epoch == 2
        assert trainer_of().train(seconds=np.float32(1e30), steps=np.uint8(4)).step == 4


def test_the_default_network_learns_the_circle() -> None:
    trainer = Trainer()
    assert trainer.train(epochs=1000).test_loss < 0.05
    assert trainer.metrics.test_accuracy is not None
    assert trainer.metrics.test_accuracy > 0.95


class TestExactness:
    @hypothesis.settings(max_examples=hypothesis.settings().max_examples // 2)
    @given(settings=configs(), chunks=st.lists(st.integers(1, 40), min_size=1, max_size=6))
    def test_chunks_of_any_size_give_the_same_bytes(self, settings: Config, chunks: list[int]) -> None:
        whole, parts = Trainer(settings), Trainer(settings)
        whole.train(steps=sum(chunks))
        for steps in chunks:
            if parts.divergence is None:
                parts.train(steps=steps)
        assert picture(whole) == picture(parts)

    @hypothesis.settings(max_examples=hypothesis.settings().max_examples // 2)
    @given(settings=configs(), before=st.integers(1, 40), after=st.integers(1, 40))
    def test_a_restored_snapshot_continues_exactly(self, settings: Config, before: int, after: int) -> None:
        trainer = Trainer(settings)
        trainer.train(steps=before)
        snapshot = trainer.snapshot()
        hypothesis.assume(trainer.divergence is None)
        trainer.train(steps=after)
        straight = trainer.snapshot()
        trainer.restore(snapshot)
        trainer.train(steps=after)
        elsewhere = Trainer()
        elsewhere.restore(snapshot)
        elsewhere.train(steps=after)
        for found in (trainer.snapshot(), elsewhere.snapshot()):
            assert same_state(found, straight)

    @ENGINES
    def test_the_same_seed_gives_the_same_run_twice(self, engine: str) -> None:
        sections = {"network": {"dropout": 0.2}, "training": {"optimizer": "adam", "engine": engine}}
        runs = [trainer_of(**sections) for _ in range(2)]
        for trainer in runs:
            trainer.train(epochs=20)
        assert picture(runs[0]) == picture(runs[1])

    @pytest.mark.parametrize("section", ["network", "data"])
    def test_different_seeds_give_different_runs(self, section: str) -> None:
        runs = [trainer_of(**{section: {"seed": seed, **({"samples": 50} if section == "data" else {})}})
                for seed in (1, 2)]  # fmt: skip
        losses = {trainer.train(epochs=20).train_loss for trainer in runs}
        assert len(losses) == 2

    def test_a_snapshot_is_not_touched_by_what_follows(self) -> None:
        trainer = trainer_of(training={"optimizer": "adam"})
        trainer.train(epochs=3)
        snapshot = trainer.snapshot()
        copy = snapshot.state.copy()
        trainer.train(epochs=3)
        trainer.restore(snapshot)
        trainer.train(epochs=3)
        assert np.array_equal(snapshot.state.flat, copy.flat)
        assert np.array_equal(snapshot.state.optimizer, copy.optimizer)
        assert snapshot.state.epoch == 3


def same_state(found: Snapshot, expected: Snapshot) -> bool:
    a, b = found.state, expected.state
    return (
        found.config == expected.config
        and a.flat.tobytes() == b.flat.tobytes()
        and a.optimizer.tobytes() == b.optimizer.tobytes()
        and (a.epoch, a.position, a.step, a.updates) == (b.epoch, b.position, b.step, b.updates)
    )


class TestHistory:
    def test_it_starts_with_the_untrained_network(self) -> None:
        trainer = trainer_of()
        untrained = trainer.metrics
        trainer.train(epochs=3)
        history = trainer.history
        assert list(history.epochs) == [0, 1, 2, 3]
        assert (history.train_loss[0], history.test_loss[0]) == (untrained.train_loss, untrained.test_loss)
        assert history.test_loss[-1] == trainer.metrics.test_loss

    def test_it_stays_bounded_and_independent_of_chunks(self) -> None:
        whole, parts = trainer_of(), trainer_of()
        whole.train(epochs=3000)
        for steps in (1, 2000, 999, 4, 5996):
            parts.train(steps=steps)
        assert picture(whole) == picture(parts)
        assert 512 < len(whole.history.epochs) <= 1024
        assert len(np.unique(np.diff(whole.history.epochs))) == 1
        assert 16 < len(whole.kept) <= 32

    def test_each_entry_is_the_loss_at_that_epoch(self) -> None:
        trainer = trainer_of()
        trainer.train(epochs=50)
        again = trainer_of()
        again.train(epochs=31)
        assert trainer.history.train_loss[31] == again.metrics.train_loss


class TestGoingBack:
    def test_rewinding_restores_the_nearest_kept_epoch(self) -> None:
        trainer = trainer_of()
        trainer.train(epochs=100)
        kept = trainer.kept
        wanted = min(kept, key=lambda epoch: abs(epoch - 41))
        trainer.rewind(41)
        assert trainer.epoch == wanted
        assert trainer.history.epochs.max() == wanted
        assert trainer.kept == tuple(epoch for epoch in kept if epoch <= wanted)
        trainer.train(epochs=100 - wanted)
        straight = trainer_of()
        straight.train(epochs=100)
        assert np.array_equal(trainer.parameters, straight.parameters)

    def test_a_long_run_taken_back_to_the_start_is_kept_as_a_short_one(self) -> None:
        trainer, short = trainer_of(), trainer_of()
        trainer.train(epochs=5000)
        trainer.rewind(0)
        trainer.train(epochs=60)
        short.train(epochs=60)
        assert picture(trainer) == picture(short)

    def test_going_back_far_and_on_again_ends_in_the_same_record(self) -> None:
        trainer, straight = trainer_of(), trainer_of()
        trainer.train(epochs=5000)
        trainer.rewind(1300)
        trainer.train(epochs=5000 - trainer.epoch)
        straight.train(epochs=5000)
        assert picture(trainer) == picture(straight)

    def test_a_snapshot_of_a_long_run_is_gone_on_from_at_its_stride(self) -> None:
        trainer, other = trainer_of(), trainer_of()
        trainer.train(epochs=5000)
        other.restore(trainer.snapshot())
        trainer.train(epochs=100)
        other.train(epochs=100)
        assert set(other.history.epochs) == {0, *(e for e in trainer.history.epochs if e >= 5000)}
        assert set(other.kept) <= set(trainer.kept)

    def test_rewinding_brings_the_config_of_that_time_back(self) -> None:
        trainer = trainer_of()
        trainer.train(epochs=5)
        old = trainer.config
        trainer.configure(old.merged({"network": {"hidden": [8]}, "data": {"dataset": "xor"}}))
        trainer.train(epochs=5)
        trainer.rewind(3)
        assert trainer.config == old
        assert trainer.structure.layers[0].units == 4
        assert trainer.epoch == 3
        assert trainer.train(epochs=1).epoch == 4

    def test_there_is_always_the_start_to_rewind_to(self) -> None:
        trainer = trainer_of()
        assert trainer.kept == (0,)
        trainer.train(steps=1)
        trainer.rewind(1000)
        assert trainer.step == 0

    def test_reset_gives_the_run_from_its_start(self) -> None:
        trainer = trainer_of(network={"dropout": 0.1})
        trainer.train(epochs=20)
        first = picture(trainer)
        trainer.reset()
        assert (trainer.epoch, trainer.step, trainer.kept) == (0, 0, (0,))
        trainer.train(epochs=20)
        assert picture(trainer) == first

    def test_reset_with_a_seed_writes_it_into_the_config(self) -> None:
        trainer = trainer_of()
        before = trainer.parameters.copy()
        trainer.reset(77)
        assert trainer.config.network.seed == 77
        assert not np.array_equal(trainer.parameters, before)
        assert np.array_equal(trainer.parameters, Trainer(trainer.config).parameters)

    def test_a_bad_seed_changes_nothing(self) -> None:
        trainer = trainer_of()
        trainer.train(epochs=2)
        before = picture(trainer)
        with pytest.raises(InvalidRequest, match="seed must be between 0 and 4294967295"):
            trainer.reset(-1)
        with pytest.raises(InvalidRequest, match="seed must be between 0 and 4294967295"):
            trainer.regenerate(2**32)
        assert picture(trainer) == before


class TestDivergence:
    @ENGINES
    def test_it_ends_with_the_last_good_state_kept(self, engine: str) -> None:
        trainer = Trainer(RUNAWAY_CONFIG.merged({"training": {"engine": engine}}))
        metrics = trainer.train(epochs=100)
        assert trainer.divergence is not None
        assert trainer.divergence.epoch >= trainer.epoch
        assert np.all(np.abs(trainer.parameters) <= RUNAWAY)
        assert np.isfinite([metrics.train_loss, metrics.test_loss]).all()
        assert np.isfinite(trainer.history.train_loss).all()
        assert trainer.history.epochs.max() <= trainer.epoch
        assert np.isfinite(trainer.boundary(10)).all()

    def test_training_on_is_refused_until_something_changes(self) -> None:
        trainer = Trainer(RUNAWAY_CONFIG)
        trainer.train(epochs=100)
        before = picture(trainer)
        with pytest.raises(Diverged, match="training diverged in epoch"):
            trainer.train(epochs=1)
        assert picture(trainer) == before

    def test_lowering_the_rate_lets_it_learn_on(self) -> None:
        trainer = Trainer(RUNAWAY_CONFIG)
        trainer.train(epochs=100)
        trainer.configure(trainer.config.merged({"training": {"learning_rate": 1e-4}}))
        assert trainer.divergence is None
        before = trainer.metrics.train_loss
        assert trainer.train(epochs=200).train_loss < before
        assert trainer.divergence is None

    @pytest.mark.parametrize("cure", ["reset", "rewind", "set", "restore"])
    def test_whatever_changes_the_network_ends_it(self, cure: str) -> None:
        trainer = Trainer(RUNAWAY_CONFIG)
        snapshot = trainer.snapshot()
        trainer.train(epochs=100)
        assert trainer.divergence is not None
        match cure:
            case "reset":
                trainer.reset()
            case "rewind":
                trainer.rewind(0)
            case "set":
                trainer.set_parameters([])
            case "restore":
                trainer.restore(snapshot)
        assert trainer.divergence is None

    @ENGINES
    @pytest.mark.parametrize("activation", ["relu", "tanh", "linear"])
    def test_what_is_no_number_cannot_hide(self, engine: str, activation: str) -> None:
        trainer = trainer_of(network={"activation": activation}, training={"engine": engine})
        trainer.train(epochs=2)
        with torch.no_grad():
            trainer.model.layers[0].weight[0, 0] = float("nan")
        trainer.train(epochs=50)
        assert trainer.divergence is not None
        assert np.isfinite(trainer.parameters).all()
        assert trainer.epoch == 2

    @ENGINES
    @pytest.mark.parametrize(
        "limits", [{"steps": 1}, {"steps": 7}, {"steps": 1000}, {"epochs": 1}, {"seconds": 1e-9}]
    )
    def test_it_does_not_depend_on_chunks(self, engine: str, limits: dict[str, Any]) -> None:
        settings = RUNAWAY_CONFIG.merged({"training": {"engine": engine, "learning_rate": 0.05}})
        whole, parts = Trainer(settings), Trainer(settings)
        whole.train(epochs=100)
        while parts.divergence is None:
            parts.train(**limits)
            assert np.isfinite(parts.parameters).all()
        assert whole.divergence is not None
        assert whole.divergence.epoch > whole.epoch
        assert picture(whole) == picture(parts)


class TestSaving:
    @hypothesis.settings(max_examples=hypothesis.settings().max_examples // 2)
    @given(settings=configs(), steps=st.integers(1, 60))
    def test_what_is_loaded_continues_as_what_was_saved(self, settings: Config, steps: int) -> None:
        trainer = Trainer(settings)
        trainer.train(steps=steps)
        loaded = Trainer.load(trainer.save())
        assert picture(loaded) == picture(trainer)
        if trainer.divergence is None:
            trainer.train(steps=10)
            loaded.train(steps=10)
            assert picture(loaded) == picture(trainer)
        trainer.rewind(0)
        loaded.rewind(0)
        assert picture(loaded) == picture(trainer)

    def test_a_diverged_training_is_loaded_as_such(self) -> None:
        trainer = Trainer(RUNAWAY_CONFIG)
        trainer.train(epochs=100)
        loaded = Trainer.load(trainer.save())
        assert loaded.divergence == trainer.divergence
        with pytest.raises(Diverged):
            loaded.train(steps=1)

    def test_loading_nonsense_is_an_error(self) -> None:
        with pytest.raises(InvalidSnapshot, match="no saved training"):
            Trainer.load(b"nonsense")


class TestEngineChoice:
    def test_auto_is_autograd_until_the_kernels_are_ready(self) -> None:
        ready = False
        trainer = Trainer(fused_ready=lambda: ready)
        assert trainer.engine == "autograd"
        trainer.train(steps=30)
        ready = True
        assert trainer.engine == "fused"
        trainer.train(steps=30)
        other = Trainer()
        assert other.engine == "fused"
        other.train(steps=60)
        assert trainer.parameters == pytest.approx(other.parameters, abs=1e-5)

    @ENGINES
    def test_a_named_engine_is_used_in_any_case(self, engine: str) -> None:
        trainer = Trainer(Config(training={"engine": engine}), fused_ready=lambda: False)
        assert trainer.engine == engine

    @ENGINES
    def test_the_model_is_always_the_current_one(self, engine: str) -> None:
        trainer = trainer_of(training={"engine": engine})
        model = trainer.model
        trainer.train(epochs=2)
        assert trainer.model is model
        assert np.shares_memory(model.layers[0].weight.detach().numpy(), trainer.parameters)
        found = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
        assert np.array_equal(found, trainer.parameters)
