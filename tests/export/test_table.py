"""Points as CSV, and back with the same split."""

import io
from typing import Any

import numpy as np
import pandas
import pytest

from tests.export.cases import trained
from tinkernet import Config, Trainer
from tinkernet.config import PointSet
from tinkernet.errors import InvalidConfig, InvalidRequest
from tinkernet.export.table import from_csv, from_table, to_csv
from tinkernet.nn.catalogue import datasets
from tinkernet.points.reading.table import Wishes


def split(config: Config) -> tuple[datasets.Floats, datasets.Floats]:
    points = datasets.point_set(config.data)
    return points.train, points.test


def test_pandas_reads_the_points() -> None:
    frame = pandas.read_csv(io.BytesIO(to_csv(trained("default").snapshot())))
    train, test = split(trained("default").config)
    coordinates = frame[["x1", "x2", "label"]]
    np.testing.assert_array_equal(coordinates[frame.split == "train"], train)
    np.testing.assert_array_equal(coordinates[frame.split == "test"], test)


@pytest.mark.parametrize("dataset", ["circle", "moons", "pinwheel5", "multi_gauss"])
@pytest.mark.parametrize(("samples", "percent"), [(15, 10), (61, 37.5), (10, 90), (300, 90), (77, 50)])
def test_points_brought_back_are_split_as_before(dataset: str, samples: int, percent: float) -> None:
    config = Config(data={"dataset": dataset, "samples": samples, "train_percent": percent, "seed": 3})
    back = from_csv(to_csv(Trainer(config).snapshot()))
    assert back.data.task == config.data.task
    assert back.data.classes == config.data.classes
    for ours, theirs in zip(split(back), split(config), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_columns_may_come_in_any_order_and_without_a_split() -> None:
    config = from_csv(b"\xef\xbb\xbflabel, x2, x1\r\n1, 2, 3\r\n-1, 4, 5\r\n")
    assert isinstance(config.data, PointSet)
    assert config.data.rows.tolist() == [[3, 2, 1], [5, 4, -1]]
    assert config.data.train_percent == 50


@pytest.mark.parametrize("train", [1, 2, 38, 39])
def test_any_split_comes_back(train: int) -> None:
    sides = ["train"] * train + ["test"] * (40 - train)
    config = Config(data={"points": [[x / 10, 0, x % 2] for x in range(40)], "sides": sides})
    back = from_csv(to_csv(Trainer(config).snapshot()))
    for ours, theirs in zip(split(back), split(config), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_rows_of_both_sides_may_be_mixed() -> None:
    rows = b"0,0,1,test\n1,0,-1,train\n2,0,1,test\n3,0,-1,\n"
    config = from_csv(b"x1,x2,label,split\n" + rows)
    assert isinstance(config.data, PointSet)
    assert config.data.sides.tolist() == [False, True, False, True]
    assert config.data.rows[:, 0].tolist() == [0, 1, 2, 3]


def test_without_a_word_on_sides_half_of_the_points_are_for_testing_and_with_one_it_holds() -> None:
    rows = [b"%d,0,1" % (number % 6) for number in range(20)]
    assert from_csv(b"x1,x2,label\n" + b"\n".join(rows)).data.training_count == 10
    whole = from_csv(b"x1,x2,label,split\n" + b"\n".join(row + b",train" for row in rows))
    assert (whole.data.training_count, whole.data.train_percent) == (20, 100)


def test_what_is_for_validation_is_for_testing() -> None:
    config = from_csv(b"x1,x2,label,split\n0,0,1,train\n1,2,1,validation\n")
    assert isinstance(config.data, PointSet)
    assert config.data.sides.tolist() == [True, False]


def test_of_a_large_table_a_sample_is_taken() -> None:
    config = from_csv(b"x1,x2,label\n" + b"0,0,1\n1,1,2\n" * 3000)
    assert config.data.count == 5000


def test_classes_have_the_names_of_the_table() -> None:
    config = from_csv(b"x1;x2;species\r\n0,5;1;newt\r\n1;0,5;toad\r\n")
    assert isinstance(config.data, PointSet)
    assert config.data.class_names == ("newt", "toad")
    assert config.data.rows.tolist() == [[0.5, 1, -1], [1, 0.5, 1]]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"", "the table is empty"),
        (b"1,2,3\n", "at least 2 rows"),
        (b"\xff\xfe", "the table is empty"),
        (b"x1,x2,label\n1,2,1\n1,zwei,1\n", "x2 must be a number, got 'zwei' in line 3"),
        (b"x1,x2,label\n1,2\n", "line 2 has 2 cells under 3 names"),
        (
            b"x1,x2,label,split\n1,2,1,later\n1,2,1,train\n",
            "split must be train or test, got 'later' in line 2",
        ),
        (b"x1,x2,label,split\n1,2,1,test\n1,3,1,test\n", "split says test in each row"),
    ],
)
def test_a_table_that_is_none_is_refused(table: bytes, message: str) -> None:
    with pytest.raises(InvalidRequest, match=message):
        from_csv(table)


