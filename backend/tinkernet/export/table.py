"""The points of a config as a CSV table, and a config from such a table.

The columns are x1, x2, label and split, which says `train` or `test`.
"""

import csv
import io
import math
from typing import Any

import numpy as np

from tinkernet.base.validation import quoted
from tinkernet.config import MAX_CLASSES, MAX_POINTS, Config
from tinkernet.errors import InvalidRequest
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.snapshot import Snapshot

COLUMNS = ("x1", "x2", "label")
SPLITS = ("train", "test")

Row = tuple[float, float, float]


def to_csv(snapshot: Snapshot) -> bytes:
    """The points in the order of training set, test set; numbers with all their digits."""
    data = snapshot.config.data
    parts = datasets.split(datasets.points(data), data.train_percent)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, "split"])
    for points, name in zip(parts, SPLITS, strict=True):
        writer.writerows([*row, name] for row in points.tolist())
    return text.getvalue().encode()


def from_csv(data: bytes) -> Config:
    """A config on the points of a table, split as its column says, half and half if it has none.

    Labels that are all −1 and 1, or whole numbers from 0 up, are classes; others make a regression.

    Raises:
        InvalidRequest: it is no such table.
        InvalidConfig: a value is beyond its limits.
    """
    rows, splits = _read(data)
    labels = {row[2] for row in rows}
    is_classes = labels <= {-1.0, 1.0} or all(label in range(MAX_CLASSES) for label in labels)
    task = "classification" if is_classes else "regression"
    section: dict[str, Any] = {"dataset": "custom", "task": task, "points": rows}
    if "test" in splits:
        train = [row for row, split in zip(rows, splits, strict=True) if split == "train"]
        test = [row for row, split in zip(rows, splits, strict=True) if split == "test"]
        section |= {"points": _unshuffled(train + test), "train_percent": _percent(len(train), len(rows))}
    return Config.parse({"data": section})


def _read(data: bytes) -> tuple[list[Row], list[str]]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), skipinitialspace=True)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise InvalidRequest(f"the first line must name the columns {', '.join(COLUMNS)}")
        rows: list[Row] = []
        splits: list[str] = []
        for entry in reader:
            if len(rows) == MAX_POINTS:
                raise InvalidRequest(f"a table must have at most {MAX_POINTS} points")
            x1, x2, label = (_number(entry[name], name, reader.line_num) for name in COLUMNS)
            rows.append((x1, x2, label))
            splits.append(_split(entry.get("split"), reader.line_num))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidRequest("the body is no CSV table in UTF-8") from None
    return rows, splits


def _number(text: str | None, name: str, line: int) -> float:
    try:
        return float(text or "")
    except ValueError:
        raise InvalidRequest(f"{name} must be a number, got {quoted(text)} in line {line}", name) from None


def _split(text: str | None, line: int) -> str:
    split = text or "train"
    if split not in SPLITS:
        raise InvalidRequest(f"split must be train or test, got {quoted(text)} in line {line}", "split")
    return split


def _unshuffled(rows: list[Row]) -> list[Row]:
    """The rows in such an order that the shuffle of the data set leads to theirs."""
    numbers = [(0.0, 0.0, float(number)) for number in range(len(rows))]
    section = {"dataset": "custom", "task": "regression", "points": numbers}
    data = Config.parse({"data": section}).data
    order = datasets.points(data)[:, 2].astype(int)
    before: list[Row] = [(0.0, 0.0, 0.0)] * len(rows)
    for row, number in zip(rows, order, strict=True):
        before[number] = row
    return before


def _percent(train: int, rows: int) -> float:
    """The share of all points that leads to so many for training.

    Raises:
        InvalidRequest: there is none within the limits.
    """
    percent = min(max(100 * train / rows, 10.0), 90.0)
    if int(rows * percent / 100) < train:  # by the last bit
        percent = math.nextafter(percent, 100.0)
    if len(datasets.split(np.empty((rows, 3)), percent)[0]) != train:
        raise InvalidRequest(
            f"between 10 and 90 % of the points must be for training, got {train} of {rows}", "split"
        )
    return percent
