"""Compiling the kernels, or loading them from the cache on disk.

`python -m tinkernet.nn.fused.warm` does it in a process of its own.
"""

import contextlib

import numpy as np
from llvmlite import binding

from tinkernet.config import Config
from tinkernet.nn.draws import draw_masks, draw_order
from tinkernet.nn.fused.engine import FusedEngine
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.simd.compiled import CACHE_FOLDER
from tinkernet.nn.simd.compiled import config as compiler
from tinkernet.nn.state import Samples, TrainingState

_COMPLETE = CACHE_FOLDER / f"complete-{compiler.CPU_NAME or binding.get_host_cpu_name()}"
"""Stands on disk once all kernels for this processor do."""


def are_cached() -> bool:
    """Whether `load_kernels` will find everything on disk, so that it takes a fraction of a second."""
    return _COMPLETE.exists()


def load_kernels() -> None:
    """Calls every kernel once; later calls, of any config, need no compiler."""
    config = Config()
    architecture = Architecture.of(config)
    samples = Samples.of(config, np.array([[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]))
    state = TrainingState.starting_at(initial_parameters(config))
    engine = FusedEngine(config, architecture, samples, state)
    engine.advance(1)
    engine.advance_recorded(1, 1, samples, np.empty((1, 2)), state.copy())
    engine.gradient()
    engine.evaluate(samples)
    engine.activations(samples.features, 0, 1)
    engine.quantised_activations(samples.features, 1, 0, 1)
    engine.quantised_predictions(samples.features, 1, 1.0)
    draw_order(1, 0, np.empty(2, np.int32))
    draw_masks(1, 1, 0.5, np.empty((1, 1), np.float32))
    with contextlib.suppress(OSError):
        _COMPLETE.touch()


if __name__ == "__main__":
    load_kernels()
