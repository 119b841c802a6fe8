"""Pictures of addresses."""

import xml.etree.ElementTree as xml

import httpx
import pytest

from tests.api.http.test_errors import refused

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
