"""What is large of a result, as the bytes of a safetensors file."""

from dataclasses import dataclass

import numpy as np
import safetensors.numpy

from tinkernet.experiments.result import RunResult
from tinkernet.nn.state import Array
from tinkernet.nn.views import History


@dataclass(frozen=True, slots=True)
class Details:
    """The losses along the epochs, and the parameters at the end."""

    history: History
    parameters: Array


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
