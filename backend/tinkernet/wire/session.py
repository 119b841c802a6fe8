"""A session as the outside sees it: the session object of REST and of the stream's `state`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from tinkernet.config import ActivationName, Config, FeatureName, Task
from tinkernet.points.reading.report import Report
from tinkernet.wire.units import Units

SessionStatus = Literal["paused", "playing", "diverged"]
EXAMPLE_CONFIG = {"data": {"dataset": "xor"}, "network": {"hidden": [8, 8]}}


class NewSession(BaseModel):
    """What a session starts with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    config: Config = Field(
        default_factory=Config, description="every field is optional", examples=[EXAMPLE_CONFIG]
    )


class _Object(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class MetricsObject(_Object):
    """How well the network does. Losses never include the penalty; the accuracy of a regression is null."""

    train_loss: float | None = Field(description="null where it is not finite, in the middle of a divergence")
    test_loss: float | None
    train_accuracy: float | None = Field(description="share of right answers; null for a regression")
    test_accuracy: float | None
    learning_rate: float = Field(description="of the present epoch, as the schedule has it")
    epochs_per_second: float = Field(description="measured; 0 while training stands still")


class LayerObject(_Object):
    """A hidden layer."""

    units: int
    activation: ActivationName


class StructureObject(_Object):
    """The network's shape."""

    features: tuple[FeatureName, ...]
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
    status: SessionStatus
    speed: float | None = Field(description="asked epochs a second; null: as fast as it goes")
    task: Task
    classes: int = Field(description="0 for a regression")
    label_scale: float = Field(description="by what maps of a regression are divided; 1 for classes")
    units: Units = Field(description="those of points and predictions; maps and losses are of the square")
    config: Config
    epoch: int = Field(description="epochs begun and ended since the start")
    step: int = Field(description="updates since the start")
    engine: Literal["fused", "autograd"] = Field(description="what performs the steps now")
    pristine: bool = Field(description="whether nothing but training changed the parameters since epoch 0")
    divergence: DivergenceObject | None = Field(description="null unless training has diverged")
    metrics: MetricsObject
    structure: StructureObject


class OwnedSession(WatchedSession):
    """A session as whoever may steer it sees it."""

    id: str = Field(description="who has it may steer")
    url: str = Field(description="the page with this session")


class ImportedSession(OwnedSession):
    """A session that was made from a file."""

    report: Report | None = Field(description="how a table was understood; null for other files")


class SessionObject(RootModel[OwnedSession | WatchedSession]):
    """A session; `id` and `url` are for whoever may steer it."""
