"""A run: one config trained without an audience to a stop condition."""

import time
from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from tinkernet.config import Config, DataConfig, FeatureName
from tinkernet.experiments.epochs import (
    DIVERGED,
    GOAL,
    GOING_ON,
    PATIENCE,
    Floats,
    engine_epochs,
    fused_epochs,
    measured,
)
from tinkernet.experiments.result import HISTORY_CAPACITY, RunResult
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.schedules import learning_rate, learning_rates
from tinkernet.nn.engine import Engine
from tinkernet.nn.fused.engine import FusedEngine, Tile
from tinkernet.nn.fused.tiles import compiled_layers
from tinkernet.nn.fused.update import Options
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.reference import AutogradEngine
from tinkernet.nn.results import History, Metrics
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import Array, Samples, TrainingState
from tinkernet.wire.experiment import Reason
from tinkernet.wire.stop import Stop

_REASONS: dict[int, Reason] = {GOAL: "goal", PATIENCE: "patience", DIVERGED: "diverged"}
_NANOSECONDS = {"fused": 1.0, "autograd": 400.0}
"""A first guess at the time an epoch takes for each point and parameter; the run measures from then on."""
_LONGEST = 4096
"""Epochs of one call at most."""


def trained(config: Config, stop: Stop) -> RunResult:
    """Trains a config to the stop condition, in this thread.

    Raises:
        InvalidRequest: the stop condition does not fit the config.
    """
    load_kernel()
    course = Course(config, stop)
    while not course.is_over:
        course.advance(1.0)
    return course.result()


@cache
def load_kernel() -> None:
    """Compiles the kernel, or loads it from the cache on disk, so that no run's clock waits for it."""
    Course(Config(data={"samples": 10}), Stop(epochs=1)).advance(1.0)


@cache
def load_autograd() -> None:
    """Loads what torch's optimizers load when the first of them is made, which takes seconds."""
    Course(Config(data={"samples": 10}, training={"engine": "autograd"}), Stop(epochs=1)).advance(1.0)


