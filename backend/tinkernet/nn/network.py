"""The network: an MLP whose parameters are views into one flat float32 array.

Layout of the flat array: layer by layer, weight (out × in, row-major), then bias (out). It is stored padded
to a multiple of `LANES`, so that kernels run over it in whole vectors; the padding stays zero.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tinkernet.config import FEATURES, ActivationName, Config, FeatureName
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.catalogue.initializers import initial_layer
from tinkernet.nn.simd.vectors import padded


@dataclass(frozen=True, slots=True)
class Layer:
    """One fully connected layer and where it lies in the flat array."""

    inputs: int
    units: int
    activation: ActivationName
    offset: int

    @property
    def end_of_weights(self) -> int:
        return self.offset + self.units * self.inputs

    @property
    def end(self) -> int:
        return self.end_of_weights + self.units

    @property
    def weight(self) -> slice:
        """Where the weights (units × inputs, row-major) lie."""
        return slice(self.offset, self.end_of_weights)

    @property
    def bias(self) -> slice:
        """Where the biases (units) lie."""
        return slice(self.end_of_weights, self.end)


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of a network: its inputs, its layers, and where their parameters lie."""

    features: tuple[FeatureName, ...]
    layers: tuple[Layer, ...]
    """The hidden layers, then the output layer."""
    middle: float = 0.0
    """Of two classes: the output halfway between those of the two."""

    @classmethod
    def of(cls, config: Config) -> "Architecture":
        """The architecture that a config describes."""
        sizes = (len(config.features), *config.network.hidden, config.outputs)
        activations = (*config.network.activations, config.output)
        layers: list[Layer] = []
        offset = 0
        for (inputs, units), activation in zip(pairwise(sizes), activations, strict=True):
            layers.append(Layer(inputs, units, activation, offset))
            offset = layers[-1].end
        return cls(config.features, tuple(layers), 0.5 if config.labels_are_bits else 0.0)

    @property
    def hidden(self) -> tuple[Layer, ...]:
        return self.layers[:-1]

    @property
    def outputs(self) -> int:
        return self.layers[-1].units

    @property
    def parameters(self) -> int:
        """The number P of parameters."""
        return self.layers[-1].end

    @property
    def padded(self) -> int:
        """P, rounded up to a multiple of `LANES`."""
        return padded(self.parameters)

    def zeros(self) -> NDArray[np.float32]:
        """(padded,) zeros."""
        return np.zeros(self.padded, np.float32)

    def weight_mask(self) -> NDArray[np.float32]:
        """float32 (padded,): 1 for a weight, 0 for a bias and for the padding."""
        mask = self.zeros()
        for layer in self.layers:
            mask[layer.weight] = 1
        return mask


def initial_parameters(config: Config) -> NDArray[np.float32]:
    """The float32 array (padded,) with which a network of this config starts.

    Each value depends on the seed and the two ends of its link alone (and, for scaled initialisations, on the
    layer's size).
    """
    architecture = Architecture.of(config)
    flat = architecture.zeros()
    keys = np.array([FEATURES.index(name) for name in config.features], np.int64)
    for number, layer in enumerate(architecture.layers, 1):
        units = np.arange(layer.units)
        # the output layer keeps its number when hidden layers come and go
        key = number if number < len(architecture.layers) else 0
        weights, biases = initial_layer(
            config.network.init, config.network.seed, key, keys, units, layer.inputs, layer.units
        )
        flat[layer.weight] = weights.ravel()
        flat[layer.bias] = biases
        keys = units
    return flat


class MLP(nn.Module):
    """A fully connected network over one flat parameter tensor.

    The `nn.Linear` layers' parameters are views into `flat` (P,), and their gradients views into `flat.grad`.
    Copy the module (`copy.deepcopy`) before converting it: a copy stands on its own.
    """

    def __init__(self, architecture: Architecture, flat: Tensor) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        self.activations = [ACTIVATIONS[layer.activation].function for layer in architecture.layers]
        if flat.grad is None:
            flat.grad = torch.zeros_like(flat)
        for layer in architecture.layers:
            # on `meta` nothing is allocated or drawn: both parameters are replaced by views
            linear = nn.Linear(1, 1, device="meta")
            linear.in_features, linear.out_features = layer.inputs, layer.units
            shape = (layer.units, layer.inputs)
            linear.weight = nn.Parameter(flat.detach()[layer.weight].view(shape))
            linear.bias = nn.Parameter(flat.detach()[layer.bias])
            linear.weight.grad = flat.grad[layer.weight].view(shape)
            linear.bias.grad = flat.grad[layer.bias]
            self.layers.append(linear)

    def layer_outputs(self, features: Tensor, masks: Tensor | None = None) -> list[Tensor]:
        """The activations (batch, units) of every layer, for features (batch, inputs).

        `masks` (hidden units, batch) multiplies the hidden activations: dropout, with its scale.
        """
        outputs: list[Tensor] = []
        a, unit = features, 0
        for linear, activation in zip(self.layers, self.activations, strict=True):
            a = activation(linear(a))
            if masks is not None and len(outputs) < len(self.layers) - 1:
                a = a * masks[unit : unit + a.shape[1]].T
                unit += a.shape[1]
            outputs.append(a)
        return outputs

    def forward(self, features: Tensor, masks: Tensor | None = None) -> Tensor:
        """Outputs (batch, outputs) of features (batch, inputs): logits where the loss is cross_entropy."""
        return self.layer_outputs(features, masks)[-1]
