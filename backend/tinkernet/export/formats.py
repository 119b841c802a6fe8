"""Every format in one table: what a snapshot can be taken home as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tinkernet.config import IN_FULL, PointSet
from tinkernet.export.notebook import notebook
from tinkernet.export.onnx_graph import to_onnx
from tinkernet.export.script import script
from tinkernet.export.table import to_csv
from tinkernet.export.tensors import to_safetensors
from tinkernet.nn.snapshot import Snapshot

FormatName = Literal["pytorch", "notebook", "safetensors", "onnx", "config", "csv"]


@dataclass(frozen=True, slots=True)
class Format:
    """How the content is made, and how a file of it is called."""

    content: Callable[[Snapshot], bytes]
    suffix: str
    media_type: str

    def file_name(self, snapshot: Snapshot) -> str:
        """`tinkernet-circle-120.py` for epoch 120."""
        return f"tinkernet-{snapshot.config.data.dataset}-{snapshot.state.epoch}.{self.suffix}"


def to_config(snapshot: Snapshot) -> bytes:
    """The config, JSON, with every field; in one line where it holds points, of which there may be many."""
    config = snapshot.config
    indent = None if isinstance(config.data, PointSet) else 2
    return f"{config.model_dump_json(indent=indent, context=IN_FULL)}\n".encode()


FORMATS: Mapping[FormatName, Format] = {
    "pytorch": Format(script, "py", "text/x-python"),
    "notebook": Format(notebook, "ipynb", "application/x-ipynb+json"),
    "safetensors": Format(to_safetensors, "safetensors", "application/octet-stream"),
    "onnx": Format(to_onnx, "onnx", "application/octet-stream"),
    "config": Format(to_config, "json", "application/json"),
    "csv": Format(to_csv, "csv", "text/csv"),
}
