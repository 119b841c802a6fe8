"""The random numbers of training, as pure functions of the seed and a counter; both engines draw from here.

Minibatch order depends on (seed, epoch), dropout on (seed, step, unit, sample). There is no generator whose
state would have to be kept: a run continues exactly, in chunks of any size, from its counters alone.
"""

from typing import Any

import numpy as np

from tinkernet.nn.simd.compiled import compiled, kernel

_u = np.uint64
_GOLDEN = _u(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = _u(0xBF58476D1CE4E5B9), _u(0x94D049BB133111EB)
_ORDER, _DROPOUT = _u(0x6F72646572), _u(0x64726F70)
_32, _27, _30, _31 = _u(32), _u(27), _u(30), _u(31)

_v = np.uint32
_SPREAD, _MUR_1, _MUR_2 = _v(0x9E3779B9), _v(0x85EBCA6B), _v(0xC2B2AE35)


@compiled
def _mixed(x: Any) -> Any:
    """The output function of SplitMix64 (Steele, Lea and Flood, 2014)."""
    x = (x ^ (x >> _30)) * _MIX_1
    x = (x ^ (x >> _27)) * _MIX_2
    return x ^ (x >> _31)


@compiled
def _key(seed: Any, purpose: Any, counter: Any) -> Any:
    return _mixed(_mixed(_u(seed) * _GOLDEN + purpose) + _u(counter) * _GOLDEN)


@kernel
def draw_order(seed: Any, epoch: Any, order: Any) -> None:
    """Fills `order` (n,) int32 with the order in which an epoch visits the points (Fisher-Yates)."""
    state = _key(seed, _ORDER, epoch)
    for i in range(order.size):
        order[i] = i
    for i in range(order.size - 1, 0, -1):
        state += _GOLDEN
        j = np.int64(((_mixed(state) >> _32) * _u(i + 1)) >> _32)
        order[i], order[j] = order[j], order[i]


@compiled
def dropout_key(seed: Any, step: Any) -> Any:
    """The 32 bits from which every mask of this step is drawn."""
    return _v(_key(seed, _DROPOUT, step) >> _32)


@compiled
def is_kept(key: Any, unit: Any, sample: Any, threshold: Any) -> Any:
    """Whether hidden unit `unit` (counted through all layers) is kept for sample `sample` of the minibatch.

    `threshold` is the dropout rate times 2^32; the hash is MurmurHash3's finaliser.
    """
    x = _v(key + _v(_v(unit * 8192 + sample) * _SPREAD))
    x = _v(_v(x ^ (x >> _v(16))) * _MUR_1)
    x = _v(_v(x ^ (x >> _v(13))) * _MUR_2)
    return _v(x ^ (x >> _v(16))) >= threshold


@compiled
def dropout_threshold(rate: Any) -> Any:
    """The dropout rate as a bound on 32 random bits."""
    return _v(rate * 4294967296.0)


@kernel
def draw_masks(seed: Any, step: Any, rate: Any, masks: Any) -> None:
    """Fills `masks` (units, samples) float32 with 0 for a dropped unit and 1 / (1 - rate) for a kept one."""
    key, threshold = dropout_key(seed, step), dropout_threshold(rate)
    for unit in range(masks.shape[0]):
        for sample in range(masks.shape[1]):
            kept = is_kept(key, unit, sample, threshold)
            masks[unit, sample] = np.float32(1.0 / (1.0 - rate)) if kept else np.float32(0)
