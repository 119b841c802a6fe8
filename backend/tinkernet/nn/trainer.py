"""Trainer: one network in training, with its data, parameters, optimizer state and history."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from tinkernet.config import Config, Task
from tinkernet.errors import Diverged
from tinkernet.nn import checkpoint, maps
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.catalogue.schedules import learning_rate
from tinkernet.nn.engine import Engine
from tinkernet.nn.fused.engine import FusedEngine
from tinkernet.nn.limits import Limits, Speed
from tinkernet.nn.network import MLP, Architecture, initial_parameters
from tinkernet.nn.record import Record
from tinkernet.nn.reference import AutogradEngine
from tinkernet.nn.results import (
    Divergence,
    History,
    Metrics,
    ParameterChange,
    Points,
    Structure,
    indices,
)
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import Array, Ending, Split, TrainingState
from tinkernet.nn.stretch import Stretch
from tinkernet.nn.transfer import transferred


def _always() -> bool:
    return True


class Trainer:
    """A network in training. The same config gives the same run, whatever the engine, up to rounding.

    Every method may be called in any state; `train` refuses to go on while diverged. Not thread-safe: one
    owner at a time. The kernels release the GIL.
    """

    def __init__(self, config: Config | None = None, *, fused_ready: Callable[[], bool] = _always) -> None:
        """`fused_ready` tells whether the kernels are compiled; until then the engine `auto` is autograd."""
        self._fused_ready = fused_ready
        self._config = config or Config()
        self._speed = Speed()
        self._start(TrainingState.starting_at(initial_parameters(self._config)), pristine=True)
        self._split = Split.of(self._config)
        self._begin_record()

    def _start(self, state: TrainingState, *, pristine: bool) -> None:
        """Puts a state in charge; the module and the engine follow."""
        self._architecture = Architecture.of(self._config)
        self._structure = Structure.of(self._architecture)
        self._state = state
        self._model: MLP | None = None
        self._pristine = pristine
        self._divergence: Divergence | None = None
        self._touch()

    def _touch(self) -> None:
        """After any change but training: drops what was derived from the state."""
        self._engine: Engine | None = None
        self._metrics: Metrics | None = None
        self._checkpoint = self._state.copy()

    def _begin_record(self) -> None:
        self._record = Record()
        self._note()

    def _note(self) -> None:
        """Puts the present state on record, where it is due."""
        epoch, metrics = self._state.epoch, self.metrics
        if self._record.losses.is_due(epoch):
            self._record.losses.add(epoch, (metrics.train_loss, metrics.test_loss))
        if self._record.snapshots.is_due(epoch):
            self._record.snapshots.add(epoch, self.snapshot())

    # What it is

    @property
    def config(self) -> Config:
        return self._config

    @property
    def epoch(self) -> int:
        return self._state.epoch

    @property
    def step(self) -> int:
        return self._state.step

    @property
    def engine(self) -> str:
        """The engine that performs the next step: `autograd` or `fused`."""
        wanted = self._config.training.engine
        if wanted == "auto":
            return "fused" if self._fused_ready() else "autograd"
        return wanted

    @property
    def divergence(self) -> Divergence | None:
        """Where and why training ran away; None while all is well."""
        return self._divergence

    @property
    def pristine(self) -> bool:
        """Whether nothing but training happened since epoch 0, so that the config alone reproduces it."""
        return self._pristine

    @property
    def task(self) -> Task:
        return self._config.data.task

    @property
    def classes(self) -> int:
        """The number of classes; 0 for a regression."""
        return self._config.data.classes

    @property
    def outputs(self) -> int:
        return self._architecture.outputs

    @property
    def label_scale(self) -> float:
        """By what maps of a regression are divided: the largest |label|, at least 1. For classes 1."""
        return self._split.points.scale

    @property
    def structure(self) -> Structure:
        return self._structure

    @property
    def model(self) -> MLP:
        """The network as a torch.nn.Module, on the very parameters that are trained."""
        if self._model is None:
            self._model = MLP(self._architecture, self._state.tensor(self._architecture))
        return self._model

    @property
    def parameters(self) -> Array:
        """The parameters, float32 (P,): a view, in the flat layout of `network.py`."""
        return self._state.flat[: self._architecture.parameters]

    @property
    def points(self) -> Points:
        return Points.of(self._config, self._split)

    @property
    def metrics(self) -> Metrics:
        """Losses and accuracies as they are now."""
        if self._metrics is None:
            engine = self._working_engine()
            train, test = engine.evaluate(self._split.train), engine.evaluate(self._split.test)
            rate = learning_rate(self._config.training, self._state.epoch)
            self._metrics = Metrics.of(train, test, rate, self._state)
        return self._metrics

    @property
    def history(self) -> History:
        """The losses along the epochs, thinned."""
        return self._record.history

    def gradients(self) -> Array:
        """Gradient (P,) of the unpenalised loss over the whole training set, dropout off."""
        return self._working_engine().gradient()[: self._architecture.parameters]

    # Training

    def train(
        self, epochs: int | None = None, *, steps: int | None = None, seconds: float | None = None
    ) -> Metrics:
        """Trains until the first of the given limits, at least one step; a started epoch counts as the first.

        Stops early where training diverges: see `divergence`.

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
        while self._divergence is None:
            self._advance(limits.last_epoch, limits.steps_left(self._state, self._speed.steps_per_second))
            if limits.are_reached(self._state):
                break
        return self.metrics

    def _advance(self, last_epoch: int | None, most_steps: int) -> None:
        """Trains a stretch and puts it on record."""
        state, batch_size = self._state, self._config.training.batch_size
        step, epoch = state.step, state.epoch
        stretch = Stretch.of(state, self._record, self._split.train.count, batch_size, last_epoch, most_steps)
        engine, begun = self._working_engine(), time.thread_time()
        losses, ending = stretch.trained(engine, self._split.test, self._checkpoint)
        self._speed.note(state.step - step, time.thread_time() - begun)
        self._record.add_losses(losses, epoch)
        self._metrics = None
        if ending is not Ending.SOUND:
            self._diverge(ending)
        elif state.position == 0 and self._record.snapshots.is_due(state.epoch):
            self._record.snapshots.add(state.epoch, self.snapshot())

    def _working_engine(self) -> Engine:
        name = self.engine
        if self._engine is None or self._engine.name != name:
            kind = FusedEngine if name == "fused" else AutogradEngine
            self._engine = kind(self._config, self._architecture, self._split.train, self._state)
        return self._engine

    def _diverge(self, ending: Ending) -> None:
        """Back to the checkpoint, the last good state, and out of `train`."""
        divergence = Divergence.of(self._state, ending)
        self._record.cut(self._checkpoint.epoch)
        self._start(self._checkpoint, pristine=self._pristine)
        self._divergence = divergence

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
        if config.data != old.data or config.features != old.features:
            self._split = Split.of(self._config)
        self._rewrite_start()

    def _is_fresh(self, state: TrainingState) -> bool:
        return state.step == 0 and np.array_equal(state.flat, initial_parameters(self._config))

    def _rewrite_start(self) -> None:
        """Before the first step the record holds the start alone, as it is now."""
        if self._state.step == 0:
            self._begin_record()

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
        self._begin_record()

    def regenerate(self, seed: int) -> None:
        """Fresh points from the seed, which is written into the config; the network stays as it is."""
        self.configure(self._config.merged({"data": {"seed": seed}}))

    # What the network makes of the plane

    def predict(self, points: ArrayLike) -> Array:
        """The network's answer to points (n, 2), computed in double precision.

        Two classes: (n,) in [-1, 1]. K classes: probabilities (n, K). Regression: values (n,).
        """
        array = np.asarray(points, np.float64).reshape(-1, 2)
        return maps.predictions(self._config, self.parameters, array)

    def boundary(self, resolution: int = 100, unit: str = "output") -> Array:
        """What is predicted over the plane: (R, R), for K classes (K, R, R); or one unit's activation (R, R).

        Raises:
            NotFound: there is no such unit.
        """
        if unit == "output":
            return maps.boundary(self._working_engine(), self._config, resolution)
        return maps.unit_map(self._working_engine(), self._config, resolution, unit)

    def pictures(self, resolution: int = 100, unit: str | None = None) -> maps.Pictures:
        """All maps of a frame, quantised.

        Raises:
            NotFound: there is no such unit.
        """
        return maps.pictures(self._working_engine(), self._config, self.label_scale, resolution, unit)

    # Going back, and being put away

    def snapshot(self) -> Snapshot:
        return Snapshot(self._config, self._state.copy(), self._pristine)

    def restore(self, snapshot: Snapshot) -> None:
        """Continues exactly from a snapshot, its config included; what was recorded after it is dropped."""
        self._config = snapshot.config
        self._start(snapshot.state.copy(), pristine=snapshot.pristine)
        self._split = Split.of(self._config)
        self._record.cut(self._state.epoch)
        if self._state.position == 0:
            self._note()

    @property
    def kept(self) -> tuple[int, ...]:
        """The epochs of the kept snapshots."""
        return tuple(self._record.snapshots)

    def rewind(self, epoch: int) -> None:
        """Restores the kept snapshot nearest to `epoch`.

        Raises:
            InvalidSnapshot: none is kept.
        """
        self.restore(self._record.nearest(epoch))

    def save(self) -> bytes:
        """The whole trainer, with history and kept snapshots, as the bytes of a safetensors file."""
        return checkpoint.to_bytes(self.snapshot(), self._record, self._divergence)

    @classmethod
    def load(cls, data: bytes, *, fused_ready: Callable[[], bool] = _always) -> "Trainer":
        """A trainer from the bytes of `save`.

        Raises:
            InvalidSnapshot: the bytes are none.
        """
        parts = checkpoint.from_bytes(data)
        trainer = cls(parts.snapshot.config, fused_ready=fused_ready)
        trainer._start(parts.snapshot.state, pristine=parts.snapshot.pristine)
        trainer._record, trainer._divergence = parts.record, parts.divergence
        return trainer
