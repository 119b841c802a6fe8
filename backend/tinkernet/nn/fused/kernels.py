"""The kernels that Python calls, each with the address of a record: training, and what a network computes.

A minibatch is processed in tiles (`tiles.py`): forward, error, backward; then the parameters are updated
(`update.py`).
"""

from typing import Any

import numpy as np

from tinkernet.nn.draws import draw_order, dropout_key, dropout_threshold, is_kept
from tinkernet.nn.fused.records import moments, net_at, network, points, training_at
from tinkernet.nn.fused.tiles import (
    add_gradient,
    correct,
    output_error,
    propagate,
    propagate_back,
    weighted_sum,
)
from tinkernet.nn.fused.update import is_sound, update
from tinkernet.nn.quantities import predict_lanes, quantise, scale_of
from tinkernet.nn.simd.compiled import compiled, kernel
from tinkernet.nn.simd.memory import doubles_at, floats_at, integers_at, long_integers_at
from tinkernet.nn.simd.vectors import LANES, load, splat, store, total
from tinkernet.nn.state import RUNAWAY, Ending
from tinkernet.nn.until import EPOCH, TEST_LOSS, TEST_RIGHT, TRAIN_LOSS, TRAIN_RIGHT

_f = np.float32
_ZERO, _ONE, _INFINITY = _f(0), _f(1), _f(np.inf)
_SOUND, _PARAMETERS_RAN_AWAY, _LOSS_RAN_AWAY, _GOAL, _PATIENCE = (int(ending) for ending in Ending)


@compiled
def gather(net: Any, samples: Any, order: Any, start: Any, count: Any, share: Any) -> None:
    """The samples order[start : start + count] into the lanes; lanes beyond repeat the last with share 0."""
    for r in range(LANES):
        i = order[start + min(r, count - 1)]
        for k in range(samples.x.shape[0]):
            net.a[k * LANES + r] = samples.x[k, i]
        net.labels[r] = samples.y[i]
        net.shares[r] = share if r < count else _ZERO


@compiled
def mass(samples: Any, order: Any, start: Any, count: Any) -> Any:
    """The sum of the weights of the samples order[start : start + count]."""
    weights = _ZERO
    for place in range(start, start + count):
        weights += samples.weights[order[place]]
    return weights


@compiled
def weigh(net: Any, samples: Any, order: Any, start: Any, count: Any) -> None:
    """The share of each lane times the weight of its sample."""
    for r in range(LANES):
        net.shares[r] *= samples.weights[order[start + min(r, count - 1)]]


@compiled
def drop_units(layer: Any, key: Any, rate: Any, first_unit: Any, first_sample: Any, net: Any) -> None:
    """Inverted dropout on the units of one hidden layer, in activations and slopes."""
    threshold = dropout_threshold(rate)
    scale = _f(1.0 / (1.0 - rate))
    first, units = layer.target * LANES, layer.units
    for j in range(units):
        for r in range(LANES):
            factor = scale if is_kept(key, first_unit + j, first_sample + r, threshold) else _ZERO
            net.a[first + j * LANES + r] *= factor
            net.s[first + j * LANES + r] *= factor


@compiled
def minibatch_gradient(
    net: Any, samples: Any, order: Any, start: Any, count: Any, key: Any, dropout: Any, o: Any, gradient: Any
) -> None:
    """`gradient` = that of the (weighted) mean loss over the samples order[start : start + count]."""
    layers, depth = net.layers, net.layers.shape[0]
    output = layers[depth - 1]
    first_output, outputs = output.target, output.units
    loss, delta = o.loss, _f(o.huber_delta)
    each = _ONE / (mass(samples, order, start, count) if o.is_weighted else _f(count))
    for i in range(0, net.flat.size, LANES):
        store(gradient, i, splat(_ZERO))
    for done in range(0, count, LANES):
        gather(net, samples, order, start + done, min(count - done, LANES), each)
        if o.is_weighted:
            weigh(net, samples, order, start + done, min(count - done, LANES))
        unit = 0
        for number in range(depth):
            propagate(layers[number], net.flat, net.a, net.s)
            if dropout > 0 and number < depth - 1:
                drop_units(layers[number], key, dropout, unit, done, net)
                unit += layers[number].units
        output_error(loss, delta, output, load(net.labels, 0), net.a, net.d)
        for row in range(first_output, first_output + outputs):
            share = load(net.shares, 0)
            store(net.d, row * LANES, load(net.d, row * LANES) * load(net.s, row * LANES) * share)
        for number in range(depth - 1, 0, -1):
            add_gradient(layers[number], gradient, net.a, net.d)
            propagate_back(layers[number], net.flat, net.s, net.d)
        add_gradient(layers[0], gradient, net.a, net.d)