@pytest.mark.parametrize("row", [b"7,0,1", b"0,0,1e300"])
def test_values_beyond_their_limits_are_refused(row: bytes) -> None:
    with pytest.raises(InvalidConfig):
        from_table(b"x1,x2,label\n0,0,1\n" + row + b"\n", Wishes(scale="none"))


@pytest.mark.parametrize("row", [b"0,inf,1", b"0,0,inf", b"0,nan,1", b"0,0,nan"])
def test_what_is_no_number_makes_no_point(row: bytes) -> None:
    with pytest.raises(InvalidRequest):
        from_csv(b"x1,x2,label\n0,0,1\n" + row + b"\n")


@pytest.mark.parametrize("rows", [b"", b"0,0,1,train\n", b"0,0,1,test\n"])
def test_too_few_points_are_refused(rows: bytes) -> None:
    with pytest.raises(InvalidRequest):
        from_csv(b"x1,x2,label,split\n" + rows)


@pytest.mark.parametrize("names", [("newt", "toad"), ("a, b", 'c "d"'), ("frog", "newt", "toad")])
def test_classes_are_written_by_their_names(names: tuple[str, ...]) -> None:
    points = [[x / 10, 0, x % len(names)] for x in range(12)]
    config = Config(data={"points": points, "class_names": names})
    table = to_csv(Trainer(config).snapshot())
    assert set(pandas.read_csv(io.BytesIO(table)).label) == set(names)
    back = from_csv(table).data
    assert isinstance(back, PointSet)
    assert isinstance(config.data, PointSet)
    assert back.class_names == names
    assert sorted(back.rows.tolist()) == config.data.rows.tolist()


OWN: dict[str, dict[str, Any]] = {
    "titles": {"units": {"x1": {"title": "width, cm"}, "x2": {"title": "größe"}, "label": {"title": "kind"}}},
    "titles that mislead": {"units": {"x1": {"title": "y"}, "x2": {"title": "x"}}},
    "titles that are numbers": {"units": {"x1": {"title": "2019"}, "x2": {"title": "2020"}}},
    "a title that is a comment": {"units": {"x1": {"title": "# of legs"}}},
    "titles of one name": {"units": {"x1": {"title": "a"}, "x2": {"title": "a"}}},
    "a title that is that of the sides": {"units": {"x1": {"title": "split"}}},
    "standard": {"scale": "standard"},
    "fit": {"scale": "fit"},
    "classes in an order of their own": {"class_names": ["toad", "newt"]},
    "classes that look like numbers": {"class_names": ["2", "1"]},
    "a class that has no points": {"class_names": ["frog", "newt", "toad"]},
    "a regression in whole numbers": {"task": "regression"},
}


@pytest.mark.parametrize("name", OWN)
def test_points_of_ones_own_come_back_as_they_are_known(name: str) -> None:
    points = [[x / 4, x * x / 100, x % 2] for x in range(-12, 12)]
    config = Config(data={"points": points, "train_percent": 70, **OWN[name]})
    table = to_csv(Trainer(config).snapshot())
    ours, back = config.data, from_csv(table).data
    assert isinstance(ours, PointSet)
    assert isinstance(back, PointSet)
    assert (back.task, back.class_names) == (ours.task, ours.class_names)
    for side in (True, False):
        np.testing.assert_array_equal(back.values[back.sides == side], ours.values[ours.sides == side])
    for axis, before in zip(back.units, ours.units, strict=True):
        assert (axis.offset, axis.factor) == pytest.approx((before.offset, before.factor), rel=1e-12)
    assert back.units.titles == ours.units.titles or "title" in name
    assert len(pandas.read_csv(io.BytesIO(table), comment="#")) == 24


def test_a_table_says_no_more_of_itself_than_it_must() -> None:
    named = {"data": {"points": [[7, 0, 0], [1, 2, 1]], "units": OWN["titles"]["units"]}}
    table = to_csv(Trainer(Config(**named)).snapshot()).decode()
    assert table.splitlines()[0] == '"width, cm",größe,kind,split'
    named["data"]["scale"] = "standard"
    remark, header, *_ = to_csv(Trainer(Config(**named)).snapshot()).decode().splitlines()
    assert (remark, header) == ('# tinkernet: {"scale":"standard"}', '"width, cm",größe,kind,split')


def test_points_that_were_edited_since_they_were_scaled_are_scaled_anew() -> None:
    units = {"x1": {"offset": 50, "factor": 10, "title": "score"}}
    data = {"points": [[40, 0, 0], [60, 2, 1], [47, 1, 1]], "units": units}
    table = to_csv(Trainer(Config(data=data)).snapshot())
    back = from_csv(table).data
    assert isinstance(back, PointSet)
    assert table.startswith(b"score,x2,label,split\n")
    assert (back.units.x1.offset, back.units.x1.factor) == (50, 2)


def test_labels_that_nobody_has_named_stay_numbers() -> None:
    config = Config(data={"points": [[0, 0, 0], [1, 0, 1], [2, 0, 2]]})
    assert set(pandas.read_csv(io.BytesIO(to_csv(Trainer(config).snapshot()))).label) == {0, 1, 2}
