"""Points of one's own as JSON has them: in full, as whoever has them gives them, or by their digest."""

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from tinkernet.base.fields import Integer, Number, Section, Seed
from tinkernet.errors import InvalidConfig
from tinkernet.points.given_units import GivenUnits, units_body, units_of
from tinkernet.points.point_set import MAX_CLASSES, MAX_POINTS, Floats, PointSet, Task, default_names
from tinkernet.points.scale import IDENTITY, MAX_VALUE, Axis, Method, Scale, usual
from tinkernet.points.sides import ALL, Sides

Value = Annotated[Number, Field(ge=-MAX_VALUE, le=MAX_VALUE)]
Point = tuple[Value, Value, Value]
Percent = Annotated[Number, Field(ge=10, le=100)]
Side = Literal["train", "test"]
Name = Annotated[str, Field(min_length=1, max_length=40)]

LABELS = f"labels of classes must be -1 and 1, or whole numbers from 0 to {MAX_CLASSES - 1}"


class PointsReference(Section):
    """Points of one's own that are known already."""

    source: Literal["points"]
    digest: str = Field(description="of the points with their sides; GET …/data gives them")


class GivenPoints(Section):
    """Points of one's own; what is not given follows from the others, or stays as it is."""

    source: Literal["points"] | None = None
    dataset: Literal["custom"] | None = None
    task: Task | None = Field(None, description="of points of one's own; a data set has its own")
    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=MAX_POINTS)] | None = Field(
        None,
        description="points of one's own: [x1, x2, label]; labels of classes are -1 and 1, or whole numbers "
        f"from 0 to {MAX_CLASSES - 1}",
    )
    scale: Method | None = Field(
        None, description="how their units are brought to the square; null: fit, if they go beyond it"
    )
    units: GivenUnits | None = Field(None, description="offsets and factors themselves; and titles")
    digest: Annotated[str, Field(max_length=64)] | None = Field(None, description="of points that are known")
    sides: Annotated[tuple[Side, ...], Field(max_length=MAX_POINTS)] | None = Field(
        None, description="one for each of the points; null: they are drawn"
    )
    class_names: Annotated[tuple[Name, ...], Field(max_length=MAX_CLASSES)] | None = Field(
        None, description="of a regression there are none; null: the labels"
    )
    train_percent: Percent | None = None
    seed: Seed | None = None
    samples: Annotated[Integer, Field(ge=10, le=MAX_POINTS)] | None = Field(None, description="no effect")
    noise: Annotated[Number, Field(ge=0, le=50)] = Field(0, description="no effect")


def in_full(points: PointSet) -> dict[str, Any]:
    """A set as JSON that gives the very same one again."""
    units = {} if points.units == IDENTITY else {"units": units_body(points.units)}
    return {
        "source": "points",
        "points": points.values.tolist(),
        "sides": ["train" if side else "test" for side in points.sides.tolist()],
        "class_names": list(points.class_names),
        "train_percent": points.train_percent,
        "seed": points.seed,
        **units,
    }


def points_of(given: GivenPoints, before: PointSet | None = None) -> PointSet:
    """The points that are given, or a change of those `before`, in which all stays that is not given.

    Raises:
        InvalidConfig: something is missing, or does not fit the rest.
    """
    rows, task = _rows(given, before), _task(given, before)
    names = _class_names(given, rows[:, 2], before) if task == "classification" else ()
    if task == "regression" and given.class_names:
        raise InvalidConfig("class_names are of classes: a regression has none", "data.class_names")
    if len(names) == 2:
        rows[:, 2] = np.where(rows[:, 2] > 0, 1, -1)
    percent, seed = _train_percent(given, before), _seed(given, before)
    units = _units(given, rows, before, task)
    if given.sides is not None:
        return PointSet(rows, _sides(given.sides, len(rows)), names, percent, seed, units)
    unsplit = PointSet(rows, np.zeros(len(rows), np.bool_), names, percent, seed, units)
    if before is not None and (before.train_percent, before.seed) == (percent, seed):
        return unsplit.split_as(before)
    return unsplit.split_anew()


