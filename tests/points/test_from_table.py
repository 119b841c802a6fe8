"""From a table to a set of points: the one place where units of a file become places on the plane."""

import numpy as np
import pytest

from tinkernet.errors import InvalidConfig
from tinkernet.points.from_table import point_set
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.table import Table, Wishes

ROWS = np.array([[0.5, -1.0, -1], [2.0, 3.0, 1], [-6.0, 6.0, 1], [1, 1, -1]])


def test_names_and_sides_are_those_of_the_table() -> None:
    points = point_set(Table(ROWS.copy(), ("cat", "dog"), np.array([True, False, True, True])))
    assert points.rows.tolist() == ROWS.tolist()
    assert points.class_names == ("cat", "dog")
    assert points.sides.tolist() == [True, False, True, True]
    assert points.train_percent == 75


def test_half_of_the_points_are_for_testing_where_the_table_says_nothing() -> None:
    points = point_set(Table(ROWS.copy(), ("-1", "1"), None))
    assert (points.training_count, points.train_percent) == (2, 50)


def test_a_table_that_is_for_training_whole_is_trained_whole() -> None:
    points = point_set(Table(ROWS.copy(), ("-1", "1"), np.ones(4, np.bool_)))
    assert (points.training_count, points.train_percent) == (4, 100)


def test_a_regression_has_no_names() -> None:
    points = point_set(read_table(b"0,0,0.5\n1,1,7.5\n")[0])
    assert (points.task, points.scale) == ("regression", 7.5)


@pytest.mark.parametrize(
    ("table", "message", "field"),
    [
        (
            b"Age,x2,label\n23,1,0\n49,2,1\n",
            "Age must be between -6 and 6, and goes from 23 to 49: scale",
            "Age",
        ),
        (
            b"1,-6.5,0\n2,2,1\n",
            "column 2 must be between -6 and 6, and goes from -6.5 to 2: scale",
            "column 2",
        ),
        (
            b"x1,x2,y\n1,1,2e6\n2,2,0.5\n",
            "y must be between -1000000 and 1000000, and goes from 0.5 to 2e",
            "y",
        ),
    ],
)
def test_what_leaves_the_plane_is_refused_where_it_is_not_to_be_scaled(
    table: bytes, message: str, field: str
) -> None:
    with pytest.raises(InvalidConfig, match=message) as refusal:
        point_set(read_table(table, Wishes(scale="none"))[0])
    assert refusal.value.field == field


def test_more_points_than_a_set_holds_are_refused() -> None:
    table, _ = read_table(b"1,2,0\n1,2,1\n" * 2501, Wishes(max_points=6000))
    with pytest.raises(InvalidConfig, match="there may be 5000 points, got 5002: read fewer"):
        point_set(table)
