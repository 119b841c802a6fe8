"""The yardstick: a network and its training loop as anyone would write them in PyTorch."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from tinkernet.nn.trainer import Trainer


def network(trainer: Trainer) -> nn.Sequential:
    """An `nn.Sequential` with the shape and the present parameters of a trainer's tanh network."""
    config = trainer.config
    assert config.network.activation == "tanh"
    assert trainer.outputs == 1
    layers: list[nn.Module] = []
    for inputs, units in pairwise((len(config.features), *config.network.hidden, 1)):
        layers += [nn.Linear(inputs, units), nn.Tanh()]
    model = nn.Sequential(*layers)
    nn.utils.vector_to_parameters(torch.from_numpy(trainer.parameters.copy()), model.parameters())
    return model


def samples(trainer: Trainer) -> tuple[Tensor, Tensor]:
    """Inputs (n, 2) and labels (n, 1) of a trainer whose features are x1 and x2."""
    assert trainer.config.features == ("x1", "x2")
    points = torch.from_numpy(trainer.points.train)
    return points[:, :2].contiguous(), points[:, 2:].contiguous()


def train(
    model: nn.Sequential, data: tuple[Tensor, Tensor], batch_size: int, rate: float, epochs: int
) -> None:
    """Minibatch gradient descent on the mean squared error: shuffle, slice, predict, backward, step."""
    inputs, labels = data
    loss = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(epochs):
        order = torch.randperm(len(inputs))
        shuffled, targets = inputs[order], labels[order]
        for start in range(0, len(inputs), batch_size):
            batch = slice(start, start + batch_size)
            optimizer.zero_grad()
            loss(model(shuffled[batch]), targets[batch]).backward()
            optimizer.step()