class Course:
    """A run in progress. Not thread-safe; the fused kernel releases the GIL."""

    def __init__(self, config: Config, stop: Stop) -> None:
        """Raises `InvalidRequest` where the stop condition does not fit the config."""
        stop.check(config)
        self._config, self._stop = config, stop
        self._train, self._test = _samples(config.data, config.features)
        self._architecture = Architecture.of(config)
        self._state = TrainingState.starting_at(initial_parameters(config))
        kind = AutogradEngine if config.training.engine == "autograd" else FusedEngine
        self._engine: Engine = kind(config, self._architecture, self._train, self._state)
        self._epochs = self._fused_epochs() if self._engine.name == "fused" else self._engine_epochs()
        self._good = self._state.copy()
        self._rows: list[Floats] = [np.array([measured(self._engine, self._train, self._test)])]
        self._best = np.array([self._rows[0][0, 1], 0.0])
        self._goals = _goals(stop, self._test.count)
        size = (self._train.count + self._test.count) * max(1, self._architecture.parameters)
        self._speed = 1e9 / (size * _NANOSECONDS[self._engine.name])
        self._seconds = 0.0
        self._reason: Reason | None = "goal" if self._is_at_goal() else None

    @property
    def is_over(self) -> bool:
        """Whether the stop condition is met."""
        return self._reason is not None

    def advance(self, seconds: float) -> None:
        """Trains for about so many seconds, at most to the end; the fused engine at least one epoch."""
        assert self._reason is None, "the run is over"
        left = self._stop.epochs - self._state.epoch
        if self._stop.seconds is not None:
            seconds = min(seconds, self._stop.seconds - self._seconds)
        rows = np.empty((max(1, min(left, _LONGEST, int(seconds * self._speed))), 4))
        before = self._state.copy()
        begun = time.perf_counter()
        written, ending = self._epochs(rows, seconds)
        taken = time.perf_counter() - begun
        self._seconds += taken
        self._speed = written / max(taken, 1e-9)
        if written:
            self._rows.append(rows[:written])
        self._reason = self._ended(ending)
        if ending == DIVERGED or (self.is_over and self._state.position):
            self._return_to_the_last_good_epoch(before, written)

    @property
    def history(self) -> History:
        """The losses so far, thinned."""
        return _thinned(np.concatenate(self._rows))

    @property
    def parameters(self) -> Array:
        """The parameters (P,) at the last good epoch."""
        return self._good.flat[: self._architecture.parameters].copy()

    def result(self) -> RunResult:
        """What remains of the run, which must be over."""
        assert self._reason is not None, "the run goes on"
        rows = np.concatenate(self._rows)
        last = len(rows) - 1
        return RunResult(
            self._reason,
            self._reason == "goal" if self._stop.has_goal else None,
            self._metrics(rows, last),
            self._metrics(rows, int(self._best[1])),
            _thinned(rows),
            Snapshot(self._config, self._state.copy(), pristine=True),
            self._seconds,
        )

    def _return_to_the_last_good_epoch(self, before: TrainingState, epochs: int) -> None:
        """The kernel keeps no optimizer's state from there, but it comes out the same once more."""
        if self._engine.name != "fused":
            self._state.take(self._good)
            return
        self._state.take(before)
        if epochs:
            self._epochs(np.empty((epochs, 4)), 0.0)

    def _ended(self, ending: int) -> Reason | None:
        if ending != GOING_ON:
            return _REASONS[ending]
        if self._state.epoch >= self._stop.epochs:
            return "epochs"
        limit = self._stop.seconds
        return "seconds" if limit is not None and self._seconds >= limit else None

    def _is_at_goal(self) -> bool:
        _, loss, _, accuracy = self._rows[0][0]
        return bool(loss < self._goals[0] and accuracy > self._goals[1])

    def _fused_epochs(self) -> "Callable[[Floats, float], tuple[int, int]]":
        layers, mask = compiled_layers(self._architecture), self._architecture.weight_mask()
        tile, options = Tile.of(self._architecture), Options.of(self._config)
        order = np.arange(self._train.count, dtype=np.int32)
        state, train, test = self._state, self._train, self._test

        def epochs(rows: Floats, _seconds: float) -> tuple[int, int]:
            rates = learning_rates(self._config.training, state.epoch, len(rows) + 1)
            counters = np.array([state.epoch, state.position, state.step, state.updates], np.int64)
            written, ending = fused_epochs(
                layers, state.flat, state.optimizer, mask, train.features, train.labels, order, tile, options,
                rates, counters, test.features, test.labels, test.count, train.label_scale, self._goals,
                self._best, self._good.flat, rows,
            )  # fmt: skip
            state.epoch, state.position, state.step, state.updates = (int(c) for c in counters)
            return int(written), int(ending)

        return epochs

    def _engine_epochs(self) -> "Callable[[Floats, float], tuple[int, int]]":
        def epochs(rows: Floats, seconds: float) -> tuple[int, int]:
            return engine_epochs(
                self._engine, self._state, self._train, self._test, self._config.training.batch_size,
                self._goals, self._best, self._good, rows, seconds,
            )  # fmt: skip

        return epochs

    @property
    def _steps(self) -> int:
        """Steps of one epoch."""
        return -(-self._train.count // self._config.training.batch_size)

    def _metrics(self, rows: Floats, epoch: int) -> Metrics:
        train_loss, test_loss, train_accuracy, test_accuracy = map(float, rows[epoch])
        is_regression = self._config.data.classes == 0
        return Metrics(
            train_loss,
            test_loss,
            None if is_regression else _share(train_accuracy, self._train.count),
            None if is_regression else _share(test_accuracy, self._test.count),
            learning_rate(self._config.training, epoch),
            epoch,
            epoch * self._steps,
        )


def _goals(stop: Stop, test_count: int) -> Floats:
    """As `epochs.py` reads them: what is not given is met always; no goal at all, never.

    The accuracies there are rounded as the kernel likes: the one to exceed lies between two shares of points.
    """
    loss = np.inf if stop.test_loss_below is None else stop.test_loss_below
    accuracy = -1.0
    if stop.accuracy_above is not None:
        shares = np.arange(test_count + 1) / test_count
        accuracy = (np.searchsorted(shares, stop.accuracy_above, side="right") - 0.5) / test_count
    patience = np.inf if stop.patience is None else stop.patience
    return np.array([loss if stop.has_goal else -np.inf, accuracy, patience], np.float64)


def _share(accuracy: float, count: int) -> float:
    """The accuracy as the nearest number to a whole count of points over all of them."""
    return round(accuracy * count) / count


@lru_cache(maxsize=16)
def _samples(data: DataConfig, features: tuple[FeatureName, ...]) -> tuple[Samples, Samples]:
    """Training and test samples; the seeds of a point share them, and nobody changes them."""
    config = Config(data=data, features=features)
    train, test = datasets.split(datasets.points(data), data.train_percent)
    return Samples.of(config, train), Samples.of(config, test)


def _thinned(rows: Floats) -> History:
    """Losses at the multiples of a power of two, at most `HISTORY_CAPACITY`, and at the end."""
    last = len(rows) - 1
    stride = 1
    while last // stride >= HISTORY_CAPACITY:
        stride *= 2
    epochs = np.unique(np.append(np.arange(0, last + 1, stride), last)).astype(np.int64)
    return History(epochs, rows[epochs, 0], rows[epochs, 1])
