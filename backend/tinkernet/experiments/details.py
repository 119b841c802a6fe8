"""What is large of a result, as the bytes of safetensors files."""

from dataclasses import dataclass

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray

from tinkernet.experiments.result import RunResult
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.results import History
from tinkernet.nn.state import Array


@dataclass(frozen=True, slots=True)
class Details:
    """The losses along the epochs, and the parameters at the end."""

    history: History
    parameters: Array


@dataclass(frozen=True, slots=True)
class Gathered:
    """What training needs beside the parameters to go on exactly; the random state is in the counters."""

    counters: NDArray[np.int64]
    """Epoch, position, step and updates."""
    optimizer: Array
    """The optimizer's state arrays (arrays, P), as many as it uses."""


def to_bytes(result: RunResult) -> bytes:
    """Epochs as int32 (n,); losses as float32 (n,) each; parameters (P,)."""
    history = result.history
    return safetensors.numpy.save(
        {
            "epochs": history.epochs.astype(np.int32),
            "train_loss": history.train_loss.astype(np.float32),
            "test_loss": history.test_loss.astype(np.float32),
            "parameters": result.parameters,
        }
    )


def from_bytes(data: bytes) -> Details:
    """What `to_bytes` has written."""
    tensors = safetensors.numpy.load(data)
    losses = (tensors[name].astype(np.float64) for name in ("train_loss", "test_loss"))
    return Details(History(tensors["epochs"].astype(np.int64), *losses), tensors["parameters"])


def state_to_bytes(result: RunResult) -> bytes:
    """Counters (4,) and optimizer (arrays, P)."""
    state = result.snapshot.state
    used = len(OPTIMIZERS[result.config.training.optimizer].state)
    gathered = np.ascontiguousarray(state.optimizer[:used, : result.parameters.size])
    return safetensors.numpy.save({"counters": state.counters, "optimizer": gathered})


def state_from_bytes(data: bytes) -> Gathered:
    """What `state_to_bytes` has written."""
    tensors = safetensors.numpy.load(data)
    return Gathered(tensors["counters"], tensors["optimizer"])
