"""Learning-rate schedules: the learning rate as a function of the epoch, which counts from 0."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import TrainingConfig
from tinkernet.nn.catalogue.table import table


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: `factor(training, epoch)` times the config's learning rate is that of the epoch.

    `code(training)` are the same rates as the body of a function of `epoch`; None: the rate never changes.
    `parameters` are the fields of the config it uses.
    """

    name: str
    factor: Callable[[TrainingConfig, int], float]
    code: Callable[[TrainingConfig], str] | None = None
    parameters: tuple[str, ...] = ()


def _constant(training: TrainingConfig, epoch: int) -> float:
    return 1.0


def _step(training: TrainingConfig, epoch: int) -> float:
    """As torch's StepLR."""
    return math.pow(training.schedule_factor, epoch // training.schedule_epochs)


def _step_code(t: TrainingConfig) -> str:
    return f"return {t.learning_rate} * {t.schedule_factor} ** (epoch // {t.schedule_epochs})"


def _exponential(training: TrainingConfig, epoch: int) -> float:
    """As torch's ExponentialLR, with the factor spread over `schedule_epochs`."""
    return math.pow(training.schedule_factor, epoch / training.schedule_epochs)


def _exponential_code(t: TrainingConfig) -> str:
    return f"return {t.learning_rate} * {t.schedule_factor} ** (epoch / {t.schedule_epochs})"


def _linear(training: TrainingConfig, epoch: int) -> float:
    """A straight line from 1 to the factor over `schedule_epochs`, then level, as torch's LinearLR."""
    return 1 - (1 - training.schedule_factor) * min(1.0, epoch / training.schedule_epochs)


def _linear_code(t: TrainingConfig) -> str:
    return f"return {t.learning_rate} * (1 - (1 - {t.schedule_factor}) * min(1, epoch / {t.schedule_epochs}))"


def _annealed(epoch: int, epochs: int) -> float:
    """Half a cosine from 1 to 0 over `epochs`, then 0 (Loshchilov and Hutter 2017, without restarts)."""
    return 0.5 * (1 + math.cos(math.pi * min(1.0, epoch / epochs)))


def _annealed_code(learning_rate: float, progress: str) -> str:
    return f"return {learning_rate} * 0.5 * (1 + math.cos(math.pi * min(1, {progress})))"


def _cosine(training: TrainingConfig, epoch: int) -> float:
    return _annealed(epoch, training.schedule_epochs)


def _cosine_code(t: TrainingConfig) -> str:
    return _annealed_code(t.learning_rate, f"epoch / {t.schedule_epochs}")


def _epochs_after_warmup(training: TrainingConfig) -> int:
    return max(1, training.schedule_epochs - training.warmup_epochs)


def _warmup_cosine(training: TrainingConfig, epoch: int) -> float:
    """A linear rise that reaches 1 at the last warm-up epoch, then a cosine over the rest of the schedule."""
    warmup = training.warmup_epochs
    if epoch < warmup:
        return (epoch + 1) / warmup
    return _annealed(epoch - warmup, _epochs_after_warmup(training))


def _warmup_cosine_code(t: TrainingConfig) -> str:
    warmup, rise = t.warmup_epochs, ""
    if warmup:
        rise = f"if epoch < {warmup}:\n    return {t.learning_rate} * (epoch + 1) / {warmup}\n"
    return rise + _annealed_code(t.learning_rate, f"(epoch - {warmup}) / {_epochs_after_warmup(t)}")


_WITH_FACTOR = ("schedule_epochs", "schedule_factor")

SCHEDULES = table(
    Schedule("constant", _constant),
    Schedule("step", _step, _step_code, _WITH_FACTOR),
    Schedule("exponential", _exponential, _exponential_code, _WITH_FACTOR),
    Schedule("linear", _linear, _linear_code, _WITH_FACTOR),
    Schedule("cosine", _cosine, _cosine_code, ("schedule_epochs",)),
    Schedule("warmup_cosine", _warmup_cosine, _warmup_cosine_code, ("schedule_epochs", "warmup_epochs")),
)


def learning_rates(training: TrainingConfig, first: int, count: int) -> NDArray[np.float64]:
    """The learning rates (count,) of the epochs from `first` on."""
    if SCHEDULES[training.schedule].code is None:
        return np.full(count, training.learning_rate)
    return np.array([learning_rate(training, epoch) for epoch in range(first, first + count)])


def learning_rate(training: TrainingConfig, epoch: int) -> float:
    """The learning rate of every update within `epoch`."""
    return training.learning_rate * SCHEDULES[training.schedule].factor(training, epoch)
