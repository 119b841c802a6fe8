"""A trainer from what was taken home: a config, safetensors, or points."""

from collections.abc import Callable

from tinkernet.config import Config
from tinkernet.nn import checkpoint
from tinkernet.nn.record import Record
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.trainer import Trainer


def resumed(source: Config | Snapshot, fused_ready: Callable[[], bool]) -> Trainer:
    """A trainer at the start of a config, or where a snapshot was taken: its history begins there."""
    if isinstance(source, Config):
        return Trainer(source, fused_ready=fused_ready)
    trainer = Trainer.load(checkpoint.to_bytes(source, Record(), None), fused_ready=fused_ready)
    trainer.restore(source)
    return trainer
