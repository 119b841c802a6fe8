"""Networks with one hidden layer that stand for a function of one variable: built, given, or trained."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tinkernet.base.expressions.tree import Node
from tinkernet.base.expressions.values import value
from tinkernet.config import ActivationName, Config, InitializerName
from tinkernet.errors import InvalidRequest
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.trainer import Trainer

PLACES = 2001
"""At which a gap is measured."""
ROUNDING = 1e-12
"""By which gaps differ that are the same."""
SAMPLES, TRAIN_PERCENT = 200, 90
STEEPNESS = 100
"""Of a step, over the width of its piece."""
INSIDE = 200
"""Stretches of a piece between whose ends its height is looked for."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """ŷ(x) = bias + Σ output·f(w·x + b), with (w, b) of each hidden neuron."""

    activation: ActivationName
    hidden: tuple[tuple[float, float], ...]
    output: tuple[float, ...]
    bias: float

    @property
    def parameters(self) -> int:
        return 3 * len(self.hidden) + 1

    @property
    def module(self) -> nn.Sequential:
        """The same in torch, float64."""
        first, second = nn.Linear(1, len(self.hidden)).double(), nn.Linear(len(self.hidden), 1).double()
        weights = torch.tensor(self.hidden, dtype=torch.float64).reshape(-1, 2)
        with torch.no_grad():
            first.weight.copy_(weights[:, :1])
            first.bias.copy_(weights[:, 1])
            second.weight.copy_(torch.tensor([self.output], dtype=torch.float64))
            second.bias.fill_(self.bias)
        return nn.Sequential(first, ACTIVATIONS[self.activation].module(), second)

    def values(self, x: Floats) -> Floats:
        """(n,) at the places (n,)."""
        if not self.hidden:
            return np.full(x.shape, self.bias)
        with torch.no_grad():
            outputs: Tensor = self.module(torch.from_numpy(x)[:, None])
        return outputs[:, 0].numpy()


@dataclass(frozen=True, slots=True)
class Target:
    """A function of x on an interval."""

    tree: Node
    low: float
    high: float

    def values(self, x: Floats) -> Floats:
        """(n,) at the places (n,).

        Raises:
            InvalidRequest: it is not defined at all of them.
        """
        found = np.broadcast_to(value(self.tree, {"x": x}), x.shape)
        if not np.isfinite(found).all():
            at = x[~np.isfinite(found)][0]
            raise InvalidRequest(
                f"the function must have a value everywhere, and has none at {at:.4g}", "function"
            )
        return found

    def places(self, count: int) -> Floats:
        """So many places from one end to the other."""
        return self.low + (self.high - self.low) * np.arange(count) / (count - 1)


class Gap(NamedTuple):
    """The largest distance between a network and its target on 2,001 places, and where it is first."""

    gap: float
    at: float


def gap(target: Target, values: Callable[[Floats], Floats]) -> Gap:
    """How far a network, by its values, is from the target."""
    x = target.places(PLACES)
    distances = np.abs(values(x) - target.values(x))
    if not np.isfinite(distances).all():
        raise InvalidRequest("the network must have a value everywhere: its numbers are too large", "network")
    worst = int(np.argmax(distances >= distances.max() - ROUNDING))
    return Gap(float(distances[worst]), float(x[worst]))


def folds(target: Target, count: int) -> Network:
    """ReLU neurons whose sum is the chords of so many even pieces: each adds a change of slope."""
    knots = target.places(count + 1)
    heights = target.values(knots)
    slopes = np.diff(heights) / np.diff(knots)
    hidden = tuple((1.0, -knot) for knot in knots[:-1].tolist())
    return Network("relu", hidden, tuple(np.diff(slopes, prepend=0.0).tolist()), float(heights[0]))


def steps(target: Target, count: int) -> Network:
    """Steep sigmoids between so many even pieces, each with the height halfway between its extremes.

    The bias is the first height; each neuron stands at a knot inside and adds what is between two heights.
    """
    knots = target.places(count + 1)
    weight = STEEPNESS / ((target.high - target.low) / count)
    heights = [_middle(target, low, high) for low, high in pairwise(knots.tolist())]
    hidden = tuple((weight, -weight * knot) for knot in knots[1:-1].tolist())
    return Network("sigmoid", hidden, tuple(np.diff(heights).tolist()), heights[0])


def _middle(target: Target, low: float, high: float) -> float:
    values = Target(target.tree, low, high).values(Target(target.tree, low, high).places(INSIDE + 1))
    return float((values.min() + values.max()) / 2)


def config(
    target: Target, activation: ActivationName, initializer: InitializerName, width: int, seed: int
) -> Config:
    """A regression on the line x2 = 0."""
    x = target.places(SAMPLES)
    points = [
        [place, 0.0, height] for place, height in zip(x.tolist(), target.values(x).tolist(), strict=True)
    ]
    return Config.parse(
        {
            "data": {
                "dataset": "custom",
                "task": "regression",
                "points": points,
                "train_percent": TRAIN_PERCENT,
            },
            "features": ["x1"],
            "network": {"hidden": [width], "activation": activation, "init": initializer, "seed": seed},
            "training": {
                "optimizer": "adam",
                "learning_rate": 0.01,
                "batch_size": 20,
                "loss": "mse",
                "schedule": "cosine",
                "schedule_epochs": 2000,
            },
        }
    )


class Trained(NamedTuple):
    """A network after its training, as one that is given, and its loss, both in the units of the function."""

    network: Network
    loss: float


def trained(config: Config, epochs: int, fused_ready: Callable[[], bool] = lambda: True) -> Trained:
    """The network of a config of `config`, trained for so many epochs; where it diverges, as before."""
    trainer = Trainer(config, fused_ready=fused_ready)
    metrics = trainer.train(epochs=epochs)
    [width], units = config.network.hidden, config.data.units
    weights, biases, outputs, [bias] = np.split(
        trainer.parameters.astype(np.float64), [width, 2 * width, 3 * width]
    )
    weights = weights / units.x1.factor
    hidden = np.column_stack([weights, biases - weights * units.x1.offset])
    network = Network(
        config.network.activations[0],
        tuple(map(tuple, hidden.tolist())),
        tuple((units.label.factor * outputs).tolist()),
        float(units.label.value(bias)),
    )
    return Trained(network, metrics.train_loss * units.label.factor**2)
