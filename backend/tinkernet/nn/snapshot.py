"""A snapshot: everything needed to continue a training exactly."""

from dataclasses import dataclass, replace
from typing import Self

from tinkernet.config import Config
from tinkernet.nn.network import initial_parameters
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

    @classmethod
    def start(cls, config: Config) -> Self:
        """Where training of a config starts."""
        return cls(config, TrainingState.starting_at(initial_parameters(config)), pristine=True)

    def copy(self) -> "Snapshot":
        """The same, with a state of its own."""
        return replace(self, state=self.state.copy())