@compiled
def forward(net: Any, x: Any, start: Any) -> None:
    """All layers, for the `LANES` columns of x (inputs, columns) from `start` on."""
    for k in range(x.shape[0]):
        store(net.a, k * LANES, load(x[k], start))
    for number in range(net.layers.shape[0]):
        propagate(net.layers[number], net.flat, net.a, net.s)


@compiled
def evaluated(net: Any, samples: Any, loss: Any, delta: Any, is_weighted: Any) -> Any:
    """(sum of losses, each times its weight, number of right classes) over the samples."""
    output = net.layers[net.layers.shape[0] - 1]
    losses, right = 0.0, 0.0
    for start in range(0, samples.count, LANES):
        forward(net, samples.x, start)
        for r in range(LANES):
            net.shares[r] = _ONE if start + r < samples.count else _ZERO
        is_sample, labels = load(net.shares, 0), load(samples.y, start)
        error = output_error(loss, delta, output, labels, net.a, net.d)
        counts = load(samples.weights, start) if is_weighted else is_sample
        losses += total(counts * error)
        right += total(is_sample * correct(output, net.middle, labels, net.a))
    return losses, right


@kernel
def advance(address: Any, steps: Any) -> Any:
    """`engine.Engine.advance`, for the `TRAINING` record at an address."""
    t = training_at(address)
    o, net, samples = t.options, network(t.net), points(t.train, t.net.inputs)
    size, state = t.net.size, moments(t.moments, t.net.size)
    gradient, mask = floats_at(t.gradient, size), floats_at(t.mask, size)
    order, counters = integers_at(t.order, samples.count), long_integers_at(t.counters, 4)
    rates = doubles_at(t.rates, t.known_rates)
    for _ in range(steps):
        if counters[1] == 0 and o.shuffle:
            draw_order(o.seed, counters[0], order)
        count = min(o.batch_size, order.size - counters[1])
        key = dropout_key(o.seed, counters[2])
        minibatch_gradient(net, samples, order, counters[1], count, key, o.dropout, o, gradient)
        counters[2] += 1
        counters[3] += 1
        update(net.flat, state, gradient, mask, rates[counters[0] - t.first_rate], counters[3], o)
        counters[1] += count
        if counters[1] == order.size:
            counters[0] += 1
            counters[1] = 0
            if not is_sound(net.flat, state, _f(RUNAWAY * t.scale)):
                return _PARAMETERS_RAN_AWAY
    is_finite = counters[1] == 0 or is_sound(net.flat, state, _INFINITY)
    return _SOUND if is_finite else _PARAMETERS_RAN_AWAY


@kernel
def record(
    address: Any, first: Any, between: Any, rows: Any, demands: Any, best: Any, latest: Any
) -> Any:  # fmt: skip
    """`engine.Engine.record`, for the `TRAINING` record at an address, and the arrays of an `Until`.

    The losses in `rows` are sums over the points.
    """
    t = training_at(address)
    o, net, size = t.options, network(t.net), t.net.size
    train, test = points(t.train, t.net.inputs), points(t.test, t.net.inputs)
    state, counters = moments(t.moments, size), long_integers_at(t.counters, 4)
    good_flat, good_state = floats_at(t.good_flat, size), moments(t.good_moments, size)
    good_counters = long_integers_at(t.good_counters, 4)
    for number in range(rows.shape[0]):
        if advance(address, first if number == 0 else between) != _SOUND:
            return number, _PARAMETERS_RAN_AWAY
        row = rows[number]
        row[TRAIN_LOSS], row[TRAIN_RIGHT] = evaluated(net, train, o.loss, _f(o.huber_delta), o.is_weighted)
        if not row[TRAIN_LOSS] * t.train.share <= RUNAWAY * t.scale * t.scale:
            return number, _LOSS_RAN_AWAY
        row[TEST_LOSS], row[TEST_RIGHT] = evaluated(net, test, o.loss, _f(o.huber_delta), o.is_weighted)
        good_flat[:] = net.flat
        good_state.first[:], good_state.second[:] = state.first, state.second
        good_counters[:] = counters
        latest[:] = row
        latest[TRAIN_LOSS] *= t.train.share
        latest[TEST_LOSS] *= t.test.share
        ending = judged(latest, counters[0], demands, best)
        if ending != _SOUND:
            return number + 1, ending
    return rows.shape[0], _SOUND


