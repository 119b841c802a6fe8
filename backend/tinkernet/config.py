"""The config: the full, validated description of an experiment, and the one vocabulary of the product.

Every model is frozen and refuses unknown fields. `Config(...)` raises `InvalidConfig` with one sentence that
names the field and the offending value.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from tinkernet.base.validation import violation
from tinkernet.names import (
    CLASSES,
    LOSSES_FOR,
    REGRESSIONS,
    ActivationName,
    DatasetName,
    FeatureName,
    InitializerName,
    LossName,
    OptimizerName,
    RegularizerName,
    ScheduleName,
)

Task = Literal["classification", "regression"]
Problem = Literal["two_classes", "k_classes", "regression"]
EngineName = Literal["auto", "autograd", "fused"]

FEATURES: tuple[FeatureName, ...] = get_args(FeatureName)
MAX_LAYERS, MAX_UNITS, MAX_POINTS, MAX_CLASSES = 8, 32, 5000, 8
MAX_SEED = 2**32 - 1
MAX_EPOCHS, MAX_STEPS = 100_000, 10_000_000
"""Of one call to train."""
MIN_RESOLUTION, MAX_RESOLUTION = 10, 200
"""Cells along a side of a map."""
PLANE = 6.0
"""Half the side of the square of the plane that is shown: [-6, 6]²."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Integer = Annotated[int, Field(strict=True)]
Seed = Annotated[Integer, Field(ge=0, le=MAX_SEED)]
Coordinate = Annotated[Number, Field(ge=-PLANE, le=PLANE)]
Point = tuple[Coordinate, Coordinate, Annotated[Number, Field(ge=-1e6, le=1e6)]]
Activations = Annotated[
    Annotated[ActivationName, Tag("one")]
    | Annotated[tuple[ActivationName, ...], Tag("each"), Field(max_length=MAX_LAYERS)],
    Discriminator(lambda value: "each" if isinstance(value, list | tuple) else "one"),
]


def _refusal(field: str, message: str) -> PydanticCustomError:
    """A violation that spans several fields, reported at `field`."""
    text = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError("across_fields", text, {"field": field})


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class DataConfig(_Section):
    """The points: which set, how many, how noisy, how they are split."""

    dataset: DatasetName = "circle"
    task: Task | None = Field(None, description="only with `custom`; otherwise it follows from the data set")
    samples: Annotated[Integer, Field(ge=10, le=MAX_POINTS)] | None = Field(
        None,
        description="number of points; null: 500, for regression 1,200; `custom` has as many as are given",
    )
    noise: Annotated[Number, Field(ge=0, le=50)] = Field(0, json_schema_extra={"step": 5})
    train_percent: Annotated[Number, Field(ge=10, le=90)] = Field(
        50, description="share of all points used for training", json_schema_extra={"step": 10}
    )
    seed: Seed = 1
    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=MAX_POINTS)] | None = Field(
        None,
        description="only with `custom`: [x1, x2, label]; labels of classes are -1 and 1, or whole numbers "
        f"from 0 to {MAX_CLASSES - 1}",
    )

    @model_validator(mode="after")
    def _custom_and_only_custom_has_points(self) -> Self:
        custom = self.dataset == "custom"
        for field in ("task", "points"):
            given = getattr(self, field) is not None
            if given and not custom:
                raise _refusal(
                    field, f"{field} is given only with the data set custom, got it with {self.dataset}"
                )
            if custom and not given:
                raise _refusal(field, f"{field} must be given with the data set custom")
        if custom and self.task == "classification":
            self._check_classes()
        return self

    def _check_classes(self) -> None:
        labels = {point[2] for point in self.points or ()}
        if labels <= {-1.0, 1.0}:
            return
        if not all(label in range(MAX_CLASSES) for label in labels):
            raise _refusal(
                "points", f"labels of classes must be -1 and 1, or whole numbers from 0 to {MAX_CLASSES - 1}"
            )

    @property
    def resolved_task(self) -> Task:
        """The task, whether it is given or follows from the data set."""
        return self.task or ("regression" if self.dataset in REGRESSIONS else "classification")

    @property
    def classes(self) -> int:
        """The number of classes; 0 for a regression."""
        if self.resolved_task == "regression":
            return 0
        if self.dataset != "custom":
            return CLASSES.get(self.dataset, 2)
        largest = max(point[2] for point in self.points or ())
        return max(2, int(largest) + 1)

    @property
    def resolved_samples(self) -> int:
        """The number of points."""
        if self.dataset == "custom":
            return len(self.points or ())
        return self.samples or (1200 if self.resolved_task == "regression" else 500)


class NetworkConfig(_Section):
    """The hidden layers, how they start, and the dropout on them."""

    hidden: Annotated[
        tuple[Annotated[Integer, Field(ge=1, le=MAX_UNITS)], ...], Field(max_length=MAX_LAYERS)
    ] = (4, 2)
    activation: Activations = Field("tanh", description="one name, or one per hidden layer")
    init: InitializerName = "classic"
    dropout: Annotated[Number, Field(ge=0, le=0.9)] = Field(
        0, description="on hidden units, while training", json_schema_extra={"step": 0.05}
    )
    seed: Seed = Field(1, description="initial weights, minibatch order, dropout")

    @model_validator(mode="after")
    def _one_activation_per_layer(self) -> Self:
        if not isinstance(self.activation, str) and len(self.activation) != len(self.hidden):
            raise _refusal(
                "activation",
                f"activation must be one name or one per hidden layer ({len(self.hidden)}), "
                f"got {len(self.activation)}",
            )
        return self

    @property
    def activations(self) -> tuple[ActivationName, ...]:
        """The activation of each hidden layer."""
        if isinstance(self.activation, str):
            return (self.activation,) * len(self.hidden)
        return self.activation


