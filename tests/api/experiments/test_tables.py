"""The results of an experiment as a file."""

import csv
import io
import json
import sys

import httpx
import pytest
from pyarrow import parquet

from tests.api.experiments.conftest import State


def test_a_table_for_a_spreadsheet_has_every_run(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}/results", params={"format": "csv", "sort": "test_loss"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert len(rows) == 16
    losses = [float(row["test_loss"]) for row in rows]
    assert losses == sorted(losses)
    assert json.loads(rows[0]["network.hidden"]) in [[2], [4, 4]]
    best = client.get(f"{path}/results", params={"sort": "test_loss", "limit": 1}).json()["results"][0]
    assert float(rows[0]["test_loss"]) == best["test_loss"]


@pytest.mark.parametrize(("asked", "rows"), [({"limit": 3}, 3), ({"offset": 12}, 4), ({"offset": 16}, 0)])
def test_a_table_has_the_rows_that_are_asked_for(
    client: httpx.Client, path: str, asked: dict[str, int], rows: int
) -> None:
    question = {"sort": "-test_loss", **asked}
    page = client.get(f"{path}/results", params=question).json()["results"]
    text = client.get(f"{path}/results", params={**question, "format": "csv"}).text
    file = client.get(f"{path}/results", params={**question, "format": "parquet"}).content
    runs = [row["run"] for row in page]
    assert len(runs) == rows
    assert [int(row["run"]) for row in csv.DictReader(io.StringIO(text))] == runs
    assert parquet.read_table(io.BytesIO(file))["run"].to_pylist() == runs


def test_a_parquet_file_has_what_the_table_has(client: httpx.Client, mixed: State) -> None:
    path = f"/api/sweeps/{mixed['id']}"
    answer = client.get(f"{path}/results", params={"format": "parquet", "sort": "-test_loss"})
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert "attachment" in answer.headers["content-disposition"]
    table = parquet.read_table(io.BytesIO(answer.content))
    rows = client.get(f"{path}/results", params={"sort": "-test_loss"}).json()["results"]
    assert table.column("test_loss").to_pylist() == [row["test_loss"] for row in rows]
    assert table.column("data.dataset").to_pylist() == [row["values"]["data.dataset"] for row in rows]
    assert table.column("test_accuracy").null_count == 2
    assert [str(table.schema.field(name).type) for name in ("seed", "succeeded", "best_test_loss")] == [
        "int64",
        "bool",
        "double",
    ]


def test_without_pyarrow_parquet_is_refused_with_the_way_to_get_it(
    client: httpx.Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get(f"{path}/results", params={"format": "parquet"})
    assert answer.status_code == 422
    assert "pip install 'tinkernet[parquet]'" in answer.json()["error"]["message"]
