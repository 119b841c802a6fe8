"""Sessions leave over REST, and come back."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import safetensors.numpy

from tinkernet.export.formats import FORMATS

IMPORTABLE = {"config": "application/json", "safetensors": "application/octet-stream", "csv": "text/csv"}
CONFIG = {"data": {"dataset": "xor", "noise": 10}, "training": {"optimizer": "adam"}}


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def session(client: httpx.Client) -> dict[str, str]:
    created = client.post("/api/sessions", json={"config": CONFIG}).json()
    stepped: dict[str, str] = client.post(f"/api/sessions/{created['id']}/step", json={"steps": 30}).json()
    return stepped


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_served_as_a_file(client: httpx.Client, session: dict[str, str], name: str) -> None:
    answer = client.get(f"/api/sessions/{session['id']}/export/{name}")
    entry = FORMATS[name]  # type: ignore[index]
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(entry.media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="tinkernet-xor-1.{entry.suffix}"'
    assert len(answer.content) > 100


def test_whoever_watches_may_take_it_home_too(client: httpx.Client, session: dict[str, str]) -> None:
    owner, watcher = (
        client.get(f"/api/sessions/{session[name]}/export/safetensors") for name in ("id", "watch_id")
    )
    ours, theirs = safetensors.numpy.load(owner.content), safetensors.numpy.load(watcher.content)
    assert {name: ours[name].tolist() for name in ours} == {name: theirs[name].tolist() for name in theirs}


@pytest.mark.parametrize("name", IMPORTABLE)
def test_a_file_brings_a_session_back(client: httpx.Client, session: dict[str, str], name: str) -> None:
    content = client.get(f"/api/sessions/{session['id']}/export/{name}").content
    answer = client.post("/api/sessions/import", content=content, headers={"content-type": IMPORTABLE[name]})
    assert answer.status_code == 201
    back = answer.json()
    assert back["id"] != session["id"]
    assert back["status"] == "paused"
    if name != "csv":
        assert back["config"] == session["config"]
    if name == "safetensors":
        assert (back["step"], back["metrics"]) == (30, session["metrics"])
    points = [client.get(f"/api/sessions/{owner['id']}/data").json() for owner in (session, back)]
    if name == "csv":
        points = [{part: data[part] for part in ("train", "test")} for data in points]
    assert points[0] == points[1]


@pytest.mark.parametrize(
    ("kind", "content", "status", "code"),
    [
        ("application/json", b'{"data": {"noise": 80}}', 422, "invalid_config"),
        ("application/json", b'{"data": {"noise": NaN}}', 422, "invalid_request"),
        ("application/json", b"[]", 422, "invalid_request"),
        ("application/json", b"[[1, 2], [3, 4]]", 422, "invalid_request"),
        ("application/json", b"0", 422, "invalid_config"),
        ("application/octet-stream", b"no tensors", 422, "invalid_request"),
        ("text/csv; charset=utf-8", b"a,b\n", 422, "invalid_request"),
        ("text/plain", b"hello", 422, "invalid_request"),
        ("text/html", b"1,2,0\n2,1,1\n", 422, "invalid_request"),
        ("text/csv", b"Age,x2,label\n23,1,0\n1e16,2,1\n", 422, "invalid_config"),
        ("text/csv", b"0" * ((16 << 20) + 1), 413, "too_large"),
        ("application/json", b'{"data": {}}' + b" " * 600_000, 413, "too_large"),
        ("application/octet-stream", b"0" * 600_000, 413, "too_large"),
    ],
)
def test_what_is_no_export_is_refused(
    client: httpx.Client, kind: str, content: bytes, status: int, code: str
) -> None:
    answer = client.post("/api/sessions/import", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/csv", b"width;length;species\n1,5;-2;newt\n0,5;1;toad\n"),
        ("text/plain; charset=utf-8", b"width length species\n1.5 -2 newt\n0.5 1 toad\n"),
        ("text/tab-separated-values", b"1.5\t-2\tnewt\n0.5\t1\ttoad\n"),
        ("application/json", b'\n[[1.5, -2, "newt"], [0.5, 1, "toad"]]'),
    ],
)
def test_any_table_makes_a_session(client: httpx.Client, kind: str, content: bytes) -> None:
    answer = client.post("/api/sessions/import", content=content, headers={"content-type": kind})
    assert answer.status_code == 201, answer.text
    data = client.get(f"/api/sessions/{answer.json()['id']}/data").json()
    assert data["class_names"] == ["newt", "toad"]
    assert sorted([*data["train"], *data["test"]]) == [[0.5, 1, 1], [1.5, -2, -1]]


def test_an_unknown_format_is_refused_with_those_there_are(
    client: httpx.Client, session: dict[str, str]
) -> None:
    answer = client.get(f"/api/sessions/{session['id']}/export/pickle")
    assert answer.status_code == 422
    assert "safetensors" in answer.json()["error"]["message"]


def test_the_documentation_names_every_format() -> None:
    text = (Path(__file__).parents[3] / "docs" / "exports.md").read_text()
    for name, entry in FORMATS.items():
        assert f"`{name}`" in text
        assert f".{entry.suffix}`" in text


def test_openapi_tells_what_may_be_imported(client: httpx.Client) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/api/sessions/import"]["post"]
    others = {"text/plain", "text/tab-separated-values"}
    assert set(operation["requestBody"]["content"]) == {*IMPORTABLE.values(), *others}
    assert json.dumps(operation["requestBody"]).count("examples") == 4
