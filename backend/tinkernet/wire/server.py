"""What a server offers, and how it is."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from tinkernet.config import (
    ActivationName,
    Config,
    DatasetName,
    EngineName,
    FeatureName,
    InitializerName,
    LossName,
    OptimizerName,
    RegularizerName,
    ScheduleName,
    Task,
)

Problem = Literal["two_classes", "k_classes", "regression"]


class Health(BaseModel):
    """Alive."""

    status: Literal["ok"]
    version: str
    sessions: int
    kernels: Literal["ready", "compiling"]


class DatasetPoints(BaseModel):
    """A data set's points: rows of x1, x2, label."""

    task: Task
    classes: int
    points: list[tuple[float, float, float]]


class FeatureMap(BaseModel):
    """A feature over the square, scaled to [-1, 1]. Row 0 is the largest x2."""

    values: list[list[float]]


class DatasetOption(BaseModel):
    """A data set, as it is unless told otherwise."""

    name: DatasetName
    task: Task
    classes: int = Field(description="0 for a regression")
    samples: int


class FeatureOption(BaseModel):
    """An input of the network."""

    name: FeatureName


class LossOption(BaseModel):
    """A loss."""

    name: LossName
    tasks: list[Problem] = Field(description="that it is for")
    parameters: list[str] = Field(description="fields of the config that it uses")


class OptimizerOption(BaseModel):
    """An optimizer."""

    name: OptimizerName
    parameters: list[str] = Field(description="fields of the config that it uses")


class ScheduleOption(BaseModel):
    """A schedule of the learning rate."""

    name: ScheduleName
    parameters: list[str] = Field(description="fields of the config that it uses")


class Options(BaseModel):
    """All choices, ranges, steps, valid combinations and defaults."""

    fields: dict[str, dict[str, Any]] = Field(
        description="type, bounds and default, by the field's dotted path"
    )
    datasets: list[DatasetOption]
    features: list[FeatureOption]
    activations: list[ActivationName]
    initializers: list[InitializerName]
    losses: list[LossOption] = Field(description="with the tasks they are for, and the fields they use")
    optimizers: list[OptimizerOption]
    regularizers: list[RegularizerName]
    schedules: list[ScheduleOption]
    engines: list[EngineName]
    speeds: list[float | None] = Field(description="epochs a second; null: as fast as it goes")
    learning_rates: list[float]
    regularization_rates: list[float]
    limits: dict[str, float]
    defaults: Config
