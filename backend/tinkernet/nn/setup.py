"""A network as it is now: a config, its points and a training state, put together."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinkernet.config import Config, Task
from tinkernet.nn import maps
from tinkernet.nn.catalogue.schedules import learning_rate
from tinkernet.nn.confusion import Confusion, Confusions, predicted
from tinkernet.nn.engine import Engine
from tinkernet.nn.fused.engine import FusedEngine
from tinkernet.nn.network import MLP, Architecture
from tinkernet.nn.reference import AutogradEngine
from tinkernet.nn.results import Divergence, Metrics, Points, Structure
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import Array, Samples, Split, TrainingState
from tinkernet.points.scale import Scale


class Setup:
    """What can be asked of a network, at any moment and in any state; `Trainer` changes it."""

    def __init__(self, start: Snapshot, fused_ready: Callable[[], bool]) -> None:
        """`fused_ready` tells whether the kernels are compiled; until then the engine `auto` is autograd."""
        self._fused_ready = fused_ready
        self._config = start.config
        self._split = Split.of(self._config)
        self._start(start.state, pristine=start.pristine)

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
        self._good = self._state.copy()

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
    def units(self) -> Scale:
        """Those of points and predictions, against those of the square and of the losses."""
        return self._config.data.units

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
            epoch, row = self._state.epoch, self._working_engine().measure()
            rate = learning_rate(self._config.training, epoch)
            self._metrics = Metrics.of(row, self._split, rate, epoch, self._state.step)
        return self._metrics

    @property
    def confusion(self) -> Confusions:
        """Which classes are taken for which, as the network is now."""
        points = self._split.points
        if not points.classes:
            return Confusions(None, None)
        sides = (self._split.train, points.sides), (self._split.test, ~points.sides)
        train, test = (self._confusion(samples, points.kinds[side]) for samples, side in sides)
        return Confusions(train, test)

    def _confusion(self, samples: Samples, kinds: NDArray[np.int64]) -> Confusion | None:
        if not samples.count:
            return None
        hidden = sum(layer.units for layer in self._architecture.hidden)
        forward = self._working_engine().forward
        outputs = forward.activations(samples.features, hidden, self.outputs)[:, : samples.count]
        return Confusion.of(kinds, predicted(outputs, self._architecture.middle), self.classes)

    def gradients(self) -> Array:
        """Gradient (P,) of the unpenalised loss over the whole training set, dropout off."""
        return self._working_engine().gradient()[: self._architecture.parameters]

    def _working_engine(self) -> Engine:
        name = self.engine
        if self._engine is None or self._engine.name != name:
            kind = FusedEngine if name == "fused" else AutogradEngine
            self._engine = kind(self._config, self._architecture, self._split, self._state, self._good)
        return self._engine

    def predict(self, points: ArrayLike) -> maps.Predicted:
        """The network's answer to points (n, 2), computed in double precision.

        Two classes: (n,) in [-1, 1]. K classes: probabilities (n, K). Regression: values (n,). Points and
        values are in `units`; values in units of their own are float64, all else is float32.
        """
        array = np.asarray(points, np.float64).reshape(-1, 2)
        return maps.predictions(self._config, self.parameters, array)

    def boundary(self, resolution: int = 100, unit: str = "output") -> maps.Predicted:
        """What is predicted over the plane: (R, R), for K classes (K, R, R); or one unit's activation (R, R).

        Predictions are in `units`, activations are not.

        Raises:
            NotFound: there is no such unit.
        """
        if unit == "output":
            return maps.boundary(self._working_engine().forward, self._config, resolution)
        return maps.unit_map(self._working_engine().forward, self._config, resolution, unit)

    def pictures(self, resolution: int = 100, unit: str | None = None) -> maps.Pictures:
        """All maps of a frame, quantised.

        Raises:
            NotFound: there is no such unit.
        """
        forward = self._working_engine().forward
        return maps.pictures(forward, self._config, self.label_scale, resolution, unit)
