"""Forward and backward in float64 by torch, and how far float32 can be trusted there."""

import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from tinkernet.config import Config
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.draws import draw_masks, draw_order
from tinkernet.nn.network import MLP, Architecture
from tinkernet.nn.state import Array, Samples, TrainingState

KINKED = ("relu", "leaky_relu")
KINK = 1e-5
"""So near to a kink, relative to the terms of a sum, float32 may find itself on the other side."""


@dataclass(frozen=True)
class Pass:
    """A forward and backward pass over samples."""

    gradient: npt.NDArray[np.float64]
    """Of the mean loss."""
    is_near_kink: npt.NDArray[np.bool_]
    """For each sample, whether one of its units or its loss is near a kink, though not exactly on it."""
    outputs: npt.NDArray[np.float64]
    loss: float


def has_kinks(config: Config) -> bool:
    return config.loss in ("hinge", "mae") or bool({*config.network.activations, config.output} & set(KINKED))


def in_float64(config: Config, flat: Array) -> MLP:
    architecture = Architecture.of(config)
    flat = flat[: architecture.parameters].copy()
    return copy.deepcopy(MLP(architecture, torch.from_numpy(flat))).double()


def inputs(samples: Samples) -> tuple[Tensor, Tensor]:
    """Features (n, inputs) and labels (n,) in float64."""
    x = samples.features[:, : samples.count].T.astype(np.float64)
    return torch.from_numpy(x), torch.from_numpy(samples.labels[: samples.count].astype(np.float64))


def next_minibatch(
    config: Config, samples: Samples, state: TrainingState
) -> tuple[npt.NDArray[np.int32], Array]:
    """The points of the next update, and the masks (hidden units, points) on them."""
    order = np.arange(samples.count, dtype=np.int32)
    if config.training.shuffle:
        draw_order(config.network.seed, state.epoch, order)
    batch = order[state.position : state.position + config.training.batch_size]
    masks = np.ones((sum(config.network.hidden), len(batch)), np.float32)
    if config.network.dropout:
        draw_masks(config.network.seed, state.step, config.network.dropout, masks)
    return batch, masks


def float64_pass(config: Config, flat: Array, x: Tensor, y: Tensor, masks: Array | None = None) -> Pass:
    """The pass of the network with parameters `flat` over features x (n, inputs)."""
    model = in_float64(config, flat)
    near = np.zeros(len(x), bool)
    a, unit = x, 0
    names = [layer.activation for layer in Architecture.of(config).layers]
    for linear, activation, name in zip(model.layers, model.activations, names, strict=True):
        z = linear(a)
        if name in KINKED:
            terms = torch.nn.functional.linear(a.abs(), linear.weight.abs(), linear.bias.abs())
            near |= _is_near(z, terms).any(dim=1).numpy()
        a = activation(z)
        if masks is not None and linear is not model.layers[-1]:
            a = a * torch.from_numpy(masks[unit : unit + a.shape[1]].T.astype(np.float64))
            unit += a.shape[1]
    if config.loss == "hinge":
        near |= _is_near(1 - y * a[:, 0], 1 + a[:, 0].abs()).numpy()
    if config.loss == "mae":
        near |= _is_near(a[:, 0] - y, y.abs() + a[:, 0].abs()).numpy()
    loss = LOSSES[config.loss].function(a, y, config.training.huber_delta)
    loss.backward()
    gradient = torch.cat([p.grad.ravel() for p in model.parameters() if p.grad is not None])
    return Pass(gradient.numpy(), near, a.detach().numpy(), loss.item())


def _is_near(distance: Tensor, terms: Tensor) -> Tensor:
    distance, terms = distance.detach(), terms.detach()
    return (distance != 0) & (distance.abs() < KINK * terms.clamp_min(1))
