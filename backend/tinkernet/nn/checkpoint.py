"""A whole trainer as the bytes of a safetensors file: the state, the history, and the kept snapshots.

Tensors: `parameters` (S, …) and `optimizer` of every snapshot one after the other, flat; `history` (n, 2)
float64; of points of one's own `points.DIGEST` (n, 3) float64 and `sides.DIGEST` (n,) uint8. The rest is JSON
in the metadata; a config or a set of points that several snapshots share is written once.
"""

import json
from dataclasses import asdict
from typing import Annotated, Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from tinkernet.config import Config, PointSet
from tinkernet.data import read
from tinkernet.errors import InvalidConfig, InvalidSnapshot
from tinkernet.nn import before
from tinkernet.nn.catalogue.optimizers import MAX_STATE
from tinkernet.nn.network import Architecture
from tinkernet.nn.results import Divergence
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import TrainingState
from tinkernet.nn.timeline import Timeline
from tinkernet.points.given_units import units_body
from tinkernet.points.scale import IDENTITY

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


class _Points(_Described):
    """What there is of points beside their tensors."""

    class_names: list[str]
    train_percent: float
    seed: Count
    units: dict[str, Any] | None = None


class _Description(_Described):
    """The metadata: the present snapshot comes first, then the kept ones; points by their digest."""

    configs: list[dict[str, Any]]
    points: dict[str, _Points] = Field(default_factory=dict)
    snapshots: Annotated[list[_Entry], Field(min_length=1)]
    history: _Thinned
    kept: _Thinned
    divergence: Divergence | None


def to_bytes(snapshot: Snapshot, timeline: Timeline, divergence: Divergence | None) -> bytes:
    snapshots = [snapshot, *timeline.snapshots.values()]
    configs = list(dict.fromkeys(entry.config for entry in snapshots))
    places = {config: place for place, config in enumerate(configs)}
    sets = {data.digest: data for data in (config.data for config in configs) if isinstance(data, PointSet)}
    metadata = {
        "configs": [config.model_dump(mode="json") for config in configs],
        "points": {digest: _points_described(points) for digest, points in sets.items()},
        "snapshots": [_described(entry, places[entry.config]) for entry in snapshots],
        "history": {"epochs": list(timeline.losses), "stride": timeline.losses.stride},
        "kept": {"epochs": list(timeline.snapshots), "stride": timeline.snapshots.stride},
        "divergence": None if divergence is None else asdict(divergence),
    }
    tensors = {
        "parameters": np.concatenate([entry.state.flat for entry in snapshots]),
        "optimizer": np.concatenate([entry.state.optimizer.ravel() for entry in snapshots]),
        "history": np.array(list(timeline.losses.values()), np.float64).reshape(-1, 2),
        **{f"points.{digest}": points.values for digest, points in sets.items()},
        **{f"sides.{digest}": points.sides.astype(np.uint8) for digest, points in sets.items()},
    }
    return safetensors.numpy.save(tensors, {"trainer": json.dumps(metadata)})


def _points_described(points: PointSet) -> dict[str, Any]:
    return {
        "class_names": list(points.class_names),
        "train_percent": float(points.train_percent),
        "seed": points.seed,
        **({} if points.units == IDENTITY else {"units": units_body(points.units)}),
    }


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
    configs = _configs(description, tensors)
    flats, optimizers = tensors["parameters"], tensors["optimizer"]
    sizes = [Architecture.of(configs[entry.config]).padded for entry in description.snapshots]
    for tensor, length in ((flats, sum(sizes)), (optimizers, MAX_STATE * sum(sizes))):
        if tensor.dtype != np.float32 or tensor.shape != (length,) or not np.isfinite(tensor).all():
            raise ValueError("a tensor does not fit its description")
    snapshots, start = [], 0
    for entry, size in zip(description.snapshots, sizes, strict=True):
        config = configs[entry.config]
        if entry.counters[1] >= config.data.training_count:
            raise ValueError("a position lies beyond the training points")
        end = start + size
        optimizer = optimizers[MAX_STATE * start : MAX_STATE * end].reshape(MAX_STATE, size)
        state = TrainingState(flats[start:end].copy(), optimizer.copy(), *entry.counters)
        snapshots.append(Snapshot(config, state, entry.pristine))
        start = end
    return snapshots


def _configs(description: _Description, tensors: dict[str, NDArray[Any]]) -> list[Config]:
    """Raises `ValueError` where points are not those that a config names."""
    sets = {digest: _points(digest, rest, tensors) for digest, rest in description.points.items()}
    return [
        before.read({**config, "data": _resolved(config.get("data"), sets)}) for config in description.configs
    ]


def _resolved(data: object, sets: dict[str, PointSet]) -> object:
    """The section `data` with the points whose digest it names."""
    return sets[data["digest"]] if isinstance(data, dict) and "digest" in data else data


def _points(digest: str, rest: _Points, tensors: dict[str, NDArray[Any]]) -> PointSet:
    rows, sides = tensors[f"points.{digest}"], tensors[f"sides.{digest}"]
    names = ["train" if side else "test" for side in sides.tolist()]
    found = read(
        {"source": "points", "points": rows.tolist(), "sides": names, **rest.model_dump(exclude_none=True)}
    )
    if not isinstance(found, PointSet) or found.digest != digest:
        raise ValueError("points are not those of their digest")
    return found
