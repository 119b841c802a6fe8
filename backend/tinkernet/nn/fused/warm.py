"""Compiling the kernels, or loading them from the cache on disk, before anybody waits for them.

`python -m tinkernet.nn.fused.warm` does it in a process of its own.
"""

import contextlib
import subprocess
import sys
from functools import cache

import numpy as np
from llvmlite import binding

from tinkernet.config import Config
from tinkernet.nn.draws import draw_masks, draw_order
from tinkernet.nn.fused.engine import FusedEngine
from tinkernet.nn.network import Architecture
from tinkernet.nn.simd.compiled import CACHE_FOLDER
from tinkernet.nn.simd.compiled import config as compiler
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.state import Split
from tinkernet.nn.until import Until

_COMPLETE = CACHE_FOLDER / f"complete-{compiler.CPU_NAME or binding.get_host_cpu_name()}"
"""Stands on disk once all kernels for this processor do."""


def are_cached() -> bool:
    """Whether `load_kernels` will find everything on disk, so that it takes a fraction of a second."""
    return _COMPLETE.exists()


@cache
def prepare() -> None:
    """Loads the kernels; where they are not on disk yet, a child process compiles them first.

    Where the disk cannot be written, this process compiles them as well.
    """
    if not are_cached():
        subprocess.run([sys.executable, "-m", __name__], check=False)
    load_kernels()


def load_kernels() -> None:
    """Calls every kernel once; later calls, of any config, need no compiler."""
    config = Config(data={"samples": 10})
    split, state = Split.of(config), Snapshot.start(config).state
    engine = FusedEngine(config, Architecture.of(config), split, state, state.copy())
    engine.advance(1)
    engine.record(1, 1, np.empty((1, 4)), Until.never())
    engine.measure()
    engine.gradient()
    forward = engine.forward
    forward.evaluate(split.train)
    forward.pre_activations(split.train.features, 0, 1)
    forward.activations(split.train.features, 0, 1)
    forward.quantised_activations(split.train.features, 1, 0, 1)
    forward.quantised_predictions(split.train.features, 1, 1.0)
    draw_order(1, 0, np.empty(2, np.int32))
    draw_masks(1, 1, 0.5, np.empty((1, 1), np.float32))
    with contextlib.suppress(OSError):
        _COMPLETE.touch()


if __name__ == "__main__":
    load_kernels()