class TrainingConfig(_Section):
    """How the parameters are updated."""

    loss: LossName | None = Field(None, description="null: squared_error, for K classes cross_entropy")
    optimizer: OptimizerName = "sgd"
    learning_rate: Annotated[Number, Field(ge=1e-6, le=10)] = 0.03
    batch_size: Annotated[Integer, Field(ge=1, le=MAX_POINTS)] = 10
    shuffle: Annotated[bool, Field(strict=True)] = True
    momentum: Annotated[Number, Field(ge=0, lt=1)] = Field(0.9, description="of momentum and nesterov")
    beta1: Annotated[Number, Field(ge=0, lt=1)] = Field(0.9, description="of adam and adamw")
    beta2: Annotated[Number, Field(ge=0, lt=1)] = Field(0.999, description="of adam and adamw")
    epsilon: Annotated[Number, Field(ge=1e-12, le=1)] = Field(
        1e-8, description="of adagrad, rmsprop, adam and adamw"
    )
    rho: Annotated[Number, Field(ge=0, lt=1)] = Field(0.99, description="RMSprop's alpha")
    weight_decay: Annotated[Number, Field(ge=0, le=10)] = Field(
        0, description="adamw's decoupled decay, on weights only"
    )
    regularization: RegularizerName = "none"
    regularization_rate: Annotated[Number, Field(ge=0, le=10)] = 0
    clip_norm: Annotated[Number, Field(gt=0)] | None = Field(
        None, description="largest norm of all gradients together; null: none"
    )
    huber_delta: Annotated[Number, Field(gt=0, le=1000)] = 1
    schedule: ScheduleName = "constant"
    schedule_epochs: Annotated[Integer, Field(ge=1, le=1_000_000)] = 1000
    schedule_factor: Annotated[Number, Field(gt=0, le=1)] = Field(0.5, description="of step and exponential")
    warmup_epochs: Annotated[Integer, Field(ge=0, le=1_000_000)] = Field(10, description="of warmup_cosine")
    engine: EngineName = "auto"


class Config(_Section):
    """A whole experiment. Every field has a default; `Config()` is the default network on the circle."""

    data: DataConfig = Field(default_factory=DataConfig)
    features: Annotated[tuple[FeatureName, ...], Field(max_length=len(FEATURES))] = ("x1", "x2")
    network: NetworkConfig = Field(default_factory=NetworkConfig)
    training: TrainingConfig = Field(default_factory=TrainingConfig)

    def __init__(self, **sections: Any) -> None:
        """Raises `InvalidConfig` where the sections do not describe a valid experiment."""
        try:
            super().__init__(**sections)
        except ValidationError as error:
            raise violation(error, Config) from None

    @model_validator(mode="after")
    def _features_are_distinct(self) -> Self:
        repeated = next((name for name in self.features if self.features.count(name) > 1), None)
        if repeated is not None:
            raise _refusal("features", f"each of the features may be given once, got {repeated} twice")
        return self

    @model_validator(mode="after")
    def _loss_fits_the_task(self) -> Self:
        loss, fitting = self.training.loss, LOSSES_FOR[self.problem]
        if loss is not None and loss not in fitting:
            classes = self.data.classes
            allowed = " or ".join(filter(None, [", ".join(fitting[:-1]), fitting[-1]]))
            what = f"{classes} classes" if classes else "a regression"
            raise _refusal("training.loss", f"loss must be {allowed} for {what}, got {loss}")
        return self

    @property
    def problem(self) -> Problem:
        """What the network is to learn, as far as losses differ by it."""
        if self.data.classes == 0:
            return "regression"
        return "two_classes" if self.data.classes == 2 else "k_classes"

    @property
    def loss(self) -> LossName:
        """The loss, whether it is given or follows from the number of classes."""
        return self.training.loss or ("cross_entropy" if self.data.classes > 2 else "squared_error")

    @property
    def outputs(self) -> int:
        """The number of output units: one, or one per class where there are more than two."""
        return self.data.classes if self.data.classes > 2 else 1

    def merged(self, change: Mapping[str, Any]) -> "Config":
        """This config with `change` merged into it, section by section.

        Raises:
            InvalidConfig: the change names an unknown field or leads to an invalid config.
        """
        sections: dict[str, Any] = self.model_dump()
        for name, value in change.items():
            old = sections.get(name)
            both = isinstance(old, dict) and isinstance(value, Mapping)
            sections[name] = {**old, **value} if both else value  # type: ignore[dict-item]
        return Config.parse(sections)

    @staticmethod
    def parse(sections: object) -> "Config":
        """A config from untrusted data.

        Raises:
            InvalidConfig: it is no mapping, or not valid.
        """
        try:
            return Config.model_validate(sections)
        except ValidationError as error:
            raise violation(error, Config) from None
