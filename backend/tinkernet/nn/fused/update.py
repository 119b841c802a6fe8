"""One update of the parameters from a gradient, compiled: penalty, clipping, the optimizer, for every option.

It runs over the flat parameters in whole vectors.
"""

from typing import Any, NamedTuple

import numpy as np

from tinkernet.config import Config
from tinkernet.nn.catalogue import losses, optimizers, penalties
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS, Factors, decay_kernel, weight_decay
from tinkernet.nn.catalogue.penalties import PENALTIES
from tinkernet.nn.simd.choice import choice
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, larger, load, magnitude, splat, store, total

_f = np.float32
_ZERO, _ONE, _INFINITY = _f(0), _f(1), _f(np.inf)

updated = choice(entry.kernel for entry in OPTIMIZERS.values())
slope = choice(entry.slope.kernel if entry.slope else None for entry in PENALTIES.values())
proximal = choice(entry.proximal.kernel if entry.proximal else None for entry in PENALTIES.values())


class Options(NamedTuple):
    """What of the config the kernel reads."""

    loss: int
    huber_delta: float
    is_weighted: bool
    optimizer: int
    momentum: float
    beta1: float
    beta2: float
    epsilon: float
    rho: float
    weight_decay: float
    penalty: int
    has_slope: bool
    has_proximal: bool
    strength: float
    clip_norm: float
    dropout: float
    batch_size: int
    shuffle: bool
    seed: int

    @classmethod
    def of(cls, config: Config) -> "Options":
        t, penalty = config.training, PENALTIES[config.training.regularization]
        return cls(
            losses.CODES[config.loss], t.huber_delta, t.class_weight is not None,
            optimizers.CODES[t.optimizer], t.momentum, t.beta1, t.beta2, t.epsilon, t.rho, weight_decay(t),
            penalties.CODES[t.regularization], penalty.slope is not None, penalty.proximal is not None,
            t.regularization_rate,
            np.inf if t.clip_norm is None else t.clip_norm,
            config.network.dropout, t.batch_size, t.shuffle, config.network.seed,
        )  # fmt: skip


@compiled
def clip(gradient: Any, norm: Any) -> None:
    """Scales the gradient to the norm where it is larger, as torch.nn.utils.clip_grad_norm_."""
    squares = splat(_ZERO)
    for i in range(0, gradient.size, LANES):
        g = load(gradient, i)
        squares = squares + g * g
    factor = _f(norm) / (_f(np.sqrt(total(squares))) + _f(1e-6))
    if factor < _ONE:
        for i in range(0, gradient.size, LANES):
            store(gradient, i, load(gradient, i) * factor)


@compiled
def add_slope(gradient: Any, flat: Any, mask: Any, code: Any, strength: Any) -> None:
    """Adds to the gradient what the penalty has of one."""
    for i in range(0, flat.size, LANES):
        store(gradient, i, load(gradient, i) + strength * load(mask, i) * slope(code, load(flat, i)))


@compiled
def take_proximal_step(flat: Any, mask: Any, code: Any, amount: Any) -> None:
    for i in range(0, flat.size, LANES):
        store(flat, i, proximal(code, load(flat, i), amount * load(mask, i)))


@compiled
def update(flat: Any, state: Any, gradient: Any, mask: Any, rate: Any, updates: Any, o: Any) -> None:
    """One update from the gradient, which is changed: penalty, clipping, decay, optimizer, proximal step."""
    if o.has_slope:
        add_slope(gradient, flat, mask, o.penalty, _f(o.strength))
    if o.clip_norm < np.inf:
        clip(gradient, o.clip_norm)
    if o.weight_decay > 0:
        decay_kernel(flat, mask, _f(rate * o.weight_decay))
    h = Factors(
        _f(o.momentum), _f(o.beta2), _f(o.epsilon), _f(o.rho),
        _f(rate / (1.0 - o.beta1**updates)), _f(np.sqrt(1.0 - o.beta2**updates)),
        _f(1.0 - o.beta1), _f(1.0 - o.beta2), _f(1.0 - o.rho),
    )  # fmt: skip
    for i in range(0, flat.size, LANES):
        p, m, v = updated(
            o.optimizer, load(flat, i), load(gradient, i), load(state[0], i), load(state[1], i), _f(rate), h
        )
        store(flat, i, p)
        store(state[0], i, m)
        store(state[1], i, v)
    if o.has_proximal:
        take_proximal_step(flat, mask, o.penalty, _f(rate * o.strength))


@compiled
def are_within(values: Any, limit: Any) -> Any:
    """Whether every number is at most `limit` in magnitude; if that is infinite, whether all are finite."""
    excess = splat(_ZERO)
    for i in range(0, values.size, LANES):
        excess = excess + larger(magnitude(load(values, i)) - limit, _ZERO)
    return total(excess) == _ZERO


@compiled
def is_sound(flat: Any, state: Any, limit: Any) -> Any:
    """Whether the parameters are within the limit, and the optimizer's state is finite."""
    return are_within(flat, limit) and are_within(state[0], _INFINITY) and are_within(state[1], _INFINITY)
