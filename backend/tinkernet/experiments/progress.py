"""How far an experiment has come."""

from dataclasses import dataclass

from tinkernet.experiments.schema import Counts, SavedExperiment
from tinkernet.experiments.store import RUNNING
from tinkernet.experiments.stored import read
from tinkernet.experiments.sweep import Experiment


@dataclass(frozen=True, slots=True)
class Progress:
    """An experiment and how far it has come."""

    saved: SavedExperiment
    experiment: Experiment
    waiting: str | None = None
    """Why nothing is trained at present; None: nothing stands in the way."""

    @classmethod
    def of(cls, saved: SavedExperiment) -> "Progress":
        """What is known of a saved experiment."""
        return cls(saved, read(saved.body))

    @property
    def counts(self) -> Counts:
        """How many runs are done, and how they ended."""
        return self.saved.counts

    @property
    def is_over(self) -> bool:
        """Whether nothing changes any more."""
        return self.saved.status != RUNNING

    def differs_from(self, other: "Progress") -> bool:
        """Whether anything that can change has."""
        return self._changing != other._changing

    @property
    def _changing(self) -> tuple[object, ...]:
        return self.saved.status, self.counts, self.waiting
