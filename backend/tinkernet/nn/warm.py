"""Compiling the kernels, or loading them from the cache on disk.

`python -m tinkernet.nn.warm` does it in a process of its own.
"""

import numpy as np

from tinkernet.config import Config
from tinkernet.nn.draws import draw_masks
from tinkernet.nn.fused import FusedEngine
from tinkernet.nn.network import Architecture, initial_parameters
from tinkernet.nn.state import Samples, TrainingState


def load_kernels() -> None:
    """Calls every kernel once; later calls, of any config, need no compiler."""
    config = Config()
    architecture = Architecture.of(config)
    samples = Samples.of(config, np.array([[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]))
    engine = FusedEngine(config, architecture, samples, TrainingState.starting_at(initial_parameters(config)))
    engine.advance(1)
    engine.gradient()
    engine.evaluate(samples)
    engine.activations(samples.features, 0, 1)
    draw_masks(1, 1, 0.5, np.empty((1, 1), np.float32))


if __name__ == "__main__":
    load_kernels()
