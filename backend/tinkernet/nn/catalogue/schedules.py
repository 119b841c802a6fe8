"""Learning-rate schedules: the learning rate as a function of the epoch, which counts from 0."""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import ScheduleName, TrainingConfig

Schedule = Callable[[TrainingConfig, int], float]
"""The factor on the learning rate at an epoch."""


def _constant(training: TrainingConfig, epoch: int) -> float:
    return 1.0


def _step(training: TrainingConfig, epoch: int) -> float:
    """As torch's StepLR."""
    return math.pow(training.schedule_factor, epoch // training.schedule_epochs)


def _exponential(training: TrainingConfig, epoch: int) -> float:
    """As torch's ExponentialLR, with the factor spread over `schedule_epochs`."""
    return math.pow(training.schedule_factor, epoch / training.schedule_epochs)


def _annealed(epoch: int, epochs: int) -> float:
    """Half a cosine from 1 to 0 over `epochs`, then 0 (Loshchilov and Hutter 2017, without restarts)."""
    return 0.5 * (1 + math.cos(math.pi * min(1.0, epoch / epochs)))


def _cosine(training: TrainingConfig, epoch: int) -> float:
    return _annealed(epoch, training.schedule_epochs)


def _warmup_cosine(training: TrainingConfig, epoch: int) -> float:
    """A linear rise that reaches 1 at the last warm-up epoch, then a cosine over the rest of the schedule."""
    warmup = training.warmup_epochs
    if epoch < warmup:
        return (epoch + 1) / warmup
    return _annealed(epoch - warmup, max(1, training.schedule_epochs - warmup))


SCHEDULES: Mapping[ScheduleName, Schedule] = {
    "constant": _constant,
    "step": _step,
    "exponential": _exponential,
    "cosine": _cosine,
    "warmup_cosine": _warmup_cosine,
}


def learning_rates(training: TrainingConfig, first: int, count: int) -> NDArray[np.float64]:
    """The learning rates (count,) of the epochs from `first` on."""
    if training.schedule == "constant":
        return np.full(count, training.learning_rate)
    return np.array([learning_rate(training, epoch) for epoch in range(first, first + count)])


def learning_rate(training: TrainingConfig, epoch: int) -> float:
    """The learning rate of every update within `epoch`."""
    return training.learning_rate * SCHEDULES[training.schedule](training, epoch)
