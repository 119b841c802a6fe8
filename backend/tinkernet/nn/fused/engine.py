"""The fast engine: whole epochs in one call of a compiled kernel, on the same memory as the reference.

A minibatch is processed in tiles (`tiles.py`): forward, error, backward; then the parameters are updated
(`update.py`). Every built-in option is covered.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.nn.catalogue.schedules import learning_rates
from tinkernet.nn.draws import draw_order, dropout_key, dropout_threshold, is_kept
from tinkernet.nn.engine import Losses
from tinkernet.nn.fused.tiles import (
    add_gradient,
    compiled_layers,
    correct,
    output_error,
    propagate,
    propagate_back,
    tile_size,
)
from tinkernet.nn.fused.update import Options, is_sound, update
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import Shares, Signed, is_logit, predict_lanes, quantise, scale_of
from tinkernet.nn.simd.compiled import compiled, kernel
from tinkernet.nn.simd.vectors import LANES, load, splat, store, total
from tinkernet.nn.state import RUNAWAY, Array, Ending, Evaluation, Samples, TrainingState

_f = np.float32
_ZERO, _ONE, _INFINITY = _f(0), _f(1), _f(np.inf)
_SOUND, _PARAMETERS_RAN_AWAY, _LOSS_RAN_AWAY = (int(ending) for ending in Ending)


class Tile(NamedTuple):
    """Working memory of the passes: see `tiles.py`."""

    a: Array
    s: Array
    d: Array
    labels: Array
    weights: Array
    """Each lane's share of the mean; 0 in lanes beyond the minibatch."""
    gradient: Array

    @classmethod
    def of(cls, architecture: Architecture) -> "Tile":
        rows = tile_size(architecture)
        a, s, d = (np.zeros(rows, np.float32) for _ in range(3))
        return cls(a, s, d, np.zeros(LANES, np.float32), np.zeros(LANES, np.float32), architecture.zeros())


@compiled
def gather(x: Any, y: Any, order: Any, start: Any, count: Any, share: Any, tile: Any) -> None:
    """The samples order[start : start + count] into the lanes; lanes beyond repeat the last with weight 0."""
    for r in range(LANES):
        i = order[start + min(r, count - 1)]
        for k in range(x.shape[0]):
            tile.a[k * LANES + r] = x[k, i]
        tile.labels[r] = y[i]
        tile.weights[r] = share if r < count else _ZERO


@compiled
def drop_units(layer: Any, key: Any, rate: Any, first_unit: Any, first_sample: Any, tile: Any) -> None:
    """Inverted dropout on the units of one hidden layer, in activations and slopes."""
    threshold = dropout_threshold(rate)
    scale = _f(1.0 / (1.0 - rate))
    first = (layer[4] + layer[0]) * LANES
    for j in range(layer[1]):
        for r in range(LANES):
            factor = scale if is_kept(key, first_unit + j, first_sample + r, threshold) else _ZERO
            tile.a[first + j * LANES + r] *= factor
            tile.s[first + j * LANES + r] *= factor


@compiled
def minibatch_gradient(
    layers: Any, flat: Any, x: Any, y: Any, order: Any, start: Any, count: Any, key: Any, dropout: Any, loss:
    Any, delta: Any, tile: Any,
) -> None:  # fmt: skip
    """tile.gradient = the gradient of the mean loss over the samples order[start : start + count]."""
    depth = layers.shape[0]
    output = layers[depth - 1]
    for i in range(0, flat.size, LANES):
        store(tile.gradient, i, splat(_ZERO))
    for done in range(0, count, LANES):
        gather(x, y, order, start + done, min(count - done, LANES), _ONE / _f(count), tile)
        unit = 0
        for number in range(depth):
            propagate(layers[number], flat, tile.a, tile.s)
            if dropout > 0 and number < depth - 1:
                drop_units(layers[number], key, dropout, unit, done, tile)
                unit += layers[number, 1]
        output_error(loss, delta, output, load(tile.labels, 0), tile.a, tile.d)
        for row in range(output[4] + output[0], output[4] + output[0] + output[1]):
            weight = load(tile.weights, 0)
            store(tile.d, row * LANES, load(tile.d, row * LANES) * load(tile.s, row * LANES) * weight)
        for number in range(depth - 1, 0, -1):
            add_gradient(layers[number], tile.gradient, tile.a, tile.d)
            propagate_back(layers[number], flat, tile.s, tile.d)
        add_gradient(layers[0], tile.gradient, tile.a, tile.d)


