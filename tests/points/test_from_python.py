"""Points from what people have in Python."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from tinkernet import Config, Trainer, Wishes, read_points, run, sweep
from tinkernet.errors import InvalidRequest, RequestTooLarge
from tinkernet.points.from_python import points_like, with_points
from tinkernet.points.scale import IDENTITY

X = np.array([[0.25, -1], [1 / 3, 2], [-3, 0.5], [1, 1]])
WORDS = np.array(["newt", "toad", "toad", "newt"])
LABELS = [-1.0, 1.0, 1.0, -1.0]
FRAME = pd.DataFrame({"length": X[:, 0], "width": X[:, 1], "species": WORDS})
CSV = "a;b;c\n0,25;-1;newt\n0,3333333333333333;2;toad\n-3;0,5;toad\n1;1;newt\n"

FORMS: dict[str, Any] = {
    "a pair of arrays": (X, WORDS),
    "a pair of lists": (X.tolist(), WORDS.tolist()),
    "labels as a column": (X, WORDS[:, None]),
    "a pair with tensors": (torch.tensor(X, requires_grad=True), WORDS),
    "a frame and a column": (FRAME[["length", "width"]], FRAME["species"]),
    "a column that is called like another": (FRAME[["length", "width"]], FRAME["species"].rename("width")),
    "a frame": FRAME,
    "a frame with an index of its own": FRAME.set_index(pd.Index([7, 5, 3, 1])),
    "a frame of categories": FRAME.astype({"species": "category"}),
    "a mapping": {name: FRAME[name].to_numpy() for name in FRAME},
    "rows": [(*row, word) for row, word in zip(X.tolist(), WORDS, strict=True)],
    "rows as mappings": FRAME.to_dict("records"),
    "bytes": CSV.encode(),
    "a drawing": SimpleNamespace(data_as_X_y=(X, WORDS)),
}


@pytest.mark.parametrize("form", FORMS)
def test_points_are_the_same_whatever_they_come_in(form: str) -> None:
    points, report = read_points(FORMS[form])
    assert points.rows.tolist() == np.column_stack([X, LABELS]).tolist()
    assert points.class_names == ("newt", "toad")
    assert [(entry.name, entry.count) for entry in report.classes] == [("newt", 2), ("toad", 2)]


@pytest.mark.parametrize("make", [str, Path])
def test_a_path_is_read(make: Callable[[Path], Any], tmp_path: Path) -> None:
    file = tmp_path / "newts.csv"
    file.write_text(CSV)
    points = read_points(make(file))[0]
    assert points == read_points(CSV.encode())[0]
    assert replace(points, units=IDENTITY) == read_points((X, WORDS))[0]


def test_an_array_has_the_labels_in_its_third_column() -> None:
    points, report = read_points(np.column_stack([X, [0, 1, 1, 0]]))
    assert points.rows[:, 2].tolist() == LABELS
    assert points.class_names == ("0", "1")
    assert report.format == "arrays"


def test_truth_values_are_classes_and_fractions_a_regression() -> None:
    assert read_points((X, WORDS == "toad"))[0].class_names == ("False", "True")
    values = [0.1, 0.7, -2.5, 1 / 3]
    assert read_points((X, values))[0].rows[:, 2].tolist() == values


def test_of_more_than_two_columns_two_are_chosen() -> None:
    wide = pd.DataFrame({"a": X[:, 0], "b": 0.0, "c": X[:, 1]})
    points, report = read_points((wide, WORDS), Wishes(x1="a", x2="c"))
    assert points.rows[:, :2].tolist() == X.tolist()
    assert report.label.title == "label"


def test_what_is_missing_is_left_out() -> None:
    holes = FRAME.assign(length=[None, *X[1:, 0]], species=pd.array([*WORDS[:3], pd.NA], dtype="string"))
    points, report = read_points(pd.concat([FRAME, holes]))
    assert points.rows[:, 0].tolist() == [*X[:, 0], *X[1:3, 0]]
    assert [entry.reason for entry in report.left_out] == ["length is missing", "species is missing"]


BAD: dict[str, tuple[Any, str]] = {
    "a number": (3, "points cannot be read from int"),
    "nothing": (None, "points cannot be read from NoneType"),
    "too few labels": ((X, WORDS[:3]), "y must have a label for each of the 4 rows of X, got the shape (3,)"),
    "one label": ((X, 1), "y must have a label for each of the 4 rows of X, got the shape ()"),
    "one column": ((X[:, :1], WORDS), "X must have two columns at least, got 1: x1 and x2"),
    "a flat array": (np.zeros(3), "an array of points must have the shape (n, 3), got (3,)"),
    "ragged rows": ([[1, 2, 3], [1, 2]], "row 2 has 2 cells where the first row has 3"),
    "ragged columns": ({"x1": [1, 2], "x2": [1]}, "all columns must have the same number of rows"),
    "a name twice": (FRAME.set_axis(["a", "a", "b"], axis=1), "two columns are named a: rename one of them"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_are_no_points_is_refused(case: str) -> None:
    data, message = BAD[case]
    with pytest.raises(InvalidRequest, match=re.escape(message)):
        read_points(data)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "newts.csv"
    file.write_text(CSV)
    with pytest.raises(RequestTooLarge):
        read_points(file, Wishes(max_bytes=10))


def test_the_share_for_training_is_that_of_the_config() -> None:
    config = Config(data={"train_percent": 100, "seed": 7})
    points = points_like(config.data, (X, WORDS))
    assert (points.training_count, points.train_percent, points.seed) == (4, 100, 7)


def test_a_column_of_sides_is_respected() -> None:
    split = FRAME.assign(part=["test", "train", "train", "train"])
    points = points_like(Config().data, split, Wishes(split="part"))
    assert points.sides.tolist() == [False, True, True, True]


def test_points_that_are_read_already_stay_as_they_are() -> None:
    points, _ = read_points((X, WORDS))
    assert with_points(Config(data={"train_percent": 90}), points).data == points


def test_the_truth_table_is_learned_whole() -> None:
    config = Config(data={"train_percent": 100}, training={"learning_rate": 0.3, "batch_size": 4})
    trainer = Trainer(config, points=([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]))
    assert trainer.train(epochs=500).train_accuracy == 1


def test_runs_and_sweeps_take_points() -> None:
    stop = {"epochs": 3}
    assert run(stop=stop, points=(X, WORDS)).config.data.count == 4
    swept = sweep({}, {"training.learning_rate": [0.1, 0.2]}, stop=stop, points=(X, WORDS))
    assert {one.config.data.digest for one in swept.runs} == {points_like(Config().data, (X, WORDS)).digest}
