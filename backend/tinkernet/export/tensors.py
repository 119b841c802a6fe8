"""A snapshot as a safetensors file that the stock library loads, and back.

The tensors `layers.0.weight`, `layers.0.bias` and so on have the names of `Trainer.model.state_dict()`. What
the optimizer has gathered stands beside them, flat, in the order of the parameters: `optimizer.exp_avg` and
the like. Metadata: the config as JSON, and the counters.
"""

import json
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from tinkernet.base import strict_json
from tinkernet.config import IN_FULL, Config
from tinkernet.errors import InvalidRequest
from tinkernet.nn import before
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.network import Architecture
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import RUNAWAY, Array, TrainingState
from tinkernet.points.given_units import units_body
from tinkernet.points.scale import IDENTITY

COUNTERS = ("epoch", "position", "step", "updates")
LARGEST_COUNTER = 2**53


def to_safetensors(snapshot: Snapshot) -> bytes:
    """The bytes of the file."""
    config, state = snapshot.config, snapshot.state
    architecture = Architecture.of(config)
    tensors = {name: state.flat[place].reshape(shape) for name, place, shape in _places(architecture)}
    if state.updates:
        for name, array in zip(OPTIMIZERS[config.training.optimizer].state, state.optimizer, strict=False):
            tensors[f"optimizer.{name}"] = array[: architecture.parameters]
    metadata = {
        "format": "pt",
        "config": config.model_dump_json(context=IN_FULL),
        "pristine": json.dumps(snapshot.pristine),
        **{name: str(getattr(state, name)) for name in COUNTERS},
    }
    if config.data.units != IDENTITY:
        metadata["units"] = json.dumps(units_body(config.data.units))
    return safetensors.numpy.save(tensors, metadata)


def from_safetensors(data: bytes) -> Snapshot:
    """The snapshot of a file; the counters and the optimizer's arrays may be missing.

    Raises:
        InvalidRequest: the bytes are no such file, or the tensors are not those of the config.
        InvalidConfig: the config in it is not valid.
    """
    try:
        tensors = safetensors.numpy.load(data)
        size = int.from_bytes(data[:8], "little")
        metadata = json.loads(data[8 : 8 + size]).get("__metadata__", {})
    except (safetensors.SafetensorError, ValueError, KeyError, TypeError):
        raise InvalidRequest("the body is no safetensors file, or has tensors of an unknown type") from None
    if "config" not in metadata:
        raise InvalidRequest("the safetensors file has no config in its metadata")
    config = before.read(strict_json.parse(metadata["config"]))
    state = _state(config, tensors)
    for name in COUNTERS:
        setattr(state, name, _counter(metadata, name))
    if state.position >= config.data.training_count:
        raise InvalidRequest("position must be less than the number of training points", "position")
    return Snapshot(config, state, pristine=metadata.get("pristine") == "true")


def _places(architecture: Architecture) -> list[tuple[str, slice, tuple[int, ...]]]:
    """Name, place in the flat array, and shape of every tensor."""
    places: list[tuple[str, slice, tuple[int, ...]]] = []
    for number, layer in enumerate(architecture.layers):
        places.append((f"layers.{number}.weight", layer.weight, (layer.units, layer.inputs)))
        places.append((f"layers.{number}.bias", layer.bias, (layer.units,)))
    return places


def _state(config: Config, tensors: dict[str, NDArray[Any]]) -> TrainingState:
    architecture = Architecture.of(config)
    state = TrainingState.starting_at(architecture.zeros())
    for name, place, shape in _places(architecture):
        state.flat[place] = _checked(tensors, name, shape).ravel()
    count = architecture.parameters
    names = OPTIMIZERS[config.training.optimizer].state
    for name, array in zip(names, state.optimizer, strict=False):
        if f"optimizer.{name}" in tensors:
            array[:count] = _checked(tensors, f"optimizer.{name}", (count,), limit=np.inf)
    return state


def _checked(
    tensors: dict[str, NDArray[Any]], name: str, shape: tuple[int, ...], limit: float = RUNAWAY
) -> Array:
    tensor = tensors.get(name)
    if tensor is None or tensor.shape != shape:
        expected = " × ".join(map(str, shape))
        raise InvalidRequest(f"the safetensors file must hold {name} with {expected} numbers", name)
    if tensor.dtype.kind != "f" or not np.all(np.isfinite(tensor) & (np.abs(tensor) <= limit)):
        raise InvalidRequest(f"{name} must hold numbers between -1000000 and 1000000", name)
    return tensor.astype(np.float32)


def _counter(metadata: dict[str, str], name: str) -> int:
    text = metadata.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) <= 16 and int(text) <= LARGEST_COUNTER):
        raise InvalidRequest(f"{name} must be a whole number from 0 to {LARGEST_COUNTER}", name)
    return int(text)
