"""Pictures of addresses."""

import xml.etree.ElementTree as xml

import httpx
import pytest

from tests.api.http.test_errors import refused
from tinkernet.export.lessons import FILES

LINK = "http://localhost:8000/lab.html?lab=linear#mode=batch&lock=mode&seed=17"


def qr(client: httpx.Client, text: str) -> httpx.Response:
    return client.get("/api/labs/qr", params={"text": text})


def test_a_link_is_a_square_of_svg(client: httpx.Client) -> None:
    answer = qr(client, LINK)
    assert answer.headers["content-type"] == "image/svg+xml"
    picture = xml.fromstring(answer.content)
    left, top, width, height = map(float, picture.attrib["viewBox"].split())
    assert (left, top, width) == (0, 0, height)
    assert (width - 8 - 17) % 4 == 0  # modules of a version, and the quiet zone
    assert qr(client, LINK + "0").content != answer.content


@pytest.mark.parametrize("text", ["x" * 2000, "é" * 1400, "<script>&", "μ σ"])
def test_a_text_of_any_letters_is_taken(client: httpx.Client, text: str) -> None:
    assert xml.fromstring(qr(client, text).content).tag.endswith("svg")


@pytest.mark.parametrize("text", ["", "x" * 2001, "漢" * 1500])
def test_a_text_that_is_too_long_is_refused(client: httpx.Client, text: str) -> None:
    assert refused(qr(client, text), 422, "invalid_request")["field"] == "text"


@pytest.mark.parametrize("name", FILES)
def test_a_notebook_is_kept_under_its_name(client: httpx.Client, name: str) -> None:
    for language, title in FILES[name].items():
        answer = client.get(f"/api/labs/notebooks/{name}", params={"language": language})
        assert answer.headers["content-disposition"] == f'attachment; filename="{title}.ipynb"'
        assert answer.json()["nbformat"] == 4


def test_a_notebook_has_the_numbers_of_the_address(client: httpx.Client) -> None:
    query = {"points": "1,3;-2,.5", "w": "-0.5", "rate": "0.3", "seed": "1"}
    first = client.get("/api/labs/notebooks/01", params=query).text
    assert "ys = [3.0, 0.5]" in first
    assert "rate = 0.3" in first
    data = client.get("/api/labs/exercises/gradients.receipt?seed=1").json()["values"]
    second = client.get("/api/labs/notebooks/02", params=query).text
    assert f"torch.tensor({[float(y) for y in data.values()]})" in second


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("points=1", "points"),
        ("points=1,2;", "points"),
        ("points=import os", "points"),
        ("points=" + "1,2;" * 8 + "1,2", "points"),
        ("points=9999999,1", "points"),
        ("w=nan", "w"),
        ("rate=11", "rate"),
        ("language=de", "language"),
        ("seed=-1", "seed"),
    ],
)
def test_numbers_that_are_none_are_refused(client: httpx.Client, query: str, field: str) -> None:
    answer = client.get(f"/api/labs/notebooks/01?{query}")
    assert refused(answer, 422, "invalid_request")["field"] == field


def test_a_notebook_that_does_not_exist_is_not_found(client: httpx.Client) -> None:
    for name in ("04", "x" * 500, "..%2F01"):
        refused(client.get(f"/api/labs/notebooks/{name}"), 404, "not_found")
