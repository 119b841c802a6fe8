"""What is true of a trainer between two chunks of training."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self

from tinkernet.base.validation import quoted
from tinkernet.config import Config
from tinkernet.errors import NotFound
from tinkernet.nn.results import Divergence, Metrics, Structure
from tinkernet.nn.trainer import Trainer


@dataclass(frozen=True)
class Facts:
    """A trainer's state, taken where it is owned, readable by everybody.

    Each fact has the name that it has in the session object.
    """

    config: Config
    task: str
    classes: int
    label_scale: float
    epoch: int
    step: int
    engine: str
    pristine: bool
    divergence: Divergence | None
    metrics: Metrics
    structure: Structure

    @classmethod
    def of(cls, trainer: Trainer) -> Self:
        """The facts as they are now."""
        return cls(**{field.name: getattr(trainer, field.name) for field in fields(cls)})

    @cached_property
    def units(self) -> frozenset[str]:
        """The names of all units: `layer-unit`, the output units included."""
        sizes = [*(layer.units for layer in self.structure.layers), self.structure.outputs]
        return frozenset(f"{layer}-{unit}" for layer, size in enumerate(sizes, 1) for unit in range(size))

    def check_unit(self, name: str) -> None:
        """Raises `NotFound` unless there is a unit of that name."""
        if name not in self.units:
            raise NotFound(f"there is no unit {quoted(name)}: units are named layer-unit, as 1-0", "unit")
