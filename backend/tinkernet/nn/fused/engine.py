"""The fast engine: whole epochs in one call of a compiled kernel, on the same memory as the reference.

Every option of the config is covered.
"""

import numpy as np

from tinkernet.config import Config
from tinkernet.nn.catalogue.schedules import learning_rates
from tinkernet.nn.draws import draw_order
from tinkernet.nn.engine import Rows, Trace
from tinkernet.nn.fused import kernels
from tinkernet.nn.fused.records import OPTIONS, TRAINING, Bound, Points, bound_net, bound_points
from tinkernet.nn.fused.update import Options
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import Shares, Signed, reading
from tinkernet.nn.state import Array, Ending, Evaluation, Samples, Split, TrainingState, minibatches
from tinkernet.nn.until import Row, Until

RATES = 64
"""Learning rates that are worked out at once, at least."""


class FusedForward:
    """What a network computes; the contract stands in `engine.Forward`."""

    def __init__(self, config: Config, architecture: Architecture, flat: Array) -> None:
        self.bound = bound_net(architecture, flat)
        self._layers = architecture.layers
        self._inputs, self._outputs = len(architecture.features), architecture.outputs
        self._has_classes = config.data.classes > 0
        self._reading = reading(config)
        options = Options.of(config)
        self._evaluation = options.loss, options.huber_delta, options.is_weighted

    def evaluate(self, samples: Samples) -> Evaluation:
        points = Points(samples.features, samples.labels, samples.weights, samples.count)
        losses, right = kernels.evaluate(self.bound.address, points, *self._evaluation)
        return Evaluation(losses / samples.mass, right / samples.count if self._has_classes else None)

    def activations(self, features: Array, first: int, units: int) -> Array:
        out = np.empty((units, features.shape[1]), np.float32)
        kernels.activations(self.bound.address, features, self._inputs + first, out)
        return out

    def pre_activations(self, features: Array, first: int, units: int) -> Array:
        out = np.empty((units, features.shape[1]), np.float32)
        kernels.pre_activations(self.bound.address, features, self._inputs + first, out)
        return out

    def trace(self, features: Array) -> Trace:
        ends = np.cumsum([layer.units for layer in self._layers])
        sums = self.pre_activations(features, 0, int(ends[-1]))[:, 0]
        values = self.activations(features, 0, int(ends[-1]))[:, 0]
        return Trace(tuple(np.split(sums, ends[:-1])), tuple(np.split(values, ends[:-1])))

    def quantised_predictions(self, features: Array, cells: int, scale: float) -> Signed | Shares:
        values = np.empty((self._outputs, features.shape[1]), np.float32)
        out = np.empty((self._outputs, cells), np.uint8)
        kernels.quantised_predictions(self.bound.address, features, cells, self._reading, scale, values, out)
        return out.view(np.int8) if self._outputs == 1 else out

    def quantised_activations(
        self, features: Array, cells: int, first: int, units: int
    ) -> tuple[Signed, Array]:
        values = np.empty((units, features.shape[1]), np.float32)
        out, scales = np.empty((units, cells), np.uint8), np.empty(units, np.float32)
        kernels.quantised_activations(
            self.bound.address, features, cells, self._inputs + first, values, scales, out
        )
        return out.view(np.int8), scales


class FusedEngine:
    """Engine `fused`; the contract stands in `engine.Engine`."""

    name = "fused"

    def __init__(
        self,
        config: Config,
        architecture: Architecture,
        split: Split,
        state: TrainingState,
        good: TrainingState,
    ) -> None:
        self.forward = FusedForward(config, architecture, state.flat)
        self._training = config.training
        self._state, self._good = state, good
        self._counters, self._good_counters = state.counters, good.counters
        self._gradient = architecture.zeros()
        self._row = np.empty(4)
        judging = split.judging
        self._masses = split.train.mass, judging.mass
        self._epoch_steps = minibatches(split.train.count, config.training.batch_size)
        self._known_until = -1
        order = np.arange(split.train.count, dtype=np.int32)
        if state.position and config.training.shuffle:
            draw_order(config.network.seed, state.epoch, order)
        self._bound = Bound(
            TRAINING,
            net=self.forward.bound,
            options=np.array([tuple(Options.of(config))], OPTIONS),
            train=bound_points(split.train),
            test=bound_points(judging),
            scale=split.train.label_scale,
            mask=architecture.weight_mask(),
            moments=state.optimizer,
            gradient=self._gradient,
            order=order,
            counters=self._counters,
            good_flat=good.flat,
            good_moments=good.optimizer,
            good_counters=self._good_counters,
        )
        self._address = self._bound.address

    def advance(self, steps: int) -> Ending:
        if self._state.epoch + steps // self._epoch_steps >= self._known_until - 1:
            self._provide_rates(steps)
        ending: int = kernels.advance(self._address, steps)
        self._state.counters = self._counters
        return ENDINGS[ending]

    def record(self, first: int, between: int, rows: Rows, until: Until) -> tuple[int, Ending]:
        self._provide_rates(first + (len(rows) - 1) * between)
        count, ending = kernels.record(
            self._address, first, between, rows, until.demands, until.best, until.latest
        )
        rows[:count, :2] = until.means(rows[:count, :2], self._masses)
        self._state.counters = self._counters
        self._good.counters = self._good_counters
        return count, ENDINGS[ending]

    def _provide_rates(self, steps: int) -> None:
        """The learning rates of all epochs that so many steps can touch."""
        first = self._state.epoch
        count = max(steps // self._epoch_steps + 2, RATES)
        rates = learning_rates(self._training, first, count)
        self._bound.put(rates=rates, first_rate=first, known_rates=count)
        self._known_until = first + count

    def measure(self) -> Row:
        kernels.measure(self._address, self._row)
        train_loss, test_loss, train_right, test_right = self._row.tolist()
        return train_loss / self._masses[0], test_loss / self._masses[1], train_right, test_right

    def gradient(self) -> Array:
        kernels.full_gradient(self._address)
        return self._gradient.copy()


ENDINGS = tuple(Ending)
"""By their numbers; `Ending(number)` takes longer."""