@kernel
def train(
    layers: Any, flat: Any, state: Any, mask: Any, x: Any, y: Any, order: Any, tile: Any, o: Any, rates: Any,
    counters: Any, steps: Any, limit: Any,
) -> Any:  # fmt: skip
    """`steps` updates; `rates[e]` is the learning rate of the e-th epoch that the call touches.

    `counters` (4,) int64, epoch, position, step and updates, are advanced. Returns early, False, at the end
    of the first epoch that leaves parameters beyond `limit` or anything that is not finite; in the middle of
    an epoch, where `steps` end, only the latter counts.
    """
    first_epoch = counters[0]
    for _ in range(steps):
        if counters[1] == 0 and o.shuffle:
            draw_order(o.seed, counters[0], order)
        count = min(o.batch_size, order.size - counters[1])
        key = dropout_key(o.seed, counters[2])
        minibatch_gradient(
            layers, flat, x, y, order, counters[1], count, key, o.dropout, o.loss, _f(o.huber_delta), tile
        )
        counters[2] += 1
        counters[3] += 1
        update(flat, state, tile.gradient, mask, rates[counters[0] - first_epoch], counters[3], o)
        counters[1] += count
        if counters[1] == order.size:
            counters[0] += 1
            counters[1] = 0
            if not is_sound(flat, state, limit):
                return False
    return counters[1] == 0 or is_sound(flat, state, _INFINITY)


@kernel
def full_gradient(
    layers: Any, flat: Any, x: Any, y: Any, order: Any, tile: Any, loss: Any, delta: Any
) -> None:
    """tile.gradient = the gradient of the mean loss over the samples `order`, without dropout."""
    minibatch_gradient(
        layers, flat, x, y, order, 0, order.size, dropout_key(0, 0), 0.0, loss, _f(delta), tile
    )


@compiled
def fill_inputs(x: Any, start: Any, a: Any) -> None:
    for k in range(x.shape[0]):
        store(a, k * LANES, load(x[k], start))


@kernel
def evaluate(
    layers: Any, flat: Any, x: Any, y: Any, count: Any, tile: Any, loss: Any, delta: Any
) -> Any:  # fmt: skip
    """(sum of losses, number of right classes) over the first `count` columns of x (inputs, padded n)."""
    output = layers[layers.shape[0] - 1]
    losses_, right = 0.0, 0.0
    for start in range(0, count, LANES):
        fill_inputs(x, start, tile.a)
        for r in range(LANES):
            tile.weights[r] = _ONE if start + r < count else _ZERO
        for number in range(layers.shape[0]):
            propagate(layers[number], flat, tile.a, tile.s)
        weight, labels = load(tile.weights, 0), load(y, start)
        losses_ += total(weight * output_error(loss, _f(delta), output, labels, tile.a, tile.d))
        right += total(weight * correct(output, labels, tile.a))
    return losses_, right


@kernel
def activations(layers: Any, flat: Any, x: Any, first: Any, tile: Any, out: Any) -> None:
    """The tile rows from `first` on, for every column of x (inputs, padded n), into out (rows, padded n)."""
    for start in range(0, x.shape[1], LANES):
        fill_inputs(x, start, tile.a)
        for number in range(layers.shape[0]):
            propagate(layers[number], flat, tile.a, tile.s)
        for row in range(out.shape[0]):
            store(out[row], start, load(tile.a, (first + row) * LANES))


@kernel
def quantised_predictions(
    layers: Any, flat: Any, x: Any, cells: Any, halves: Any, scale: Any, tile: Any, values: Any, out: Any
) -> None:
    """Predictions for the columns of x (inputs, padded n) into `values`; the first `cells` as bytes."""
    output = layers[layers.shape[0] - 1]
    for start in range(0, x.shape[1], LANES):
        fill_inputs(x, start, tile.a)
        for number in range(layers.shape[0]):
            propagate(layers[number], flat, tile.a, tile.s)
        predict_lanes(halves, output[1], output[4] + output[0], tile.a, values, start)
    for row in range(out.shape[0]):
        if output[1] == 1:
            quantise(values[row], cells, _f(127) / _f(scale), _f(-127), _f(127), out[row])
        else:
            quantise(values[row], cells, _f(255), _f(0), _f(255), out[row])


@kernel
def quantised_activations(
    layers: Any, flat: Any, x: Any, cells: Any, first: Any, tile: Any, values: Any, scales: Any, out: Any
) -> None:
    """`activations` into `values`; the scale of each row's first `cells`, and these as bytes."""
    activations(layers, flat, x, first, tile, values)
    for row in range(values.shape[0]):
        scales[row] = scale_of(values[row], cells)
        quantise(values[row], cells, _f(127) / scales[row], _f(-127), _f(127), out[row])


