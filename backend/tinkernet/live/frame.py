"""Frames: one self-contained picture of a session, as a safetensors file.

A frame is built once for all who look at the same thing in the same way: a `FrameSpec`.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, TensorSpec, serialize
from safetensors.numpy import load

from tinkernet.errors import InvalidRequest
from tinkernet.live.description import Facts
from tinkernet.live.workload import Status
from tinkernet.nn.maps import Pictures
from tinkernet.nn.trainer import Trainer
from tinkernet.wire.session import MetricsObject

DEFLATE_LEVEL = 4
"""From here on frames of the default network average less than 6 kB; more costs time and wins little."""
DIFFERENCES_LEVEL = 1
"""Differences are so small that the quickest level gets below that with every frame."""
MAPS = ("boundary", "neurons", "unit")
METRICS = tuple(MetricsObject.model_fields)
"""What stands in `metrics`, in this order; the last is the speed, which the trainer does not know."""
Tensor = NDArray[Any]
TYPES = {np.dtype(name): name for name in ("int8", "uint8", "float32", "float64")}


@dataclass(frozen=True, slots=True)
class FrameSpec:
    """What a frame shows, and how its bytes are packed: see `encoded`."""

    resolution: int = 100
    unit: str | None = None
    gradients: bool = False
    encoding: str = "none"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a frame was taken: the header of all frames of one round."""

    sequence: int
    status: Status
    facts: Facts
    epochs_per_second: float

    def header(self, unit: str | None) -> dict[str, str]:
        """The metadata of a frame, strings all of them; with the name of the unit, where one is shown."""
        return {
            "sequence": str(self.sequence),
            "epoch": str(self.facts.epoch),
            "step": str(self.facts.step),
            "status": self.status.value,
            **({} if unit is None else {"unit": unit}),
        }


def frames(trainer: Trainer, specs: Iterable[FrameSpec], moment: Moment) -> dict[FrameSpec, bytes]:
    """One frame for each spec; pictures and gradients that several share are computed once."""
    pictures: dict[tuple[int, str | None], Pictures] = {}
    gradients: NDArray[np.float32] | None = None
    built: dict[FrameSpec, bytes] = {}
    for spec in specs:
        unit = spec.unit if spec.unit is not None and spec.unit in moment.facts.unit_names else None
        if (spec.resolution, unit) not in pictures:
            pictures[spec.resolution, unit] = trainer.pictures(spec.resolution, unit)
        seen = tensors(pictures[spec.resolution, unit], trainer.parameters, moment)
        if spec.gradients:
            gradients = trainer.gradients() if gradients is None else gradients
            seen["gradients"] = gradients
        built[spec] = encoded(seen, moment.header(unit), spec.encoding)
    return built


def encoded(seen: dict[str, Tensor], header: dict[str, str], encoding: str) -> bytes:
    """The bytes of a frame; encodings are `none`, `deflate`, and `differences`, which are deflated too."""
    if encoding == "differences":
        small = {name: differences(tensor) if name in MAPS else tensor for name, tensor in seen.items()}
        return zlib.compress(saved(small, {**header, "maps": "differences"}), DIFFERENCES_LEVEL)
    content = saved(seen, header)
    return zlib.compress(content, DEFLATE_LEVEL) if encoding == "deflate" else content


def saved(seen: dict[str, Tensor], header: dict[str, str]) -> bytes:
    """`safetensors.numpy.save`, which asks numpy at length for what stands in `TYPES`."""
    specifications = {
        name: TensorSpec(
            dtype=TYPES[tensor.dtype],
            shape=tensor.shape,
            data_ptr=tensor.__array_interface__["data"][0],
            data_len=tensor.nbytes,
        )
        for name, tensor in seen.items()
    }
    return serialize(specifications, metadata=header)


def differences(maps: Tensor) -> Tensor:
    """Each cell less the one to its left, and each row of that less the one above, modulo 256.

    What stands at the left and upper edges is compared with 0. Smooth maps become small numbers, which take
    few bytes. `maps` are int8 or uint8 (..., rows, columns).
    """
    along_rows = np.diff(maps.view(np.uint8), axis=-1, prepend=np.uint8(0))
    return np.diff(along_rows, axis=-2, prepend=np.uint8(0)).view(maps.dtype)


def summed(maps: Tensor) -> Tensor:
    """The maps of which these are the `differences`."""
    rows = maps.view(np.uint8).cumsum(axis=-2, dtype=np.uint8)
    return rows.cumsum(axis=-1, dtype=np.uint8).view(maps.dtype)


def tensors(pictures: Pictures, parameters: NDArray[np.float32], moment: Moment) -> dict[str, Tensor]:
    """The tensors of a frame by name, gradients aside."""
    seen: dict[str, Tensor] = {
        "boundary": pictures.boundary,
        "neurons": pictures.neurons,
        "neuron_scale": pictures.neuron_scale,
        "parameters": parameters,
        "metrics": metrics(moment),
    }
    if pictures.unit is not None:
        seen["unit"] = pictures.unit
    return seen


def metrics(moment: Moment) -> NDArray[np.float64]:
    """The numbers of `METRICS`; nan where the session object has null."""
    known = moment.facts.metrics
    found = [getattr(known, name) for name in METRICS[:-1]]
    return np.array([*found, moment.epochs_per_second], dtype=np.float64)


def decode(content: bytes) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors and metadata of a frame, packed or not.

    Raises:
        InvalidRequest: the bytes are no frame.
    """
    try:
        plain = content if is_plain(content) else zlib.decompress(content)
        length = int.from_bytes(plain[:8], "little")
        metadata = json.loads(plain[8 : 8 + length])["__metadata__"]
        found = load(plain)
    except (SafetensorError, zlib.error, ValueError, KeyError) as error:
        raise InvalidRequest("the bytes are no frame") from error
    if metadata.pop("maps", None) == "differences":
        found |= {name: summed(found[name]) for name in MAPS if name in found}
    return found, metadata


def is_plain(content: bytes) -> bool:
    """Whether a frame is a bare safetensors file: a header length below 2³², then JSON."""
    return content[4:9] == b"\0\0\0\0{"
