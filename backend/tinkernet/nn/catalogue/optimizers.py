"""Optimizers.

The state of an optimizer is at most two flat arrays, of which the parameters' torch state holds views, so
that either engine continues where the other stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor, optim, tensor

from tinkernet.config import TrainingConfig
from tinkernet.nn.catalogue.table import codes, table
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import LANES, load, root, store

_HALF, _ONE = np.float32(0.5), np.float32(1)

MAX_STATE = 2
"""The most state arrays that an optimizer keeps."""

Arguments = dict[str, Any]


class Factors(NamedTuple):
    """What the update number t has beside its rate, float32, each rounded only once, as torch does."""

    momentum: Any
    beta2: Any
    epsilon: Any
    rho: Any
    step: Any
    """rate / (1 - beta1^t)"""
    root_correction: Any
    """sqrt(1 - beta2^t)"""
    one_minus_beta1: Any
    one_minus_beta2: Any
    one_minus_rho: Any


@dataclass(frozen=True, slots=True)
class Optimizer:
    """An optimizer.

    `torch` is the class in torch.optim, `arguments(training)` what it takes beside parameters and learning
    rate, in exported code too. `state` names its state arrays in torch's words.
    `kernel(p, g, m, v, rate, h) -> (p, m, v)` is compiled, for a vector of parameters with gradient g and
    state m, v; h are the `Factors` of the update. `parameters` are the fields of the config it uses.
    """

    name: str
    title: str
    torch: type[Any]
    arguments: Callable[[TrainingConfig], Arguments]
    state: tuple[str, ...]
    kernel: Callable[..., Any]
    parameters: tuple[str, ...] = ()
    counts_updates: bool = True
    """Whether torch keeps a count of updates beside the state."""
    decoupled_decay: bool = False
    """Whether it takes weight_decay, apart from the gradient (Loshchilov and Hutter, 2019).

    torch's own would reach the biases. So both engines scale the weights themselves before the update, and
    exported code has two groups of parameters.
    """


@compiled
def _sgd(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    return p - rate * g, m, v


@compiled
def _momentum(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h.momentum * m + g
    return p - rate * m, m, v


@compiled
def _nesterov(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h.momentum * m + g
    return p - rate * (g + h.momentum * m), m, v


@compiled
def _adagrad(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = m + g * g
    return p - rate * (g / (root(m) + h.epsilon)), m, v


@compiled
def _rmsprop(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h.rho * m + (h.one_minus_rho * g) * g
    return p - rate * (g / (root(m) + h.epsilon)), m, v


@compiled
def _adam(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    # torch.lerp from whichever end is nearer: a small gradient after a large one would cancel out
    new = h.one_minus_beta1
    m = m + new * (g - m) if new < _HALF else g - (_ONE - new) * (g - m)
    v = h.beta2 * v + (h.one_minus_beta2 * g) * g
    return p - (h.step * m) / (root(v) / h.root_correction + h.epsilon), m, v


def _nothing(training: TrainingConfig) -> Arguments:
    return {}


def _momentum_arguments(training: TrainingConfig) -> Arguments:
    return {"momentum": training.momentum}


def _nesterov_arguments(training: TrainingConfig) -> Arguments:
    # without momentum it is plain descent, and torch refuses to call it Nesterov's
    return {"momentum": training.momentum, "nesterov": True} if training.momentum else {}


def _adagrad_arguments(training: TrainingConfig) -> Arguments:
    return {"eps": training.epsilon}


def _rmsprop_arguments(training: TrainingConfig) -> Arguments:
    return {"alpha": training.rho, "eps": training.epsilon}


def _adam_arguments(training: TrainingConfig) -> Arguments:
    return {"betas": (training.beta1, training.beta2), "eps": training.epsilon}


_ADAM_FIELDS = ("beta1", "beta2", "epsilon")
_ADAM_STATE = ("exp_avg", "exp_avg_sq")

OPTIMIZERS = table(
    Optimizer("sgd", "Stochastic gradient descent", optim.SGD, _nothing, (), _sgd, counts_updates=False),
    Optimizer(
        "momentum",
        "Stochastic gradient descent with momentum",
        optim.SGD,
        _momentum_arguments,
        ("momentum_buffer",),
        _momentum,
        ("momentum",),
        counts_updates=False,
    ),
    Optimizer(
        "nesterov",
        "Stochastic gradient descent with Nesterov's momentum",
        optim.SGD,
        _nesterov_arguments,
        ("momentum_buffer",),
        _nesterov,
        ("momentum",),
        counts_updates=False,
    ),
    Optimizer("adagrad", "AdaGrad", optim.Adagrad, _adagrad_arguments, ("sum",), _adagrad, ("epsilon",)),
    Optimizer(
        "rmsprop",
        "RMSProp",
        optim.RMSprop,
        _rmsprop_arguments,
        ("square_avg",),
        _rmsprop,
        ("rho", "epsilon"),
    ),
    Optimizer("adam", "Adam", optim.Adam, _adam_arguments, _ADAM_STATE, _adam, _ADAM_FIELDS),
    Optimizer(
        "adamw",
        "AdamW",
        optim.AdamW,
        _adam_arguments,
        _ADAM_STATE,
        _adam,
        (*_ADAM_FIELDS, "weight_decay"),
        decoupled_decay=True,
    ),
)
CODES = codes(OPTIMIZERS)


def weight_decay(training: TrainingConfig) -> float:
    """The decoupled weight decay; 0 where the optimizer has none."""
    return training.weight_decay if OPTIMIZERS[training.optimizer].decoupled_decay else 0.0


def decay(flat: Tensor, mask: Tensor, amount: float) -> None:
    """w <- w · (1 - amount), in place; `mask` is 1 for a weight and 0 for a bias."""
    flat.mul_(1 - amount * mask)


@compiled
def decay_kernel(flat: Any, mask: Any, amount: Any) -> None:
    for i in range(0, flat.size, LANES):
        store(flat, i, load(flat, i) * (_ONE - amount * load(mask, i)))


def torch_optimizer(
    flat: Tensor, training: TrainingConfig, state: tuple[Tensor, ...], updates: int
) -> optim.Optimizer:
    """torch.optim over the flat parameter, after `updates` updates; it goes on from `state`, in place.

    It decays no weights.
    """
    entry = OPTIMIZERS[training.optimizer]
    settings = entry.arguments(training) | ({"weight_decay": 0.0} if entry.decoupled_decay else {})
    optimizer: optim.Optimizer = entry.torch([flat], lr=1.0, foreach=False, **settings)
    named: dict[str, Any] = dict(zip(entry.state, state, strict=True))
    optimizer.state[flat] = {"step": tensor(float(updates)), **named}
    return optimizer
