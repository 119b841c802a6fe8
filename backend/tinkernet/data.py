"""The section `data` of a config: points that a data set draws, or a set of one's own."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    InstanceOf,
    ModelWrapValidatorHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidationError,
    WrapSerializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from tinkernet.base.fields import Integer, Number, Section, Seed, refusal
from tinkernet.base.validation import violation
from tinkernet.names import CLASSES, REGRESSIONS, DatasetName
from tinkernet.points.given import GivenPoints, Percent, PointsReference, in_full, points_of
from tinkernet.points.point_set import MAX_POINTS, PointSet, Task
from tinkernet.points.scale import IDENTITY, Scale
from tinkernet.points.sides import ALL

IN_FULL = {"points": "in full"}
"""The context of a dump that has the points themselves, in the place of their digest."""


class GeneratedData(Section):
    """Points that a data set draws: which set, how many, how noisy, how they are split."""

    dataset: DatasetName = "circle"
    samples: Annotated[Integer, Field(ge=10, le=MAX_POINTS)] | None = Field(
        None,
        description="number of points; null: 500, for regression 1,200; `custom` has as many as are given",
    )
    noise: Annotated[Number, Field(ge=0, le=50)] = Field(0, json_schema_extra={"step": 5})
    train_percent: Percent = Field(
        50,
        description="share of all points used for training; 100: there is no test data",
        json_schema_extra={"step": 10},
    )
    seed: Seed = 1

    @model_validator(mode="wrap")
    @classmethod
    def _points_are_of_custom_alone(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(value, Mapping):
            return handler(value)
        section = handler({name: field for name, field in value.items() if name not in ONLY_CUSTOM})
        for field in ONLY_CUSTOM:
            if value.get(field) is not None:
                raise refusal(
                    field, f"{field} is given only with the data set custom, got it with {section.dataset}"
                )
        return section

    @property
    def task(self) -> Task:
        """It follows from the data set."""
        return "regression" if self.dataset in REGRESSIONS else "classification"

    @property
    def classes(self) -> int:
        """The number of classes; 0 for a regression."""
        return 0 if self.task == "regression" else CLASSES.get(self.dataset, 2)

    @property
    def units(self) -> Scale:
        """Those of the square."""
        return IDENTITY

    @property
    def count(self) -> int:
        """The number of points."""
        return self.samples or (1200 if self.task == "regression" else 500)

    @property
    def training_count(self) -> int:
        """How many of the points are for training: the first ones."""
        return share(self.count, self.train_percent)


def share(count: int, percent: float) -> int:
    """⌊count · percent / 100⌋ points of so many, but at least one, and all at 100 % alone."""
    return count if percent == ALL else min(max(int(count * percent / 100), 1), count - 1)


DataConfig = GeneratedData | PointSet
"""Which points there are: drawn by a data set, or one's own, which JSON names by their digest."""
ONLY_CUSTOM = ("task", "points", "sides", "class_names")
"""Fields of points of one's own; elsewhere they may be null, as earlier versions wrote them."""


class _Generated(Section):
    data: GeneratedData


class _Given(Section):
    data: GivenPoints


def read(value: object, before: PointSet | None = None) -> DataConfig:
    """The section `data` from untrusted data; `before` is what points that are not given come from.

    Raises:
        InvalidConfig: it is not valid.
    """
    if isinstance(value, GeneratedData | PointSet):
        return value
    model = _Given if before is not None or _names_points(value) else _Generated
    try:
        data = model.model_validate({"data": value}).data
    except ValidationError as error:
        raise violation(error, model) from None
    return points_of(data, before) if isinstance(data, GivenPoints) else data


def _names_points(value: object) -> bool:
    """Whether the section `data` is about points of one's own, in whatever form."""
    if not isinstance(value, Mapping):
        return False
    dataset = value.get("dataset")
    is_given = any(value.get(name) is not None for name in ("source", "points", "digest"))
    return dataset == "custom" or (dataset is None and is_given)


def changed(data: DataConfig, change: object) -> DataConfig:
    """The section `data` with a change merged into it; share and seed outlive a change of the source.

    Raises:
        InvalidConfig: the change is not valid.
    """
    if not isinstance(change, Mapping):
        return read(change)
    common = {"train_percent": data.train_percent, "seed": data.seed}
    if isinstance(data, PointSet):
        stays = change.get("dataset") in (None, "custom")
        return read(change, data) if stays else read({**common, **change})
    return read({**(common if _names_points(change) else data.model_dump()), **change})


def written(
    data: DataConfig, handler: SerializerFunctionWrapHandler, info: SerializationInfo
) -> dict[str, Any]:
    """Points of one's own by their digest, unless they are asked for in full."""
    if isinstance(data, GeneratedData):
        return handler(data)  # type: ignore[no-any-return]
    return in_full(data) if info.context == IN_FULL else {"source": "points", "digest": data.digest}


class _Described:
    """What JSON Schema says of the section `data` as it is written: unlike what is read."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        written = TypeAdapter(GeneratedData | PointsReference).core_schema
        return handler(written if handler.mode == "serialization" else schema)


DataSection = Annotated[
    GeneratedData | InstanceOf[PointSet],
    BeforeValidator(read, json_schema_input_type=GeneratedData | GivenPoints),
    WrapSerializer(written),
    _Described(),
]
