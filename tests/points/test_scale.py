"""From the units of a file to the square and back."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.data import read
from tinkernet.errors import InvalidConfig
from tinkernet.points.from_table import point_set
from tinkernet.points.given import in_full
from tinkernet.points.point_set import PLANE, PointSet
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.table import Wishes
from tinkernet.points.scale import IDENTITY, MAX_VALUE, Axis, Scale, scaled, usual

SIDES = np.array([True, False, True])
EXAMS = np.array([[42.75, 0, -1], [79.5, 100, 1], [60, 83.12, 1]])
HOUSES = b"x1,x2,label\n0.5,0,203000\n1.0,0,224000\n1.5,0,249500\n4.0,0,361000\n"
AGES = b"Age,Salary,Bought\n27,53440,No\n49,101200,Yes\n38,106240,Yes\n"
NUMBER = st.floats(-MAX_VALUE, MAX_VALUE)
VALUES = st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=2, max_size=20).map(
    lambda rows: np.array(rows, np.float64)
)


@given(VALUES)
def test_fit_fills_the_middle_of_the_square(values: np.ndarray) -> None:
    places = scaled(values, "fit", of_classes=False).places(values)
    for column, reach in zip(places.T, (5, 5, 1), strict=True):
        assert np.abs(column).max() <= reach * (1 + 1e-3)
        assert column.max() == pytest.approx(-column.min(), rel=1e-2, abs=1e-3 * MAX_VALUE)


@given(VALUES, st.sampled_from(["fit", "standard", "none"]), st.booleans())
def test_there_and_back(values: np.ndarray, method: Any, of_classes: bool) -> None:
    scale = scaled(values, method, of_classes=of_classes)
    back = scale.values(scale.places(values))
    largest = np.abs(values).max(axis=0) + [axis.factor for axis in scale]
    assert (np.abs(back - values) <= 1e-12 * largest).all()
    assert all(axis.factor > 0 for axis in scale)
    assert (scale.label == Axis()) or not of_classes


@given(VALUES, st.booleans())
def test_a_set_sent_back_whole_is_the_very_same_one(values: np.ndarray, titled: bool) -> None:
    scale = scaled(values, "fit", of_classes=False)
    points = PointSet(values, np.arange(len(values)) % 2 == 0, (), 50, 7, scale)
    if titled:
        points = replace(points, units=scale.titled("age", None, "salary"))
    again = read(in_full(points))
    assert isinstance(again, PointSet)
    assert again == points
    assert again.values.tolist() == (values + 0.0).tolist()
    assert again.rows.tolist() == points.rows.tolist()


def test_the_identity_leaves_digest_and_json_as_they_were() -> None:
    plain = PointSet(EXAMS / 100, SIDES, ("-1", "1"))
    assert plain.rows is not None
    assert replace(plain, units=Scale()).digest == plain.digest
    assert plain.digest == "c8502b6f054fe527cd4f3723f9c54048b4c0f978c3fe5c6258aef5da4a75669d"
    assert in_full(plain).keys() == {
        "source", "points", "sides", "class_names", "train_percent", "seed"
    }  # fmt: skip


def test_other_units_make_another_set() -> None:
    plain = PointSet(EXAMS / 100, SIDES, ("-1", "1"))
    others = {
        replace(plain, units=units)
        for units in (
            Scale(Axis(1)),
            Scale(Axis(0, 2)),
            Scale(x2=Axis(1)),
            IDENTITY.titled("age", None, None),
        )
    }
    assert len({plain, *others}) == 5


def test_the_network_sees_the_square_and_the_values_stay() -> None:
    points = PointSet(EXAMS, SIDES, ("-1", "1"), units=scaled(EXAMS, "fit", of_classes=True))
    assert points.values.tolist() == EXAMS.tolist()
    assert points.rows[:2].tolist() == [[-5, -5, -1], [5, 5, 1]]
    assert points.train.tolist() == points.rows[SIDES].tolist()


@pytest.mark.parametrize(
    ("largest", "label", "of_classes", "method"),
    [
        (6, 1, True, "none"),
        (6.1, 1, True, "fit"),
        (6, 10, False, "none"),
        (6, 11, False, "fit"),
        (6, 11, True, "none"),
    ],
)
def test_what_goes_beyond_is_fitted(largest: float, label: float, of_classes: bool, method: str) -> None:
    assert usual(np.array([[0, -largest, label], [0, 0, 0]]), of_classes=of_classes) == method


def test_a_constant_column_goes_to_zero() -> None:
    table, report = read_table(HOUSES)
    points = point_set(table)
    assert report.scale.method == "fit"
    assert (report.scale.x2.offset, report.scale.x2.factor) == (0, 1)
    assert points.rows[:, 1].tolist() == [0] * 4
    assert points.rows[[0, 3], 2].tolist() == [-1, 1]
    assert (points.scale, points.units.label) == (1, Axis(282_000, 79_000))


def test_standard_is_the_mean_and_the_deviation() -> None:
    table, report = read_table(HOUSES, Wishes(scale="standard"))
    rows = point_set(table).rows
    assert rows[:, [0, 2]].mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert rows[:, [0, 2]].std(axis=0) == pytest.approx([1, 1])
    assert str(report).endswith(
        f"scaled by standard: x1 = 1.75 + {report.scale.x1.factor:g} · place, x2 = 0 + 1 · place, "
        f"label = 259375 + {report.scale.label.factor:g} · place"
    )


def test_an_outlier_cannot_be_standardised() -> None:
    rows = "".join(f"{k % 3},{k % 2},{k % 2}\n" for k in range(99))
    table, _ = read_table(f"x1,x2,label\n{rows}90,0,1\n".encode(), Wishes(scale="standard"))
    with pytest.raises(
        InvalidConfig, match=r"x1 must be between .* goes from 0 to 90: .* scale it by fit"
    ) as refusal:
        point_set(table)
    assert refusal.value.field == "x1"


def test_titles_are_those_of_the_file() -> None:
    assert point_set(read_table(AGES)[0]).units.titles == ("Age", "Salary", "Bought")
    assert point_set(read_table(b"27,53440,0\n49,101200,1\n")[0]).units.titles == ("x1", "x2", "label")


def given_data(**fields: Any) -> PointSet:
    found = read({"points": EXAMS.tolist(), **fields})
    assert isinstance(found, PointSet)
    return found


def test_points_that_are_given_choose_their_scale() -> None:
    assert given_data().units == scaled(EXAMS, "fit", of_classes=True)
    assert given_data(scale="standard").units == scaled(EXAMS, "standard", of_classes=True)
    wide = {"x1": {"offset": 50, "factor": 10}, "x2": {"offset": 50, "factor": 10, "title": "score"}}
    units = given_data(units=wide).units
    assert (units.x1, units.x2, units.titles) == (Axis(50, 10), Axis(50, 10), ("x1", "score", "label"))
    assert given_data(scale="fit", units={"x1": {"title": "exam"}}).units.titles[0] == "exam"


@pytest.mark.parametrize(
    ("fields", "message", "field"),
    [
        ({"scale": "none"}, "x1 must be between -6 and 6, and goes from 42.75 to 79.5", "data.points[1][0]"),
        ({"units": {"x1": {"factor": 100}}}, "x2 must be between -6 and 6", "data.points[1][1]"),
        ({"units": {"x1": {"offset": 9}}, "scale": "fit"}, "give one of them", "data.scale"),
        ({"units": {"label": {"offset": 9}}}, "labels of classes have no units", "data.units.label"),
        ({"units": {"x1": {"factor": 0}}}, "factor must be at least 1e-100, got 0", "data.units.x1.factor"),
        ({"scale": "log"}, "scale must be one of fit, standard, none, got 'log'", "data.scale"),
    ],
)
def test_a_scale_that_does_not_fit_is_refused(fields: Any, message: str, field: str) -> None:
    with pytest.raises(InvalidConfig, match=message) as refusal:
        given_data(**fields)
    assert refusal.value.field == field


def test_a_change_that_keeps_most_points_keeps_the_units() -> None:
    before = given_data()
    rows = EXAMS.tolist()
    moved = read({"points": [*rows[:2], [50, 50, 1]]}, before)
    assert isinstance(moved, PointSet)
    assert moved.units == before.units
    others = read({"points": [[1, 2, -1], [2, 3, 1]]}, before)
    assert isinstance(others, PointSet)
    assert others.units == IDENTITY
    named = read({"class_names": ["no", "yes"]}, before)
    assert isinstance(named, PointSet)
    assert named.units == before.units


def test_points_of_a_session_are_scaled_otherwise_when_asked() -> None:
    again = read({"digest": given_data().digest, "scale": "standard"}, given_data())
    assert isinstance(again, PointSet)
    assert again.units == scaled(EXAMS, "standard", of_classes=True)
    assert np.abs(again.rows[:, :2]).max() < PLANE
