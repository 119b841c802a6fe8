"""What is known of a session, and how the outside sees it: the session object of REST and of the stream."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from tinkernet.base.validation import quoted
from tinkernet.config import Config
from tinkernet.errors import NotFound
from tinkernet.live.workload import Shown
from tinkernet.nn.results import Divergence, Metrics, Structure
from tinkernet.nn.trainer import Trainer


@dataclass(frozen=True)
class Facts:
    """A trainer's state, taken where it is owned, readable by everybody."""

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
        return cls(
            config=trainer.config,
            task=trainer.task,
            classes=trainer.classes,
            label_scale=trainer.label_scale,
            epoch=trainer.epoch,
            step=trainer.step,
            engine=trainer.engine,
            pristine=trainer.pristine,
            divergence=trainer.divergence,
            metrics=trainer.metrics,
            structure=trainer.structure,
        )

    @cached_property
    def units(self) -> frozenset[str]:
        """The names of all units: `layer-unit`, the output units included."""
        sizes = [*(layer.units for layer in self.structure.layers), self.structure.outputs]
        return frozenset(f"{layer}-{unit}" for layer, size in enumerate(sizes, 1) for unit in range(size))

    def check_unit(self, name: str) -> None:
        """Raises `NotFound` unless there is a unit of that name."""
        if name not in self.units:
            raise NotFound(f"there is no unit {quoted(name)}: units are named layer-unit, as 1-0", "unit")


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a session is known. Whoever has the id may steer; who has the watch id may look."""

    id: str
    watch_id: str
    address: str
    created_at: float


class _Object(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class MetricsObject(_Object):
    """How well the network does. Losses never include the penalty; the accuracy of a regression is null."""

    train_loss: float
    test_loss: float
    train_accuracy: float | None = Field(description="share of right answers; null for a regression")
    test_accuracy: float | None
    learning_rate: float = Field(description="of the present epoch, as the schedule has it")
    epochs_per_second: float = Field(description="measured; 0 while training stands still")


class LayerObject(_Object):
    """A hidden layer."""

    units: int
    activation: str


class StructureObject(_Object):
    """The network's shape."""

    features: tuple[str, ...]
    layers: tuple[LayerObject, ...] = Field(description="the hidden ones")
    outputs: int = Field(description="output units: one, or one per class")
    parameters: int = Field(description="how many")


class DivergenceObject(_Object):
    """When and why training diverged."""

    epoch: int = Field(description="the epoch in which it did")
    reason: str = Field(description="what ran away", examples=["the training loss has run away"])


class WatchedSession(_Object):
    """A session as a watcher sees it."""

    watch_id: str = Field(description="who has it may look")
    watch_url: str = Field(description="the page for those who look")
    status: Shown
    speed: float | None = Field(description="asked epochs a second; null: as fast as it goes")
    task: str = Field(description="classification or regression")
    classes: int = Field(description="0 for a regression")
    label_scale: float = Field(description="by what maps of a regression are divided; 1 for classes")
    config: Config
    epoch: int = Field(description="epochs begun and ended since the start")
    step: int = Field(description="updates since the start")
    engine: str = Field(description="what performs the steps now: fused or autograd")
    pristine: bool = Field(description="whether nothing but training changed the parameters since epoch 0")
    divergence: DivergenceObject | None = Field(description="null unless training has diverged")
    metrics: MetricsObject
    structure: StructureObject


class OwnedSession(WatchedSession):
    """A session as whoever may steer it sees it."""

    id: str = Field(description="who has it may steer")
    url: str = Field(description="the page with this session")


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that a session object is made from."""

    identity: Identity
    status: Shown
    speed: float | None
    epochs_per_second: float
    facts: Facts

    def described(self, base_url: str, may_steer: bool) -> WatchedSession | OwnedSession:
        """The session object, with links that start with `base_url`."""
        facts, names = self.facts, self.identity
        shown = WatchedSession(
            watch_id=names.watch_id,
            watch_url=f"{base_url}/?session={names.watch_id}",
            status=self.status,
            speed=self.speed,
            task=facts.task,
            classes=facts.classes,
            label_scale=facts.label_scale,
            config=facts.config,
            epoch=facts.epoch,
            step=facts.step,
            engine=facts.engine,
            pristine=facts.pristine,
            divergence=DivergenceObject.model_validate(facts.divergence) if facts.divergence else None,
            metrics=MetricsObject(
                train_loss=facts.metrics.train_loss,
                test_loss=facts.metrics.test_loss,
                train_accuracy=facts.metrics.train_accuracy,
                test_accuracy=facts.metrics.test_accuracy,
                learning_rate=facts.metrics.learning_rate,
                epochs_per_second=self.epochs_per_second,
            ),
            structure=StructureObject.model_validate(facts.structure),
        )
        if not may_steer:
            return shown
        return OwnedSession(**dict(shown), id=names.id, url=f"{base_url}/?session={names.id}")
