"""The config: the full, validated description of an experiment, and the one vocabulary of the product.

Every model is frozen and refuses unknown fields. `Config(...)` raises `InvalidConfig` with one sentence that
names the field and the offending value.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, cast, get_args

from pydantic import Discriminator, Field, Tag, ValidationError, model_validator
from pydantic.fields import FieldInfo

from tinkernet.base.fields import MAX_SEED, Integer, Number, Section, Seed, refusal
from tinkernet.base.validation import violation
from tinkernet.data import IN_FULL, DataConfig, DataSection, Expression, FormulaData, GeneratedData, changed
from tinkernet.names import (
    CLASSES,
    LOSSES_FOR,
    OUTPUTS_OF,
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
from tinkernet.points.given import GivenPoints, Side
from tinkernet.points.point_set import MAX_CLASSES, MAX_POINTS, PLANE, PointSet, Task

Problem = Literal["two_classes", "k_classes", "regression"]
EngineName = Literal["auto", "autograd", "fused"]
OutputName = Literal["auto", "tanh", "sigmoid", "linear", "relu"]
ClassWeight = Literal["balanced"]

FEATURES: tuple[FeatureName, ...] = get_args(FeatureName)
MAX_LAYERS, MAX_UNITS = 8, 128
NARROW, MAX_WIDE_LAYERS = 32, 3
"""With a layer of more units than the first there are at most so many hidden layers as the second says."""
MAX_EPOCHS, MAX_STEPS = 100_000, 10_000_000
"""Of one call to train."""
MIN_RESOLUTION, MAX_RESOLUTION = 10, 200
"""Cells along a side of a map."""

Activations = Annotated[
    Annotated[ActivationName, Tag("one")]
    | Annotated[tuple[ActivationName, ...], Tag("each"), Field(max_length=MAX_LAYERS)],
    Discriminator(lambda value: "each" if isinstance(value, list | tuple) else "one"),
]


class NetworkConfig(Section):
    """The hidden layers, how they start, and the dropout on them."""

    hidden: Annotated[
        tuple[Annotated[Integer, Field(ge=1, le=MAX_UNITS)], ...], Field(max_length=MAX_LAYERS)
    ] = (4, 2)
    activation: Activations = Field("tanh", description="one name, or one per hidden layer")
    output: OutputName = Field(
        "auto",
        description="of the output layer; with sigmoid and relu the labels of two classes are 0 and 1",
    )
    init: InitializerName = "classic"
    dropout: Annotated[Number, Field(ge=0, le=0.9)] = Field(
        0, description="on hidden units, while training", json_schema_extra={"step": 0.05}
    )
    seed: Seed = Field(1, description="initial weights, minibatch order, dropout")

    @model_validator(mode="after")
    def _one_activation_per_layer(self) -> Self:
        if not isinstance(self.activation, str) and len(self.activation) != len(self.hidden):
            raise refusal(
                "activation",
                f"activation must be one name or one per hidden layer ({len(self.hidden)}), "
                f"got {len(self.activation)}",
            )
        return self

    @model_validator(mode="after")
    def _wide_layers_are_few(self) -> Self:
        if len(self.hidden) > MAX_WIDE_LAYERS and max(self.hidden) > NARROW:
            raise refusal(
                "hidden",
                f"hidden must have at most {MAX_WIDE_LAYERS} layers where one has more than {NARROW} units, "
                f"got {len(self.hidden)}",
            )
        return self

    @property
    def activations(self) -> tuple[ActivationName, ...]:
        """The activation of each hidden layer."""
        if isinstance(self.activation, str):
            return (self.activation,) * len(self.hidden)
        return self.activation


class TrainingConfig(Section):
    """How the parameters are updated."""

    loss: LossName | None = Field(None, description="null: squared_error, for K classes cross_entropy")
    optimizer: OptimizerName = "sgd"
    learning_rate: Annotated[Number, Field(ge=0, le=10)] = 0.03
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
    class_weight: ClassWeight | None = Field(
        None, description="balanced: every class weighs as much as any other, however many points it has"
    )
    schedule: ScheduleName = "constant"
    schedule_epochs: Annotated[Integer, Field(ge=1, le=1_000_000)] = 1000
    schedule_factor: Annotated[Number, Field(ge=0, le=1)] = Field(
        0.5, description="of step, exponential and linear"
    )
    warmup_epochs: Annotated[Integer, Field(ge=0, le=1_000_000)] = Field(10, description="of warmup_cosine")
    engine: EngineName = "auto"


class Config(Section):
    """A whole experiment. Every field has a default; `Config()` is the default network on the circle."""

    data: DataSection = Field(default_factory=GeneratedData)
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
            raise refusal("features", f"each of the features may be given once, got {repeated} twice")
        return self

    @model_validator(mode="after")
    def _loss_fits_the_task(self) -> Self:
        loss, fitting = self.training.loss, LOSSES_FOR[self.problem]
        if loss is not None and loss not in fitting:
            classes = self.data.classes
            allowed = " or ".join(filter(None, [", ".join(fitting[:-1]), fitting[-1]]))
            what = f"{classes} classes" if classes else "a regression"
            raise refusal("training.loss", f"loss must be {allowed} for {what}, got {loss}")
        return self

    @model_validator(mode="after")
    def _weights_are_of_classes(self) -> Self:
        weight = self.training.class_weight
        if weight is not None and self.data.classes == 0:
            message = f"class_weight must be null for a regression, which has no classes, got {weight}"
            raise refusal("training.class_weight", message)
        return self

    @model_validator(mode="after")
    def _output_fits_the_loss(self) -> Self:
        fitting, output = OUTPUTS_OF.get(self.loss, ()), self.network.output
        if output != "auto" and fitting and output not in fitting:
            allowed = " or ".join(("auto", *fitting))
            raise refusal("network.output", f"output must be {allowed} for {self.loss}, got {output}")
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
    def output(self) -> ActivationName:
        """The activation of the output, whether it is given or follows from loss and task."""
        if self.network.output != "auto":
            return self.network.output
        if self.loss in OUTPUTS_OF:
            return OUTPUTS_OF[self.loss][0]
        return "linear" if self.data.classes == 0 else "tanh"

    @property
    def labels_are_bits(self) -> bool:
        """Whether the labels of two classes are 0 and 1 to the loss, as the output cannot reach -1."""
        return self.data.classes == 2 and self.output in ("sigmoid", "relu")

    @property
    def outputs(self) -> int:
        """The number of output units: one, or one per class where there are more than two."""
        return self.data.classes if self.data.classes > 2 else 1

    def merged(self, change: Mapping[str, Any]) -> "Config":
        """This config with `change` merged into it, section by section.

        Raises:
            InvalidConfig: the change names an unknown field or leads to an invalid config.
        """
        sections: dict[str, Any] = dict(self)
        for name, value in change.items():
            old = sections.get(name)
            if name == "data":
                sections[name] = changed(self.data, value)
            elif isinstance(old, Section) and isinstance(value, Mapping):
                sections[name] = {**old.model_dump(), **value}
            else:
                sections[name] = value
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


def _fields() -> dict[str, FieldInfo]:
    drawn, given = dict(GeneratedData.model_fields), GivenPoints.model_fields
    expression = FieldInfo.from_annotated_attribute(
        cast(type, Expression | None),
        Field(None, description="of the data set formula: a comparison or a value, of x1 and x2"),
    )
    data = {
        "dataset": drawn.pop("dataset"),
        "task": given["task"],
        "expression": expression,
        **drawn,
        "points": given["points"],
    }
    fields = {f"data.{name}": info for name, info in data.items()}
    fields["features"] = Config.model_fields["features"]
    for section, model in (("network", NetworkConfig), ("training", TrainingConfig)):
        fields |= {f"{section}.{name}": info for name, info in model.model_fields.items()}
    return fields


FIELDS: Mapping[str, FieldInfo] = _fields()
"""The fields that a form offers and a sweep varies, by dotted path."""
