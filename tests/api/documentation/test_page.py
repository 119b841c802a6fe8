"""The documentation page: every call, and no foreign host."""

import json
import re
from html import escape
from typing import Any

import httpx

from tests.api.documentation.conftest import contents, operations


def test_the_page_lists_every_call(client: httpx.Client, schema: dict[str, Any]) -> None:
    page = client.get("/docs").text
    for method, path, _ in operations(schema):
        assert f'<span class="method">{method}</span> <code>{path}</code>' in page


def test_the_page_shows_the_body_of_every_command(client: httpx.Client, schema: dict[str, Any]) -> None:
    shown = client.get("/docs").text
    bodies = [
        content["example"]
        for _, _, operation in operations(schema)
        for status, content in contents(operation)
        if status is None
    ]
    assert {"epochs_per_second": 60} in bodies
    for body in bodies:
        assert f"<pre>{escape(json.dumps(body, indent=2))}</pre>" in shown


def test_the_page_needs_no_other_host_and_no_script(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert not re.search(
        r"https?://|<script|style=| on\w+=", re.sub(r"<pre>.*?</pre>", "", page, flags=re.DOTALL)
    )
    links = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert set(links) == {"docs.css", "icon.svg", "openapi.json"}
    assert all(client.get(f"/{link}").is_success for link in links)
