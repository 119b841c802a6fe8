"""How strong the gradient is in each layer of a network as it begins."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from tinkernet.config import ActivationName, Config
from tinkernet.nn.network import Architecture
from tinkernet.nn.trainer import Trainer


class LayerGradient(NamedTuple):
    """The gradients of the weights of a layer: their root mean square, and the largest size."""

    units: int
    activation: ActivationName
    rms: float
    largest: float


def layer_gradients(config: Config, fused_ready: Callable[[], bool] = lambda: False) -> list[LayerGradient]:
    """From the first hidden layer to the output; of the loss on all training points."""
    flat = Trainer(config, fused_ready=fused_ready).gradients().astype(np.float64)
    found = []
    for layer in Architecture.of(config).layers:
        part = flat[layer.offset : layer.end_of_weights]
        rms, largest = float(np.sqrt((part**2).mean())), float(np.abs(part).max())
        found.append(LayerGradient(layer.units, layer.activation, rms, largest))
    return found
