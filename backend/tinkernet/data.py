"""The section `data` of a config: points that a data set draws, or a set of one's own."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
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

from tinkernet.base.expressions.tree import MAX_LENGTH, Unreadable
from tinkernet.base.fields import Integer, Number, Section, Seed, refusal
from tinkernet.base.validation import across_fields, violation
from tinkernet.names import CLASSES, REGRESSIONS, DatasetName
from tinkernet.points.formula import DEFINED, Formula, formula
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
    def _has_no_fields_of_others(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(value, Mapping):
            return handler(value)
        others = {field: name for field, name in ONLY_WITH.items() if field not in cls.model_fields}
        section = handler({name: field for name, field in value.items() if name not in others})
        for field, name in others.items():
            if value.get(field) is not None:
                raise refusal(
                    field, f"{field} is given only with the data set {name}, got it with {section.dataset}"
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


def _sensible(expression: str) -> str:
    """The same; refused where it cannot be read, or is not defined on enough of the plane."""
    try:
        share = formula(expression).share
    except Unreadable as error:
        raise across_fields(f"expression cannot be read: {error.sentence}") from None
    if share < DEFINED:
        raise across_fields(
            f"expression must be defined on {DEFINED:.0%} of the square or more, and is on {share:.1%}"
        )
    return expression


Expression = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_sensible)]


class FormulaData(GeneratedData):
    """Points drawn anywhere on the square, with the labels that a formula gives them."""

    dataset: Literal["formula"]
    expression: Expression = Field(
        description="of x1 and x2: a comparison makes two classes, a value is a number to predict",
        examples=["x2 > sin(x1)"],
    )

    @property
    def formula(self) -> Formula:
        """What the expression says."""
        return formula(self.expression)

    @property
    def task(self) -> Task:
        """It follows from the expression."""
        return self.formula.task


DataConfig = GeneratedData | PointSet
"""Which points there are: drawn by a data set, or one's own, which JSON names by their digest."""
ONLY_WITH = {
    "task": "custom", "points": "custom", "sides": "custom", "class_names": "custom", "expression": "formula",
}  # fmt: skip
"""Fields of one data set alone; with others they may be null, as earlier versions wrote those of points."""


class _Generated(Section):
    data: GeneratedData


class _Formula(Section):
    data: FormulaData


class _Given(Section):
    data: GivenPoints


def read(value: object, before: PointSet | None = None) -> DataConfig:
    """The section `data` from untrusted data; `before` is what points that are not given come from.

    Raises:
        InvalidConfig: it is not valid.
    """
    if isinstance(value, GeneratedData | PointSet):
        return value
    model = _Given if before is not None or _names_points(value) else _drawn(value)
    try:
        data = model.model_validate({"data": value}).data
    except ValidationError as error:
        raise violation(error, model) from None
    return points_of(data, before) if isinstance(data, GivenPoints) else data


def _drawn(value: object) -> type[_Generated | _Formula]:
    is_formula = isinstance(value, Mapping) and value.get("dataset") == "formula"
    return _Formula if is_formula else _Generated


def _names_points(value: object) -> bool:
    """Whether the section `data` is about points of one's own, in whatever form."""
    if not isinstance(value, Mapping):
        return False
    dataset = value.get("dataset")
    is_given = any(value.get(name) is not None for name in ("source", "points", "digest"))
    return dataset == "custom" or (dataset is None and is_given)


def changed(data: DataConfig, change: object) -> DataConfig:
    """The section `data` with a change merged into it; share and seed outlive a change of the source.

    An expression goes with its data set.

    Raises:
        InvalidConfig: the change is not valid.
    """
    if not isinstance(change, Mapping):
        return read(change)
    common = {"train_percent": data.train_percent, "seed": data.seed}
    if isinstance(data, PointSet):
        stays = change.get("dataset") in (None, "custom")
        return read(change, data) if stays else read({**common, **change})
    if _names_points(change):
        return read({**common, **change})
    stays = change.get("dataset", data.dataset) == data.dataset
    return read({**data.model_dump(exclude=None if stays else {"expression"}), **change})


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
        written = TypeAdapter(FormulaData | GeneratedData | PointsReference).core_schema
        return handler(written if handler.mode == "serialization" else schema)


DataSection = Annotated[
    FormulaData | GeneratedData | InstanceOf[PointSet],
    BeforeValidator(read, json_schema_input_type=FormulaData | GeneratedData | GivenPoints),
    WrapSerializer(written),
    _Described(),
]