@compiled
def judged(row: Any, epoch: Any, demands: Any, best: Any) -> Any:
    """`until.Until.judge`."""
    if row[TEST_LOSS] < best[TEST_LOSS]:
        best[:EPOCH] = row
        best[EPOCH] = epoch
    if row[TEST_LOSS] < demands[0] and row[TEST_RIGHT] >= demands[1]:
        return _GOAL
    return _PATIENCE if epoch - best[EPOCH] >= demands[2] else _SOUND


@kernel
def measure(address: Any, row: Any) -> None:
    """Into `row` the sums of the losses over training and test points, and how many of each are right."""
    t = training_at(address)
    net, o, delta = network(t.net), t.options, _f(t.options.huber_delta)
    train, test = points(t.train, t.net.inputs), points(t.test, t.net.inputs)
    row[TRAIN_LOSS], row[TRAIN_RIGHT] = evaluated(net, train, o.loss, delta, o.is_weighted)
    row[TEST_LOSS], row[TEST_RIGHT] = evaluated(net, test, o.loss, delta, o.is_weighted)


@kernel
def full_gradient(address: Any) -> None:
    """The gradient of the mean loss over all training samples, without dropout, into that of the record."""
    t = training_at(address)
    samples = points(t.train, t.net.inputs)
    gradient = floats_at(t.gradient, t.net.size)
    order = np.arange(samples.count).astype(np.int32)
    minibatch_gradient(
        network(t.net), samples, order, 0, samples.count, dropout_key(0, 0), 0.0, t.options, gradient
    )


@kernel
def evaluate(address: Any, samples: Any, loss: Any, delta: Any, is_weighted: Any) -> Any:
    """`evaluated` of other `Points`, for the `NET` record at an address."""
    return evaluated(network(net_at(address)), samples, loss, _f(delta), is_weighted)


@kernel
def activations(address: Any, x: Any, first: Any, out: Any) -> None:
    """The tile rows from `first` on, for every column of x (inputs, columns), into out (rows, columns)."""
    net = network(net_at(address))
    for start in range(0, x.shape[1], LANES):
        forward(net, x, start)
        for row in range(out.shape[0]):
            store(out[row], start, load(net.a, (first + row) * LANES))


@kernel
def pre_activations(address: Any, x: Any, first: Any, out: Any) -> None:
    """The weighted sums of the units of the tile rows from `first` on, likewise."""
    net = network(net_at(address))
    for start in range(0, x.shape[1], LANES):
        forward(net, x, start)
        for number in range(net.layers.shape[0]):
            layer = net.layers[number]
            for j in range(layer.units):
                row, weights = layer.target + j - first, layer.offset + j * layer.inputs
                if 0 <= row < out.shape[0]:
                    z = weighted_sum(net.flat, net.a, weights, layer.biases + j, layer.inputs, layer.source)
                    store(out[row], start, z)


@kernel
def quantised_predictions(
    address: Any, x: Any, cells: Any, how: Any, scale: Any, values: Any, out: Any
) -> None:
    """Predictions for the columns of x (inputs, columns) into `values`; the first `cells` as bytes."""
    net = network(net_at(address))
    output = net.layers[net.layers.shape[0] - 1]
    for start in range(0, x.shape[1], LANES):
        forward(net, x, start)
        predict_lanes(how, output.units, output.target, net.a, values, start)
    for row in range(out.shape[0]):
        if output.units == 1:
            quantise(values[row], cells, _f(127) / _f(scale), _f(-127), _f(127), out[row])
        else:
            quantise(values[row], cells, _f(255), _f(0), _f(255), out[row])


@kernel
def quantised_activations(
    address: Any, x: Any, cells: Any, first: Any, values: Any, scales: Any, out: Any
) -> None:
    """`activations` into `values`; the scale of each row's first `cells`, and these as bytes."""
    activations(address, x, first, values)
    for row in range(values.shape[0]):
        scales[row] = scale_of(values[row], cells)
        quantise(values[row], cells, _f(127) / scales[row], _f(-127), _f(127), out[row])
