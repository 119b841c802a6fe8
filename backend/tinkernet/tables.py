"""Tables of runs and points, as pandas data frames and as files, from rows as REST describes them."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tinkernet.errors import InvalidRequest

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Mapping[str, Any]
COUNTS = ("run", "point", "seed", "epochs", "best_epoch")
LOSSES = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
SHARES = ("train_recall", "test_recall", "train_precision", "test_precision")
"""For each class."""
RESULT_COLUMNS = (
    "run", "point", "seed", "reason", "succeeded", "epochs", *LOSSES,
    "best_epoch", *(f"best_{name}" for name in LOSSES), "seconds",
    *SHARES,
)  # fmt: skip
"""Of every table of runs; the axes of the sweep follow."""
_PARTS = {
    "success": ("rate", "low", "high"),
    "test_loss": ("q1", "median", "q3"),
    "epochs_to_success": ("q1", "median", "q3"),
}
POINT_COLUMNS = ("runs", *(f"{name}_{part}" for name, parts in _PARTS.items() for part in parts))
"""Of every table of points, after `point` and the axes."""


def results_frame(rows: Iterable[Row], axes: Sequence[str]) -> "DataFrame":
    """One row a run: the columns of the CSV file, the axes last. A list is its JSON text, as in a filter.

    Raises:
        ModuleNotFoundError: pandas is not installed.
    """
    found = [[*_result_cells(row), *_axis_cells(row, axes)] for row in rows]
    types: dict[str, Any] = dict.fromkeys(COUNTS, "int64")
    types |= {name: "float64" for name in RESULT_COLUMNS if name.endswith(("loss", "accuracy", "seconds"))}
    types |= {"succeeded": "boolean"}
    return pandas().DataFrame(found, columns=[*RESULT_COLUMNS, *axes]).astype(types)


def points_frame(rows: Iterable[Row], axes: Sequence[str]) -> "DataFrame":
    """One row a point: its values, how many runs are done, the success rate, the quartiles.

    Raises:
        ModuleNotFoundError: pandas is not installed.
    """
    found = [[row["point"], *_axis_cells(row, axes), row["runs"], *_point_cells(row)] for row in rows]
    types = dict.fromkeys(POINT_COLUMNS, "float64") | {"point": "int64", "runs": "int64"}
    return pandas().DataFrame(found, columns=["point", *axes, *POINT_COLUMNS]).astype(types)


def save(path: str | PathLike[str], rows: Iterable[Row], axes: Sequence[str]) -> None:
    """Writes the table of runs into a file, .csv or .parquet: the CSV file is that of a server.

    Raises:
        InvalidRequest: the file's name ends otherwise.
        ImportError: pandas or pyarrow is not installed, for Parquet.
    """
    if table_format(path) == "parquet":
        results_frame(rows, axes).to_parquet(path, index=False)
        return
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*RESULT_COLUMNS, *axes])
        for row in rows:
            writer.writerow(map(_text, (*_result_cells(row), *_axis_cells(row, axes))))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json.dumps(cell)


def _result_cells(row: Row) -> list[Any]:
    flat = {**row, **{f"best_{name}": value for name, value in row["best"].items()}}
    return [_flat(flat[name]) for name in RESULT_COLUMNS]


def _point_cells(row: Row) -> list[Any]:
    return [row[name] and row[name][part] for name, parts in _PARTS.items() for part in parts]


def _axis_cells(row: Row, axes: Sequence[str]) -> list[Any]:
    return [_flat(row["values"][path]) for path in axes]


def _flat(value: Any) -> Any:
    return json.dumps(value, separators=(",", ":")) if isinstance(value, list | tuple) else value


def table_format(path: str | PathLike[str]) -> Literal["csv", "parquet"]:
    """The format of a file of this name.

    Raises:
        InvalidRequest: it ends neither in .csv nor in .parquet.
    """
    match Path(path).suffix.lower():
        case ".csv":
            return "csv"
        case ".parquet":
            return "parquet"
    raise InvalidRequest(f"a table of results ends in .csv or .parquet, got {Path(path).name}")


def pandas() -> Any:
    """The module.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    try:
        return import_module("pandas")
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "a data frame needs pandas: pip install 'tinkernet[pandas]'", name="pandas"
        ) from None
