"""Epochs with their metrics in one call: a run without an audience need not come back for each.

The two functions do the same with the two engines, but that the second one stops in the middle of an epoch
when its time is up, and goes on from there at the next call. Both
fill rows (epochs, 4) with train loss, test loss, train accuracy and test accuracy after each epoch; `goals`
(3,) are the loss to fall below, the accuracy to exceed and the patience in epochs; `best` (2,) is the lowest
test loss so far and its epoch; `good` gets the parameters after every epoch that is sound. They return how
many rows are written and how it ended.
"""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.nn.engine import Engine
from tinkernet.nn.fused.engine import evaluate, train
from tinkernet.nn.simd.compiled import kernel
from tinkernet.nn.state import RUNAWAY, Samples, TrainingState

PIECE = 4
"""Steps between two looks at the clock; the largest take some 20 ms each."""
GOING_ON, GOAL, PATIENCE, DIVERGED = range(4)
Floats = NDArray[np.float64]


@kernel
def fused_epochs(
    layers: Any, flat: Any, optimizer: Any, mask: Any, train_x: Any, train_y: Any, order: Any, tile: Any,
    options: Any, rates: Any, counters: Any, test_x: Any, test_y: Any, test_count: Any, scale: Any,
    goals: Any, best: Any, good: Any, rows: Any,
) -> Any:  # fmt: skip
    """With the fused engine; the first arguments are those of its `train`, `scale` is the largest |label|."""
    count = order.size
    steps = -(-count // options.batch_size)
    for row in range(rows.shape[0]):
        finite = train(
            layers, flat, optimizer, mask, train_x, train_y, order, tile, options, rates[row:], counters,
            steps, np.float32(RUNAWAY * scale),
        )  # fmt: skip
        loss, right = evaluate(layers, flat, train_x, train_y, count, tile, options.loss, options.huber_delta)
        rows[row, 0], rows[row, 2] = loss / count, right / count
        loss, right = evaluate(
            layers, flat, test_x, test_y, test_count, tile, options.loss, options.huber_delta
        )
        rows[row, 1], rows[row, 3] = loss / test_count, right / test_count
        if not finite or not rows[row, 0] <= RUNAWAY * scale * scale:
            return row, DIVERGED
        good[:] = flat
        if rows[row, 1] < best[0]:
            best[0], best[1] = rows[row, 1], counters[0]
        if rows[row, 1] < goals[0] and rows[row, 3] > goals[1]:
            return row + 1, GOAL
        if counters[0] - best[1] >= goals[2]:
            return row + 1, PATIENCE
    return rows.shape[0], GOING_ON


def engine_epochs(
    engine: Engine,
    state: TrainingState,
    train_samples: Samples,
    test_samples: Samples,
    batch_size: int,
    goals: Floats,
    best: Floats,
    good: TrainingState,
    rows: Floats,
    seconds: float,
) -> tuple[int, int]:
    """With any engine, for about so many seconds; `good` is all of the state, the others are those above."""
    deadline = time.perf_counter() + seconds
    for row in range(len(rows)):
        while True:
            left = -(-(train_samples.count - state.position) // batch_size)
            finite = engine.advance(min(PIECE, left))
            if state.position == 0:
                break
            if time.perf_counter() >= deadline:
                return row, GOING_ON
        rows[row] = measured(engine, train_samples, test_samples)
        if not finite or not rows[row, 0] <= RUNAWAY * train_samples.label_scale**2:
            return row, DIVERGED
        good.take(state)
        if rows[row, 1] < best[0]:
            best[:] = rows[row, 1], state.epoch
        if rows[row, 1] < goals[0] and rows[row, 3] > goals[1]:
            return row + 1, GOAL
        if state.epoch - best[1] >= goals[2]:
            return row + 1, PATIENCE
    return len(rows), GOING_ON


def measured(engine: Engine, train_samples: Samples, test_samples: Samples) -> tuple[float, ...]:
    """One row: train loss, test loss, train accuracy, test accuracy; accuracies of a regression are 0."""
    first, second = engine.evaluate(train_samples), engine.evaluate(test_samples)
    return first.loss, second.loss, first.accuracy or 0.0, second.accuracy or 0.0