@kernel
def train_recorded(
    layers: Any, flat: Any, state: Any, mask: Any, x: Any, y: Any, order: Any, tile: Any, o: Any, rates: Any,
    counters: Any, first: Any, between: Any, test_x: Any, test_y: Any, test_count: Any, scale: Any,
    losses_: Any, good: Any,
) -> Any:  # fmt: skip
    """`engine.Engine.advance_recorded`; `good` is (flat parameters, optimizer state, counters) to fill.

    The losses are sums over the points: dividing here would multiply by a rounded reciprocal (fastmath).
    """
    first_epoch = counters[0]
    for row in range(losses_.shape[0]):
        steps = first if row == 0 else between
        rates_left = rates[counters[0] - first_epoch :]
        if not train(
            layers, flat, state, mask, x, y, order, tile, o, rates_left, counters, steps, _f(RUNAWAY * scale)
        ):
            return row, _PARAMETERS_RAN_AWAY
        losses_[row, 0], _ = evaluate(layers, flat, x, y, order.size, tile, o.loss, o.huber_delta)
        if not losses_[row, 0] <= RUNAWAY * scale * scale * order.size:
            return row, _LOSS_RAN_AWAY
        losses_[row, 1], _ = evaluate(layers, flat, test_x, test_y, test_count, tile, o.loss, o.huber_delta)
        good[0][:] = flat
        good[1][:] = state
        good[2][:] = counters
    return losses_.shape[0], _SOUND


class FusedEngine:
    """Engine `fused`; the contract stands in `engine.Engine`."""

    name = "fused"

    def __init__(
        self, config: Config, architecture: Architecture, samples: Samples, state: TrainingState
    ) -> None:
        self._config = config
        self._samples = samples
        self._state = state
        self._inputs, self._outputs = len(architecture.features), architecture.outputs
        self._options = Options.of(config)
        self._layers = compiled_layers(architecture)
        self._mask = architecture.weight_mask()
        self._tile = Tile.of(architecture)
        self._scale = samples.label_scale
        self._order = np.arange(samples.count, dtype=np.int32)
        if state.position and config.training.shuffle:
            draw_order(config.network.seed, state.epoch, self._order)

    def advance(self, steps: int) -> bool:
        state, counters = self._state, self._state.counters
        finite = train(
            self._layers, state.flat, state.optimizer, self._mask, self._samples.features,
            self._samples.labels, self._order, self._tile, self._options, self._rates(steps), counters, steps,
            _f(RUNAWAY * self._scale),
        )  # fmt: skip
        state.counters = counters
        return bool(finite)

    def advance_recorded(
        self, first: int, between: int, test: Samples, losses: Losses, good: TrainingState
    ) -> tuple[int, Ending]:
        state, counters, good_counters = self._state, self._state.counters, good.counters
        rates = self._rates(first + (len(losses) - 1) * between)
        rows, ending = train_recorded(
            self._layers, state.flat, state.optimizer, self._mask, self._samples.features,
            self._samples.labels, self._order, self._tile, self._options, rates, counters, first, between,
            test.features, test.labels, test.count, self._scale, losses,
            (good.flat, good.optimizer, good_counters),
        )  # fmt: skip
        state.counters, good.counters = counters, good_counters
        losses[:rows] /= self._samples.count, test.count
        return rows, Ending(ending)

    def _rates(self, steps: int) -> NDArray[np.float64]:
        """The learning rates of all epochs that so many steps can touch."""
        per_epoch = -(-self._samples.count // self._options.batch_size)
        return learning_rates(self._config.training, self._state.epoch, steps // per_epoch + 2)

    def gradient(self) -> Array:
        order = np.arange(self._samples.count, dtype=np.int32)
        full_gradient(
            self._layers, self._state.flat, self._samples.features, self._samples.labels, order, self._tile,
            self._options.loss, self._options.huber_delta,
        )  # fmt: skip
        return self._tile.gradient.copy()

    def evaluate(self, samples: Samples) -> Evaluation:
        losses_, right = evaluate(
            self._layers, self._state.flat, samples.features, samples.labels, samples.count, self._tile,
            self._options.loss, self._options.huber_delta,
        )  # fmt: skip
        accuracy = right / samples.count if self._config.data.classes else None
        return Evaluation(losses_ / samples.count, accuracy)

    def activations(self, features: Array, first: int, units: int) -> Array:
        out = np.empty((units, features.shape[1]), np.float32)
        activations(self._layers, self._state.flat, features, self._inputs + first, self._tile, out)
        return out

    def quantised_predictions(self, features: Array, cells: int, scale: float) -> Signed | Shares:
        values = np.empty((self._outputs, features.shape[1]), np.float32)
        out = np.empty((self._outputs, cells), np.uint8)
        quantised_predictions(
            self._layers, self._state.flat, features, cells, is_logit(self._config), scale, self._tile,
            values, out,
        )  # fmt: skip
        return out.view(np.int8) if self._outputs == 1 else out

    def quantised_activations(
        self, features: Array, cells: int, first: int, units: int
    ) -> tuple[Signed, Array]:
        values = np.empty((units, features.shape[1]), np.float32)
        out, scales = np.empty((units, cells), np.uint8), np.empty(units, np.float32)
        quantised_activations(
            self._layers, self._state.flat, features, cells, self._inputs + first, self._tile, values,
            scales, out,
        )  # fmt: skip
        return out.view(np.int8), scales
