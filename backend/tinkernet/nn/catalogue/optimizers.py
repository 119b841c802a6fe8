"""Optimizers, twice: torch.optim's own, and their update of a vector of parameters for the fused kernel.

Adding one is an entry in `OPTIMIZERS` (and its name in `config.OptimizerName`). The state of an optimizer is
at most two flat arrays, of which the parameters' torch state holds views, so that either engine continues
where the other stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from torch import Tensor, optim, tensor

from tinkernet.config import TrainingConfig
from tinkernet.nn.simd.compiled import compiled
from tinkernet.nn.simd.vectors import root

_HALF, _ONE = np.float32(0.5), np.float32(1)

MAX_STATE = 2
"""The most state arrays that an optimizer keeps."""


@dataclass(frozen=True, slots=True)
class Optimizer:
    """An optimizer, twice.

    `torch` makes the torch.optim over one flat parameter. `state` names its state arrays in torch's words.
    `kernel(p, g, m, v, rate, h) -> (p, m, v)` is compiled, for a vector of parameters with gradient g and
    state m, v; h holds (momentum, beta1, beta2, epsilon, rho, rate / (1 - beta1^t), sqrt(1 - beta2^t),
    1 - beta1, 1 - beta2, 1 - rho), each rounded only once, as torch does. `parameters` are the fields of the
    config it uses.
    """

    name: str
    torch: Callable[[Tensor, TrainingConfig], optim.Optimizer]
    state: tuple[str, ...]
    kernel: Callable[..., Any]
    parameters: tuple[str, ...] = ()


@compiled
def _sgd(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    return p - rate * g, m, v


@compiled
def _momentum(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h[0] * m + g
    return p - rate * m, m, v


@compiled
def _nesterov(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h[0] * m + g
    return p - rate * (g + h[0] * m), m, v


@compiled
def _adagrad(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = m + g * g
    return p - rate * (g / (root(m) + h[3])), m, v


@compiled
def _rmsprop(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h[4] * m + (h[9] * g) * g
    return p - rate * (g / (root(m) + h[3])), m, v


@compiled
def _adam(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    # torch.lerp from whichever end is nearer: a small gradient after a large one would cancel out
    m = m + h[7] * (g - m) if h[7] < _HALF else g - (_ONE - h[7]) * (g - m)
    v = h[2] * v + (h[8] * g) * g
    return p - (h[5] * m) / (root(v) / h[6] + h[3]), m, v


def _plain(name: str) -> Callable[[Tensor, TrainingConfig], optim.Optimizer]:
    def sgd(flat: Tensor, training: TrainingConfig) -> optim.Optimizer:
        momentum = 0.0 if name == "sgd" else training.momentum
        nesterov = name == "nesterov" and momentum > 0
        return optim.SGD([flat], lr=1.0, momentum=momentum, nesterov=nesterov, foreach=False)

    return sgd


def _torch_adagrad(flat: Tensor, training: TrainingConfig) -> optim.Optimizer:
    return optim.Adagrad([flat], lr=1.0, eps=training.epsilon, foreach=False)


def _torch_rmsprop(flat: Tensor, training: TrainingConfig) -> optim.Optimizer:
    return optim.RMSprop([flat], lr=1.0, alpha=training.rho, eps=training.epsilon, foreach=False)


def _torch_adam(flat: Tensor, training: TrainingConfig) -> optim.Optimizer:
    betas = (training.beta1, training.beta2)
    return optim.Adam([flat], lr=1.0, betas=betas, eps=training.epsilon, foreach=False)


_ADAM_FIELDS = ("beta1", "beta2", "epsilon")
_ADAM_STATE = ("exp_avg", "exp_avg_sq")

OPTIMIZERS = {
    entry.name: entry
    for entry in (
        Optimizer("sgd", _plain("sgd"), (), _sgd),
        Optimizer("momentum", _plain("momentum"), ("momentum_buffer",), _momentum, ("momentum",)),
        Optimizer("nesterov", _plain("nesterov"), ("momentum_buffer",), _nesterov, ("momentum",)),
        Optimizer("adagrad", _torch_adagrad, ("sum",), _adagrad, ("epsilon",)),
        Optimizer("rmsprop", _torch_rmsprop, ("square_avg",), _rmsprop, ("rho", "epsilon")),
        Optimizer("adam", _torch_adam, _ADAM_STATE, _adam, _ADAM_FIELDS),
        # the decay of adamw reaches weights only, so both engines apply it themselves before Adam's update
        Optimizer("adamw", _torch_adam, _ADAM_STATE, _adam, (*_ADAM_FIELDS, "weight_decay")),
    )
}
CODES = {name: code for code, name in enumerate(OPTIMIZERS)}
"""The number by which the kernel knows each optimizer."""


def torch_optimizer(
    flat: Tensor, training: TrainingConfig, state: tuple[Tensor, ...], updates: int
) -> optim.Optimizer:
    """torch.optim over the flat parameter, after `updates` updates; it goes on from `state`, in place."""
    entry = OPTIMIZERS[training.optimizer]
    optimizer = entry.torch(flat, training)
    named: dict[str, Any] = dict(zip(entry.state, state, strict=True))
    optimizer.state[flat] = {"step": tensor(float(updates)), **named}
    return optimizer
