"""A whole trainer as the bytes of a safetensors file: the state, the history, and the kept snapshots.

Tensors: `parameters` (S, …) and `optimizer` of every snapshot one after the other, flat; `history` (n, 2)
float64. The rest is JSON in the metadata; a config that several snapshots share is written once.
"""

import json
from dataclasses import asdict
from typing import Annotated, Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig, InvalidSnapshot
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.optimizers import MAX_STATE
from tinkernet.nn.network import Architecture
from tinkernet.nn.results import Divergence
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import TrainingState
from tinkernet.nn.timeline import Timeline

Count = Annotated[int, Field(ge=0, le=2**53)]


class _Described(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Entry(_Described):
    """A snapshot: the number of its config, and epoch, position, step and updates."""

    config: Count
    pristine: bool
    counters: tuple[Count, Count, Count, Count]


class _Thinned(_Described):
    """Epochs; the stride, for whoever reads the file, follows from the epoch of the present snapshot."""

    epochs: list[Count]
    stride: Annotated[int, Field(ge=1, le=2**53)]


class _Description(_Described):
    """The metadata: the present snapshot comes first, then the kept ones."""

    configs: list[dict[str, Any]]
    snapshots: Annotated[list[_Entry], Field(min_length=1)]
    history: _Thinned
    kept: _Thinned
    divergence: Divergence | None


def to_bytes(snapshot: Snapshot, timeline: Timeline, divergence: Divergence | None) -> bytes:
    snapshots = [snapshot, *timeline.snapshots.values()]
    configs = list(dict.fromkeys(entry.config for entry in snapshots))
    places = {config: place for place, config in enumerate(configs)}
    metadata = {
        "configs": [config.model_dump(mode="json") for config in configs],
        "snapshots": [_described(entry, places[entry.config]) for entry in snapshots],
        "history": {"epochs": list(timeline.losses), "stride": timeline.losses.stride},
        "kept": {"epochs": list(timeline.snapshots), "stride": timeline.snapshots.stride},
        "divergence": None if divergence is None else asdict(divergence),
    }
    tensors = {
        "parameters": np.concatenate([entry.state.flat for entry in snapshots]),
        "optimizer": np.concatenate([entry.state.optimizer.ravel() for entry in snapshots]),
        "history": np.array(list(timeline.losses.values()), np.float64).reshape(-1, 2),
    }
    return safetensors.numpy.save(tensors, {"trainer": json.dumps(metadata)})


def _described(snapshot: Snapshot, config: int) -> dict[str, Any]:
    state = snapshot.state
    return {
        "config": config,
        "pristine": snapshot.pristine,
        "counters": [state.epoch, state.position, state.step, state.updates],
    }


def from_bytes(data: bytes) -> tuple[Snapshot, Timeline, Divergence | None]:
    """Snapshot, timeline and divergence from the bytes of `to_bytes`.

    Raises:
        InvalidSnapshot: the bytes are no saved trainer.
    """
    timeline = Timeline()
    try:
        tensors = safetensors.numpy.load(data)
        size = int.from_bytes(data[:8], "little")
        text = json.loads(data[8 : 8 + size])["__metadata__"]["trainer"]
        description = _Description.model_validate_json(text)
        present, *kept = _snapshots(description, tensors)
        for epoch, entry in zip(description.kept.epochs, kept, strict=True):
            timeline.snapshots.add(epoch, entry)
        losses = tensors["history"].reshape(-1, 2).tolist()
        for epoch, (train, test) in zip(description.history.epochs, losses, strict=True):
            timeline.losses.add(epoch, (train, test))
    except (safetensors.SafetensorError, InvalidConfig, KeyError, IndexError, ValueError, TypeError):
        raise InvalidSnapshot("the bytes are no saved training") from None
    timeline.cut(present.state.epoch)
    return present, timeline, description.divergence


def _snapshots(description: _Description, tensors: dict[str, NDArray[Any]]) -> list[Snapshot]:
    """Raises `ValueError` where tensors and description do not fit: the kernels check no bounds."""
    configs = [Config.parse(config) for config in description.configs]
    flats, optimizers = tensors["parameters"], tensors["optimizer"]
    sizes = [Architecture.of(configs[entry.config]).padded for entry in description.snapshots]
    for tensor, length in ((flats, sum(sizes)), (optimizers, MAX_STATE * sum(sizes))):
        if tensor.dtype != np.float32 or tensor.shape != (length,) or not np.isfinite(tensor).all():
            raise ValueError("a tensor does not fit its description")
    snapshots, start = [], 0
    for entry, size in zip(description.snapshots, sizes, strict=True):
        config = configs[entry.config]
        if entry.counters[1] >= _training_points(config):
            raise ValueError("a position lies beyond the training points")
        end = start + size
        optimizer = optimizers[MAX_STATE * start : MAX_STATE * end].reshape(MAX_STATE, size)
        state = TrainingState(flats[start:end].copy(), optimizer.copy(), *entry.counters)
        snapshots.append(Snapshot(config, state, entry.pristine))
        start = end
    return snapshots


def _training_points(config: Config) -> int:
    train, _ = datasets.split(np.empty((config.data.resolved_samples, 3)), config.data.train_percent)
    return len(train)
