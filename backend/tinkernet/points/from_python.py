"""Points as people have them in Python: arrays, data frames, files, what a widget has drawn."""

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.config import Config, DataConfig
from tinkernet.errors import InvalidRequest
from tinkernet.points.from_table import point_set
from tinkernet.points.point_set import PointSet
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.report import Report
from tinkernet.points.reading.structured import columnar, json_rows
from tinkernet.points.reading.table import Table, Wishes

PointsLike = Any
"""A PointSet, or whatever `read_points` reads."""

FORMS = "give arrays (X, y), a data frame, rows of x1, x2 and label, a path or the bytes of a file"


def read_points(data: PointsLike, wishes: Wishes | None = None) -> tuple[PointSet, Report]:
    """The points in what people have, and how it was understood.

    That may be a pair (X, y) of arrays (n, 2 or more) and (n,), of numpy, of torch or lists; a data frame, or
    a mapping from names to columns; an array (n, 3), or rows of x1, x2 and label; a path, or the bytes of a
    file; or an object with such a pair as its `data_as_X_y`, as drawdata's widget is. Labels are numbers,
    words or truth values.

    Raises:
        InvalidRequest: it is none of these, or does not fit the wishes.
        InvalidConfig: a value is beyond its limits.
        OSError: the file cannot be read.
    """
    table, report = _read(data, wishes)
    return point_set(table), report


def with_points(config: Config, data: PointsLike, wishes: Wishes | None = None) -> Config:
    """The config on other points, as `points_like` gives them.

    Raises: as `read_points`.
    """
    return Config(**{**dict(config), "data": points_like(config.data, data, wishes)})


def points_like(before: DataConfig, data: PointsLike, wishes: Wishes | None = None) -> PointSet:
    """Other points; unless they say their sides, these are drawn by the share and the seed of those `before`.

    Raises: as `read_points`.
    """
    if isinstance(data, PointSet):
        return data
    table, _ = _read(data, wishes)
    points = point_set(table)
    if table.sides is not None:
        return points
    return replace(points, train_percent=before.train_percent, seed=before.seed).split_anew()


def _read(data: PointsLike, wishes: Wishes | None) -> tuple[Table, Report]:
    wishes = wishes or Wishes()
    if isinstance(data, bytes | bytearray | memoryview):
        return read_table(bytes(data), wishes)
    if isinstance(data, str | PathLike):
        return read_table(_content(Path(data), wishes), wishes)
    if isinstance(data, PointSet):
        raise InvalidRequest("these points are read already: take them as they are")
    data = getattr(data, "data_as_X_y", data)
    if isinstance(data, tuple) and len(data) == 2 and (_is_frame(data[0]) or len(_shape(data[0])) == 2):
        return _read_pair(*data, wishes)
    if _is_frame(data):
        return read_table(columnar("arrays", *_columns(data)), wishes)
    return read_table(replace(json_rows(_rows(data)), format="arrays"), wishes)


def _content(path: Path, wishes: Wishes) -> bytes:
    """The bytes of a file; of one that is too large, one more than are allowed."""
    with path.open("rb") as file:
        return file.read(wishes.max_bytes + 1)


def _read_pair(features: Any, labels: Any, wishes: Wishes) -> tuple[Table, Report]:
    """Of X and y, which may have names: that y is the label needs no telling, nor what X has beside it."""
    if _is_frame(features):
        names, columns = _columns(features)
    else:
        shape = _shape(features)
        names = [f"x{place}" for place in range(1, shape[1] + 1)]
        columns = _array(features).T.tolist()
    if len(names) < 2:
        raise InvalidRequest(f"X must have two columns at least, got {len(names)}: x1 and x2", "X")
    targets = _array(labels)
    rows = len(columns[0])
    if targets.shape not in ((rows,), (rows, 1)):
        message = f"y must have a label for each of the {rows} rows of X, got the shape {targets.shape}"
        raise InvalidRequest(message, "y")
    name = str(getattr(labels, "name", None) or "label")
    names, columns = [*names, "" if name in names else name], [*columns, targets.reshape(-1).tolist()]
    if wishes.label is None:
        wishes = replace(wishes, label=len(names))
    if len(names) == 3 and wishes.x1 is None and wishes.x2 is None:
        wishes = replace(wishes, x1=1, x2=2)
    return read_table(columnar("arrays", names, columns), wishes)


def _is_frame(data: Any) -> bool:
    """Whether it has columns by name: a data frame, or a mapping."""
    return isinstance(data, Mapping) or hasattr(data, "columns")


def _columns(frame: Any) -> tuple[list[str], list[list[Any]]]:
    """The names of the columns, and the columns."""
    names = list(frame if isinstance(frame, Mapping) else frame.columns)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InvalidRequest(f"two columns are named {str(twice)[:40]}: rename one of them", str(twice)[:40])
    columns = [_listed(frame[name]) for name in names]
    if len(set(map(len, columns))) > 1:
        raise InvalidRequest("all columns must have the same number of rows", str(names[0])[:40])
    return list(map(str, names)), columns


def _rows(data: Any) -> list[Any]:
    """Rows for the reader of JSON, of which an array (n, 3) is one kind."""
    if not hasattr(data, "tolist") and not isinstance(data, list | tuple):
        raise InvalidRequest(f"points cannot be read from {type(data).__name__}: {FORMS}")
    if not hasattr(data, "tolist"):
        return [_listed(row) if hasattr(row, "tolist") else row for row in data]
    if len(_shape(data)) != 2:
        raise InvalidRequest(f"an array of points must have the shape (n, 3), got {_shape(data)}")
    return list(_array(data).tolist())


def _listed(column: Any) -> list[Any]:
    to_list = getattr(column, "to_list", None) or getattr(column, "tolist", None)
    return list(to_list() if to_list else column)


def _shape(data: Any) -> tuple[int, ...]:
    """Of an array, or of lists in lists; those that fit no array have none."""
    try:
        return _array(data).shape
    except InvalidRequest:
        return ()


def _array(data: Any) -> NDArray[Any]:
    """The array of numpy in an array of numpy or torch, or in lists."""
    if hasattr(data, "detach"):
        data = data.detach().cpu()
    try:
        return np.asarray(data)
    except ValueError:
        raise InvalidRequest("the rows of an array must all have the same length") from None
