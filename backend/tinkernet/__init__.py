"""Tinkernet: a neural-network playground where the network is real."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinkernet.client import Client
    from tinkernet.config import Config
    from tinkernet.local.training import run, sweep
    from tinkernet.nn.trainer import Trainer
    from tinkernet.points.from_python import read_points
    from tinkernet.points.reading.table import Wishes

__all__ = ["Client", "Config", "Trainer", "Wishes", "read_points", "run", "sweep"]

_HOMES = {
    "Client": "tinkernet.client",
    "Config": "tinkernet.config",
    "Trainer": "tinkernet.nn.trainer",
    "Wishes": "tinkernet.points.reading.table",
    "read_points": "tinkernet.points.from_python",
    "run": "tinkernet.local.training",
    "sweep": "tinkernet.local.training",
}


def __dir__() -> list[str]:
    """The public names as well, whether they are imported yet or not."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """Imports public names when they are first used: what needs no torch does not load it."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'tinkernet' has no attribute '{name}'")
