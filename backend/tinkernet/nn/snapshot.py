"""A snapshot: everything needed to continue a training exactly."""

from dataclasses import dataclass

from tinkernet.config import Config
from tinkernet.nn.state import TrainingState


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A config and a training state of its own.

    The random state is its counters: every draw is a function of them.
    """

    config: Config
    state: TrainingState
    pristine: bool
    """Whether nothing but training happened since epoch 0."""
