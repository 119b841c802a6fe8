"""The random numbers of data and training in plain numpy, as exported code has them, and what torch lacks.

`excerpt` copies from here into scripts and notebooks. `nn.datasets` and `nn.draws` define what is right.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

Words = npt.NDArray[Any]
"""Unsigned integers, which wrap around."""

GOLDEN = 0x9E3779B97F4A7C15


def shuffled(n: int, choices: Iterable[int]) -> list[int]:
    """The numbers below n after a Fisher-Yates shuffle, whose choices go from the last place down."""
    order = list(range(n))
    for last, other in zip(range(n - 1, 0, -1), choices, strict=True):
        order[last], order[other] = order[other], order[last]
    return order


def mixed(words: Words) -> Words:
    """The output function of SplitMix64 (Steele, Lea and Flood, 2014)."""
    words = (words ^ (words >> 30)) * 0xBF58476D1CE4E5B9
    words = (words ^ (words >> 27)) * 0x94D049BB133111EB
    words = words ^ (words >> 31)
    return words


def random_word(seed: int, purpose: bytes, counter: int) -> Words:
    """64 random bits that depend on nothing but the arguments."""
    words = np.array([seed, counter], np.uint64) * GOLDEN
    return mixed(mixed(words[:1] + int.from_bytes(purpose, "big")) + words[1:])


def minibatch_order(n: int, seed: int, epoch: int) -> list[int]:
    """The order in which an epoch visits n points: a function of seed and epoch, so a run can be repeated."""
    words = mixed(random_word(seed, b"order", epoch) + np.arange(1, n, dtype=np.uint64) * GOLDEN)
    places: Words = np.arange(n, 1, -1, dtype=np.uint64)
    choices = ((words >> 32) * places) >> 32
    return shuffled(n, choices.tolist())


class Dropout(nn.Module):
    """Dropout whose masks are a function of seed, step, unit and sample, so that a run can be repeated."""

    step = 0  # set it before every update

    def __init__(self, rate: float, seed: int, first_unit: int) -> None:
        super().__init__()
        self.rate, self.seed, self.first_unit = rate, seed, first_unit

    def forward(self, a: Tensor) -> Tensor:
        if not self.training:
            return a
        units = np.arange(self.first_unit, self.first_unit + a.shape[1], dtype=np.uint32)
        samples = np.arange(len(a), dtype=np.uint32)[:, None]
        key = (random_word(self.seed, b"drop", Dropout.step) >> 32).astype(np.uint32)
        # the finaliser of MurmurHash3
        words = key + (units * 8192 + samples) * 0x9E3779B9  # (batch, units)
        words = (words ^ (words >> 16)) * 0x85EBCA6B
        words = (words ^ (words >> 13)) * 0xC2B2AE35
        kept = words ^ (words >> 16) >= int(self.rate * 2**32)
        return a * torch.from_numpy(kept * np.float32(1 / (1 - self.rate)))


class InUnits(nn.Module):
    """Predictions in the units of the labels, from those that the network learns."""

    def __init__(self, offset: float, factor: float) -> None:
        super().__init__()
        self.offset, self.factor = offset, factor

    def forward(self, a: Tensor) -> Tensor:
        return self.offset + self.factor * a.double()
