"""Tables over REST: imported with a report, or read alone."""

import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from tinkernet import Wishes
from tinkernet.client import Client
from tinkernet.errors import InvalidRequest, Remark
from tinkernet.points.reading.table import MAX_BYTES

TABLE = b"a;b;c;d\n1;0;0,5;newt\n2;1;-1;toad\n3;1;1,5;newt\n4;?;2;toad\n"
WISHES: list[tuple[str, Any]] = [("x1", "c"), ("x2", "2"), ("classes", "toad"), ("classes", "newt")]
CSV = {"content-type": "text/csv"}


def read(client: httpx.Client, content: bytes, wishes: Any = ()) -> httpx.Response:
    return client.post("/api/points/read", content=content, params=wishes)


def test_a_table_is_read_as_it_is_wished(client: httpx.Client) -> None:
    found = read(client, TABLE, WISHES).json()
    assert found["points"] == [[0.5, 0, 1], [-1, 1, -1], [1.5, 1, 1]]
    assert (found["sides"], found["class_names"]) == (None, ["toad", "newt"])
    report = found["report"]
    assert [report[role]["name"] for role in ("x1", "x2", "label")] == ["c", "b", "d"]
    assert (report["rows"], report["used"], report["left_out"][0]["lines"]) == (4, 3, [5])
    assert report["first"][1] == {"line": 3, "x1": -1, "x2": 1, "label": "toad", "side": None}


def test_sides_are_told(client: httpx.Client) -> None:
    found = read(client, b"1,2,a,train\n2,3,b,test\n", {"split": "4"}).json()
    assert found["sides"] == ["train", "test"]


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"x1": "width"}, "x1"),
        ({"task": "ranking"}, "task"),
        ({"colour": "red"}, "colour"),
        ({"seed": -1}, "seed"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(client: httpx.Client, wishes: Any, field: str) -> None:
    for answer in (
        read(client, TABLE, wishes),
        client.post("/api/sessions/import", content=TABLE, params=wishes, headers=CSV),
    ):
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_a_refusal_has_a_code_and_its_values(client: httpx.Client) -> None:
    error = read(client, b"1;2;a\n3;x;b\n5;6;b\n7;8;b\n").json()["error"]
    values = {"column": 2, "cell": "x", "line": 2, "counted": "line"}
    assert error["remark"] == {"code": "no_number", "values": values}
    malformed = read(client, b"[[1, 2, 3],\n[1, 2, }]").json()["error"]["remark"]
    assert malformed == {"code": "json_malformed", "values": {"line": 2, "character": 8}}
    far = read(client, b"1,2,0\n300,-2,1\n", {"scale": "none"}).json()["error"]["remark"]
    span = {"from": -6, "to": 6, "least": 1, "largest": 300}
    assert far == {"code": "beyond_square", "values": {"role": "x1", **span}}


def test_the_client_has_the_code_of_a_refusal_and_its_values(server: str, tmp_path: Path) -> None:
    file = tmp_path / "newts.csv"
    file.write_text("1;2;newt\n3;4;newt\n")
    with Client(server) as client, pytest.raises(InvalidRequest) as refusal:
        client.import_session(file)
    assert refusal.value.remark == Remark("one_class", {"column": 3, "cell": "newt"})


def test_what_is_too_large_is_refused_and_what_is_large_is_sampled(client: httpx.Client) -> None:
    assert read(client, b"0" * (MAX_BYTES + 1)).status_code == 413
    long = read(client, b"x1,x2,label\n" + b"0,1,0\n1,0,1\n" * 60_000, {"seed": 3}).json()
    assert long["report"]["sample"] == {"of": 120_000, "seed": 3}
    assert len(long["points"]) == 5000


def test_an_import_answers_with_the_report(client: httpx.Client) -> None:
    answer = client.post("/api/sessions/import", content=TABLE, params=WISHES, headers=CSV)
    assert answer.status_code == 201
    assert answer.json()["report"] == read(client, TABLE, WISHES).json()["report"]
    data = client.get(f"/api/sessions/{answer.json()['id']}/data").json()
    assert data["class_names"] == ["toad", "newt"]


def test_of_other_files_there_is_no_report(client: httpx.Client) -> None:
    assert client.post("/api/sessions/import", json={}).json()["report"] is None


def test_arrays_are_imported_as_bytes(client: httpx.Client) -> None:
    file = io.BytesIO()
    np.savez(file, X=np.array([[0.5, 1], [2, -1]]), y=np.array(["newt", "toad"]))
    bytes_alone = {"content-type": "application/octet-stream"}
    answer = client.post("/api/sessions/import", content=file.getvalue(), headers=bytes_alone)
    assert answer.json()["report"]["format"] == "npz"


def test_the_client_says_its_wishes_and_has_the_report(server: str, tmp_path: Path) -> None:
    file = tmp_path / "newts.arff"
    file.write_text(
        "@relation newts\n@attribute a real\n@attribute b real\n@attribute c {u,v}\n@data\n1,2,u\n3,4,v\n"
    )
    with Client(server) as client:
        session = client.import_session(file, Wishes(x1=2, x2=1, classes=("v", "u")))
        assert session.report
        assert session.report["x1"]["name"] == "b"
        assert [entry["name"] for entry in session.report["classes"]] == ["v", "u"]
        assert client.session(session.id).report is None
