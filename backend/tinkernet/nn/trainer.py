"""Trainer: one network in training, with its data, parameters, optimizer state and history."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from tinkernet.config import Config
from tinkernet.errors import Diverged
from tinkernet.nn import checkpoint
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.catalogue.schedules import learning_rate
from tinkernet.nn.engine import Engine
from tinkernet.nn.limits import Limits, Speed, Stretch
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.results import (
    Divergence,
    History,
    Metrics,
    ParameterChange,
    indices,
)
from tinkernet.nn.setup import Setup
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import Ending, Split, TrainingState, minibatches
from tinkernet.nn.timeline import Timeline
from tinkernet.nn.transfer import transferred
from tinkernet.nn.until import TEST_LOSS, Until
from tinkernet.points.from_python import PointsLike, with_points
from tinkernet.points.point_set import PointSet


def _always() -> bool:
    return True


class Trainer(Setup):
    """A network in training. The same config gives the same run, whatever the engine, up to rounding.

    Every method may be called in any state; `train` refuses to go on while diverged. Not thread-safe: one
    owner at a time. The kernels release the GIL.
    """

    def __init__(
        self,
        start: Config | Snapshot | None = None,
        timeline: Timeline | None = None,
        divergence: Divergence | None = None,
        *,
        points: PointsLike | None = None,
        fused_ready: Callable[[], bool] = _always,
    ) -> None:
        """At the start of a config, or where a snapshot was taken, with what was kept up to there.

        `points` take the place of those of the config: `read_points` tells what they may be. `divergence` is
        that in which training stands still. `fused_ready` tells whether the kernels are compiled; until then
        the engine `auto` is autograd.

        Raises:
            InvalidRequest: the points cannot be read.
            InvalidConfig: the config does not go with them.
        """
        if not isinstance(start, Snapshot):
            config = start or Config()
            start = Snapshot.start(config if points is None else with_points(config, points))
        super().__init__(start, fused_ready)
        self._divergence = divergence
        self._speed = Speed()
        self._timeline = timeline or Timeline()
        if not self._timeline.losses:
            self._note()

    def _begin_timeline(self) -> None:
        self._timeline = Timeline()
        self._note()

    def _note(self) -> None:
        """Puts the present state on the timeline, at the end of an epoch that is due."""
        epoch = self._state.epoch
        if self._state.position == 0 and self._timeline.losses.is_due(epoch):
            self._timeline.losses.add(epoch, self.metrics.losses)
        self._keep()

    def _keep(self) -> None:
        """Keeps a snapshot of the end of an epoch that is due."""
        if self._state.position == 0 and self._timeline.snapshots.is_due(self._state.epoch):
            self._timeline.snapshots.add(self._state.epoch, self.snapshot())

    @property
    def history(self) -> History:
        """The losses along the epochs, thinned."""
        return self._timeline.history

    # Training

    def train(
        self,
        epochs: int | None = None,
        *,
        steps: int | None = None,
        seconds: float | None = None,
        until: Until | None = None,
    ) -> Metrics:
        """Trains until the first of the given limits, at least one step; a started epoch counts as the first.

        Stops early where training diverges: see `divergence`; and where it meets `until`, which sees every
        epoch: see its `ending`.

        Raises:
            Diverged: it has diverged already, and nothing was changed since.
            InvalidRequest: no limit is given, epochs or steps that are no whole number of at least 1, or
                seconds that are no finite number above 0.
        """
        limits = Limits.of(self._state, epochs, steps, seconds)
        if self._divergence is not None:
            raise Diverged(
                f"training diverged in epoch {self._divergence.epoch}: "
                "lower the learning rate, or reset or restore first"
            )
        while self._advance(limits, until) is Ending.SOUND and not limits.are_reached(self._state):
            pass
        return self.metrics

    def watched(
        self,
        *,
        test_loss_below: float | None = None,
        accuracy_above: float | None = None,
        patience: int | None = None,
    ) -> Until:
        """An end for `train` beside its limits: see `Until`. The present state may meet it already."""
        until = Until(
            self._split.judging.count,
            test_loss_below=test_loss_below,
            accuracy_above=accuracy_above,
            patience=patience,
        )
        until.start(self._state.epoch, self._working_engine().measure())
        return until

    def metrics_of(self, row: Sequence[float], epoch: int) -> Metrics:
        """What a row that `Until` has seen says of the end of an epoch."""
        steps = epoch * minibatches(self._split.train.count, self._config.training.batch_size)
        return Metrics.of(row, self._split, learning_rate(self._config.training, epoch), epoch, steps)

    def _advance(self, limits: Limits, until: Until | None) -> Ending:
        """Trains a stretch and puts it on the timeline."""
        state, engine = self._state, self._working_engine()
        step, begun = state.step, 0.0 if limits.deadline is None else time.thread_time()
        stretch = limits.stretch(
            state,
            self._timeline,
            self._split.train.count,
            self._config.training.batch_size,
            self._speed.steps_per_second,
            every_epoch=until is not None,
        )
        ending = self._recorded(engine, stretch, until) if stretch.epochs else engine.advance(stretch.first)
        if limits.deadline is not None:
            self._speed.note(state.step - step, time.thread_time() - begun)
        self._metrics = None
        if until is not None:
            until.ending = ending
        if ending.is_divergence:
            self._diverge(ending)
        elif state.position == 0:
            self._keep()
        return ending

    def _recorded(self, engine: Engine, stretch: Stretch, until: Until | None) -> Ending:
        rows = np.empty((len(stretch.epochs), 4))
        count, ending = engine.record(stretch.first, stretch.between, rows, until or Until.never())
        if not self._split.test.count:
            rows[:, TEST_LOSS] = np.nan
        self._timeline.add_losses(stretch.epochs[:count], rows[:count, :2])
        return ending

    def _diverge(self, ending: Ending) -> None:
        """Back to the last good state, and out of `train`."""
        divergence = Divergence.of(self._state, ending)
        self._timeline.cut(self._good.epoch)
        self.to_good_epoch()
        self._divergence = divergence

    def to_good_epoch(self) -> None:
        """Back to the last state on record that is sound, from the middle of an epoch."""
        self._start(self._good, pristine=self._pristine)

    # Changes by hand

    def configure(self, config: Config) -> None:
        """Changes anything in mid-run: weights survive where both their ends do; step and epoch go on."""
        old, self._config = self._config, config
        state = self._state
        if Architecture.of(config) != self._architecture:
            state = transferred(state, old, config)
        if OPTIMIZERS[config.training.optimizer].state != OPTIMIZERS[old.training.optimizer].state:
            state.optimizer[:] = 0
            state.updates = 0
        visits = (config.data, config.training.shuffle, config.network.seed)
        if visits != (old.data, old.training.shuffle, old.network.seed):
            state.position = 0
        unchanged = config.merged({"training": {"engine": old.training.engine}}) == old
        self._start(state, pristine=self._is_fresh(state) or (unchanged and self._pristine))
        self._split = Split.of(self._config)
        self._rewrite_start()

    def set_points(self, points: PointSet) -> None:
        """Other points under a training that goes on, where it is in its epoch too.

        Raises:
            InvalidConfig: they have another number of classes, which does not fit the rest of the config.
        """
        visited = self._state.position
        self.configure(self._config.merged({"data": points}))
        if visited < self._split.train.count:
            self._state.position = self._good.position = visited

    def _is_fresh(self, state: TrainingState) -> bool:
        return state.step == 0 and np.array_equal(state.flat, initial_parameters(self._config))

    def _rewrite_start(self) -> None:
        """Before the first step the timeline holds the start alone, as it is now."""
        if self._state.step == 0:
            self._begin_timeline()

    def set_parameters(self, changes: Sequence[ParameterChange]) -> None:
        """Sets parameters by hand, all or none.

        Raises:
            InvalidParameter: one of them does not exist, or its value is not finite or beyond ±1e6.
        """
        places = indices(changes, self._architecture)
        for place, change in zip(places, changes, strict=True):
            self._state.flat[place] = change.value
        self._start(self._state, pristine=self._is_fresh(self._state))
        self._rewrite_start()

    def reset(self, seed: int | None = None) -> None:
        """Fresh weights at epoch 0, from the same seed or a given one, which is written into the config."""
        if seed is not None:
            self._config = self._config.merged({"network": {"seed": seed}})
        self._start(TrainingState.starting_at(initial_parameters(self._config)), pristine=True)
        self._begin_timeline()

    def regenerate(self, seed: int) -> None:
        """Fresh points from the seed, which is written into the config; the network stays as it is."""
        self.configure(self._config.merged({"data": {"seed": seed}}))

    # Going back, and being put away

    def snapshot(self) -> Snapshot:
        return Snapshot(self._config, self._state.copy(), self._pristine)

    def restore(self, snapshot: Snapshot) -> None:
        """Continues exactly from a snapshot, its config included; what was recorded after it is dropped."""
        self._config = snapshot.config
        self._split = Split.of(self._config)
        self._start(snapshot.state.copy(), pristine=snapshot.pristine)
        self._timeline.cut(self._state.epoch)
        self._note()

    @property
    def kept(self) -> tuple[int, ...]:
        """The epochs of the kept snapshots."""
        return tuple(self._timeline.snapshots)

    def rewind(self, epoch: int) -> None:
        """Restores the kept snapshot nearest to `epoch`.

        Raises:
            InvalidSnapshot: none is kept.
        """
        self.restore(self._timeline.nearest(epoch))

    def save(self) -> bytes:
        """The whole trainer, with history and kept snapshots, as the bytes of a safetensors file."""
        return checkpoint.to_bytes(self.snapshot(), self._timeline, self._divergence)

    def __reduce__(self) -> tuple[type["Trainer"], tuple[Snapshot, Timeline, Divergence | None]]:
        """Pickled and deeply copied, it is made anew of what it is."""
        return Trainer, (self.snapshot(), self._timeline, self._divergence)

    @classmethod
    def load(cls, data: bytes, *, fused_ready: Callable[[], bool] = _always) -> "Trainer":
        """A trainer from the bytes of `save`.

        Raises:
            InvalidSnapshot: the bytes are none.
        """
        return cls(*checkpoint.from_bytes(data), fused_ready=fused_ready)
