"""What is known of a session, and how the outside sees it: the session object."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self

from tinkernet.base.validation import quoted
from tinkernet.config import Config, PointSet
from tinkernet.errors import NotFound
from tinkernet.live.workload import Status
from tinkernet.nn.results import Divergence, Metrics, Structure
from tinkernet.nn.trainer import Trainer
from tinkernet.points.given_units import units_body
from tinkernet.points.scale import Scale
from tinkernet.wire.session import OwnedSession, WatchedSession


@dataclass(frozen=True)
class Facts:
    """A trainer's state, taken where it is owned, readable by everybody.

    Each fact has the name that it has in the session object.
    """

    config: Config
    task: str
    classes: int
    label_scale: float
    units: Scale
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
    def unit_names(self) -> frozenset[str]:
        """The names of all units: `layer-unit`, the output units included."""
        sizes = [*(layer.units for layer in self.structure.layers), self.structure.outputs]
        return frozenset(f"{layer}-{unit}" for layer, size in enumerate(sizes, 1) for unit in range(size))

    def is_but_for_points(self, before: "Facts") -> bool:
        """Whether nothing has changed since beside points of one's own, and how well they are learnt."""
        return self._beside_points == before._beside_points

    @property
    def _beside_points(self) -> tuple[object, ...]:
        config = self.config
        is_own = isinstance(config.data, PointSet)
        sections = config.features, config.network, config.training
        rest = self.classes, self.label_scale, self.engine, self.pristine, self.divergence
        return is_own, *sections, *rest

    def check_unit(self, name: str) -> None:
        """Raises `NotFound` unless there is a unit of that name."""
        if name not in self.unit_names:
            raise NotFound(f"there is no unit {quoted(name)}: units are named layer-unit, as 1-0", "unit")


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a session is known. Whoever has the id may steer; who has the watch id may look."""

    id: str
    watch_id: str
    address: str
    created_at: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that a session object is made from."""

    identity: Identity
    status: Status
    speed: float | None
    epochs_per_second: float
    facts: Facts

    def described(self, base_url: str, may_steer: bool) -> WatchedSession | OwnedSession:
        """The session object, with links that start with `base_url`."""
        names, facts = self.identity, self.facts
        shown = {
            **vars(facts),
            "units": units_body(facts.units),
            "watch_id": names.watch_id,
            "watch_url": f"{base_url}/?session={names.watch_id}",
            "status": self.status.value,
            "speed": self.speed,
            "metrics": {**facts.metrics._asdict(), "epochs_per_second": self.epochs_per_second},
        }
        if not may_steer:
            return WatchedSession.model_validate(shown)
        shown |= {"id": names.id, "url": f"{base_url}/?session={names.id}"}
        return OwnedSession.model_validate(shown)
