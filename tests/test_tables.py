"""Tables of runs and points as data frames."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tinkernet import tables
from tinkernet.errors import InvalidRequest
from tinkernet.experiments.query import COLUMNS

METRICS = {"train_loss": 0.1, "test_loss": 0.2, "train_accuracy": None, "test_accuracy": None}
RUN: dict[str, Any] = {
    **METRICS, "run": 3, "point": 1, "seed": 7, "reason": "epochs", "succeeded": None, "epochs": 9,
    "best": {**METRICS, "epoch": 4}, "seconds": 0.5, "values": {"network.hidden": [4, 2], "data.noise": 5},
    "train_recall": [0.5, 1.0], "test_recall": [1.0, None],
    "train_precision": [1.0, 0.5], "test_precision": [1.0, None],
}  # fmt: skip
POINT: dict[str, Any] = {
    "point": 1, "values": {"network.hidden": (4, 2)}, "runs": 8,
    "success": {"rate": 0.5, "low": 0.2, "high": 0.8},
    "test_loss": {"q1": 0.1, "median": 0.2, "q3": 0.3}, "epochs_to_success": None,
}  # fmt: skip


def test_the_columns_are_those_of_the_tables_of_a_server() -> None:
    assert tables.RESULT_COLUMNS == COLUMNS


def test_a_run_is_a_row() -> None:
    frame = tables.results_frame([RUN], ["network.hidden", "data.noise"])
    assert list(frame.columns) == [*COLUMNS, "network.hidden", "data.noise"]
    row = frame.iloc[0]
    assert (row["run"], row["best_epoch"], row["best_test_loss"]) == (3, 4, 0.2)
    assert (row["network.hidden"], row["data.noise"]) == ("[4,2]", 5)


def test_what_is_not_known_is_missing_and_types_stay() -> None:
    for rows in ([RUN], []):
        types = tables.results_frame(rows, []).dtypes.astype(str)
        assert (types["run"], types["test_accuracy"], types["succeeded"]) == ("int64", "float64", "boolean")
    assert tables.results_frame([RUN], []).isna().sum(axis=1).tolist() == [5]


def test_a_point_is_a_row() -> None:
    row = tables.points_frame([POINT], ["network.hidden"]).iloc[0]
    assert list(row.index) == ["point", "network.hidden", *tables.POINT_COLUMNS]
    assert (row["network.hidden"], row["runs"], row["success_low"], row["test_loss_median"]) == (
        "[4,2]",
        8,
        0.2,
        0.2,
    )
    assert row.isna().sum() == 3


def test_a_csv_file_needs_no_pandas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    tables.save(tmp_path / "table.csv", [RUN], ["network.hidden"])
    heading, row = (tmp_path / "table.csv").read_text().splitlines()
    assert heading == ",".join((*COLUMNS, "network.hidden"))
    shares = '"[0.5,1.0]","[1.0,null]","[1.0,0.5]","[1.0,null]"'
    assert row == f'3,1,7,epochs,,9,0.1,0.2,,,4,0.1,0.2,,,0.5,{shares},"[4,2]"'


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'tinkernet\[pandas\]'"):
        tables.results_frame([RUN], [])


@pytest.mark.parametrize(("name", "format"), [("a.csv", "csv"), ("b.c/A.Parquet", "parquet")])
def test_the_name_of_a_file_tells_its_format(name: str, format: str) -> None:
    assert tables.table_format(name) == format


def test_a_file_of_another_name_is_refused() -> None:
    with pytest.raises(InvalidRequest, match=r"ends in \.csv or \.parquet, got table\.xlsx"):
        tables.table_format("table.xlsx")
