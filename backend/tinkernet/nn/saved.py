"""A whole trainer as the bytes of a safetensors file: the state, the history, and the kept snapshots.

Tensors: `parameters` (S, …) and `optimizer` of every snapshot one after the other, flat; `history` (n, 2)
float64. The rest is JSON in the metadata; a config that several snapshots share is written once.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from tinkernet.config import Config
from tinkernet.errors import InvalidConfig, InvalidSnapshot
from tinkernet.nn.network import Architecture
from tinkernet.nn.optimizers import MAX_STATE
from tinkernet.nn.record import Record
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import TrainingState
from tinkernet.nn.views import Divergence


@dataclass(frozen=True, slots=True)
class Parts:
    """What `from_bytes` reads back."""

    snapshot: Snapshot
    record: Record
    divergence: Divergence | None


def to_bytes(snapshot: Snapshot, record: Record, divergence: Divergence | None) -> bytes:
    snapshots = [snapshot, *record.snapshots.values()]
    configs = list(dict.fromkeys(entry.config for entry in snapshots))
    places = {config: place for place, config in enumerate(configs)}
    metadata = {
        "configs": [config.model_dump(mode="json") for config in configs],
        "snapshots": [_described(entry, places[entry.config]) for entry in snapshots],
        "history": {"epochs": list(record.losses), "stride": record.losses.stride},
        "kept": {"epochs": list(record.snapshots), "stride": record.snapshots.stride},
        "divergence": None if divergence is None else asdict(divergence),
    }
    tensors = {
        "parameters": np.concatenate([entry.state.flat for entry in snapshots]),
        "optimizer": np.concatenate([entry.state.optimizer.ravel() for entry in snapshots]),
        "history": np.array(list(record.losses.values()), np.float64).reshape(-1, 2),
    }
    return safetensors.numpy.save(tensors, {"trainer": json.dumps(metadata)})


def _described(snapshot: Snapshot, config: int) -> dict[str, Any]:
    state = snapshot.state
    return {
        "config": config,
        "pristine": snapshot.pristine,
        "counters": [state.epoch, state.position, state.step, state.updates],
    }


def from_bytes(data: bytes) -> Parts:
    """The parts of a trainer from the bytes of `to_bytes`.

    Raises:
        InvalidSnapshot: the bytes are no saved trainer.
    """
    record = Record()
    try:
        tensors = safetensors.numpy.load(data)
        size = int.from_bytes(data[:8], "little")
        metadata = json.loads(json.loads(data[8 : 8 + size])["__metadata__"]["trainer"])
        snapshots = _snapshots(metadata, tensors)
        for epoch, entry in zip(metadata["kept"]["epochs"], snapshots[1:], strict=True):
            record.snapshots.add(epoch, entry)
        for epoch, losses in zip(metadata["history"]["epochs"], tensors["history"], strict=True):
            record.losses.add(epoch, (float(losses[0]), float(losses[1])))
        record.losses.stride = metadata["history"]["stride"]
        record.snapshots.stride = metadata["kept"]["stride"]
        divergence = None if metadata["divergence"] is None else Divergence(**metadata["divergence"])
    except (safetensors.SafetensorError, InvalidConfig, KeyError, IndexError, ValueError, TypeError):
        raise InvalidSnapshot("the bytes are no saved training") from None
    return Parts(snapshots[0], record, divergence)


def _snapshots(metadata: dict[str, Any], tensors: dict[str, NDArray[np.float32]]) -> list[Snapshot]:
    configs = [Config.parse(config) for config in metadata["configs"]]
    snapshots, start = [], 0
    for entry in metadata["snapshots"]:
        config = configs[entry["config"]]
        size = Architecture.of(config).padded
        flat = tensors["parameters"][start : start + size].copy()
        optimizer = (
            tensors["optimizer"][MAX_STATE * start : MAX_STATE * (start + size)]
            .reshape(MAX_STATE, size)
            .copy()
        )
        snapshots.append(
            Snapshot(config, TrainingState(flat, optimizer, *entry["counters"]), entry["pristine"])
        )
        start += size
    return snapshots