def _rows(given: GivenPoints, before: PointSet | None) -> Floats:
    if given.points is not None:
        return np.array(given.points, np.float64)
    if given.digest is not None and (before is None or before.digest != given.digest):
        raise InvalidConfig("no points with this digest are known here: send the points", "data.digest")
    if before is None:
        raise InvalidConfig("points must be given with the data set custom", "data.points")
    return before.values.copy()


def _units(given: GivenPoints, rows: Floats, before: PointSet | None, task: Task) -> Scale:
    """As they are given or asked for; else those that are known, if they fit, or what the points suggest."""
    units = given.units or GivenUnits()
    if given.scale is None and not units.has_numbers:
        known = _known_units(given, rows, before, task)
        if known is not None and known.beyond(rows) is None:
            return known.titled(*units.titles)
    of_classes = task == "classification"
    method = given.scale if units.has_numbers else given.scale or usual(rows, of_classes=of_classes)
    return units_of(units, method, rows, of_classes=of_classes)


def _known_units(given: GivenPoints, rows: Floats, before: PointSet | None, task: Task) -> Scale | None:
    """Those of points that are sent back whole, which would say others, or of a set that is much the same."""
    if given.points is not None and given.source and given.sides:
        return IDENTITY
    if before is None or not _is_much_the_same(rows, before.values):
        return None
    return before.units if before.task == task else replace(before.units, label=Axis())


def _is_much_the_same(rows: Floats, others: Floats) -> bool:
    """Whether at least half of the points lie where one lay."""
    there = set(map(tuple, others[:, :2].tolist()))
    return 2 * sum(tuple(place) in there for place in rows[:, :2].tolist()) >= len(rows)


def _task(given: GivenPoints, before: PointSet | None) -> Task:
    """As it is given or was before; otherwise what the labels suggest, unless the data set is custom."""
    if given.task is not None:
        return given.task
    if given.class_names is not None:
        return "classification" if given.class_names else "regression"
    if before is not None:
        return before.task
    if given.dataset == "custom":
        raise InvalidConfig("task must be given with the data set custom", "data.task")
    labels = {point[2] for point in given.points or ()}
    return "classification" if are_classes(labels) else "regression"


def are_classes(labels: Collection[float]) -> bool:
    """Whether labels are all −1 and 1, or whole numbers from 0 up."""
    return {-1.0, 1.0}.issuperset(labels) or all(label in range(MAX_CLASSES) for label in labels)


def _class_names(given: GivenPoints, labels: Floats, before: PointSet | None) -> tuple[str, ...]:
    found = set(labels.tolist())
    if not are_classes(found):
        raise InvalidConfig(LABELS, "data.points")
    least = max(2, int(max(found)) + 1)
    names = given.class_names
    if names is None:
        return before.class_names if before and before.classes == least else default_names(least)
    if len(names) < least or (-1.0 in found and len(names) > 2):
        raise InvalidConfig(f"class_names must name {least} classes, got {len(names)}", "data.class_names")
    if len(set(names)) < len(names):
        raise InvalidConfig("each of the class_names may be given once", "data.class_names")
    return names


def _sides(given: tuple[Side, ...], count: int) -> Sides:
    if len(given) != count:
        message = f"sides must have an entry for each of the {count} points, got {len(given)}"
        raise InvalidConfig(message, "data.sides")
    if "train" not in given:
        raise InvalidConfig("sides must have a point for training: all are test", "data.sides")
    return np.array([side == "train" for side in given])


def _train_percent(given: GivenPoints, before: PointSet | None) -> float:
    """The share by which further sides are drawn; where sides are given, theirs, unless it is given too."""
    if given.train_percent is not None:
        return given.train_percent
    if given.sides:
        share = 100 * given.sides.count("train") / len(given.sides)
        return share if share == ALL else min(max(round(share), 10), 90)
    return before.train_percent if before else 50


def _seed(given: GivenPoints, before: PointSet | None) -> int:
    if given.seed is not None:
        return given.seed
    return before.seed if before else 1
