"""The documentation: complete, with examples that the real handlers take, and without any foreign host."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.conftest import Session

READING = [
    "/api/sessions/{id}",
    *(
        f"/api/sessions/{{id}}/{name}"
        for name in ("parameters", "gradients", "boundary", "data", "history", "snapshots")
    ),
]


@pytest.fixture
def schema(client: httpx.Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/openapi.json").json()
    return document


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every call."""
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def examples(schema: dict[str, Any], operation: dict[str, Any]) -> list[Any]:
    """The examples of a body: those given, else one made from the examples of its fields."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return []
    body = content["schema"]
    for part in (body, *body.get("anyOf", [])):
        if "examples" in part:
            return list(part["examples"])
        if "$ref" in part:
            model = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
            fields = model.get("properties", {})
            return [{name: field["examples"][0] for name, field in fields.items() if "examples" in field}]
    return []


def test_every_call_is_described_and_names_its_errors(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        assert operation.get("description"), (method, path)
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                kinds = [content["schema"]["$ref"] for content in answer["content"].values()]
                assert kinds == ["#/components/schemas/ErrorObject"], path


def test_every_body_has_an_example(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        if "application/json" in operation.get("requestBody", {}).get("content", {}):
            assert examples(schema, operation), (method, path)


def test_the_examples_are_taken_by_the_real_handlers(
    client: httpx.Client, schema: dict[str, Any], session: Session
) -> None:
    called = set()
    for method, path, operation in operations(schema):
        if method == "DELETE" or not path.startswith("/api/sessions"):
            continue
        for body in examples(schema, operation):
            client.post(f"/api/sessions/{session['id']}/pause")
            answer = client.request(method, path.replace("{id}", session["id"]), json=body)
            assert answer.is_success, (method, path, body, answer.text)
            called.add(path)
    assert len(called) >= 9


def test_every_get_answers_as_described(
    client: httpx.Client, schema: dict[str, Any], session: Session
) -> None:
    for method, path, operation in operations(schema):
        if method == "GET" and path in READING:
            answer = client.get(path.replace("{id}", session["id"]))
            described = operation["responses"]["200"]["content"]["application/json"]["schema"]
            names = [part["$ref"].rsplit("/", 1)[1] for part in described.get("anyOf", [described])]
            allowed = {
                name for model in names for name in schema["components"]["schemas"][model]["properties"]
            }
            assert answer.json().keys() <= allowed, path


def test_the_page_lists_every_call(client: httpx.Client, schema: dict[str, Any]) -> None:
    page = client.get("/docs").text
    for method, path, _ in operations(schema):
        assert f'<span class="method">{method}</span> <code>{path}</code>' in page


def test_the_page_needs_no_other_host_and_no_script(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert not re.search(r"https?://|<script|style=| on\w+=", page)
    links = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert set(links) == {"docs.css", "icon.svg", "openapi.json"}
    assert all(client.get(f"/{link}").is_success for link in links)
