"""The documentation: complete, with examples that the real handlers take, and without any foreign host."""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.api.conftest import Session
from tests.api.http.test_errors import every_error
from tinkernet.api.http.errors import error_response

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


def contents(operation: dict[str, Any]) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """All that is JSON in a call: its body, and its answers with their status."""
    parts = [(None, operation.get("requestBody", {}))]
    parts += [(int(status), answer) for status, answer in operation["responses"].items()]
    for status, part in parts:
        content = part.get("content", {}).get("application/json", {})
        if content and content["schema"].get("format") != "binary":
            yield status, content


def examples(content: dict[str, Any]) -> list[Any]:
    """All examples that are given for a body or an answer."""
    several = [entry["value"] for entry in content.get("examples", {}).values()]
    return [*several, *([content["example"]] if "example" in content else [])]


def test_every_call_is_described_and_names_its_errors(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        assert operation.get("description"), (method, path)
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                kinds = [content["schema"]["$ref"] for content in answer["content"].values()]
                assert kinds == ["#/components/schemas/ErrorObject"], path


def test_every_body_and_every_answer_has_examples_that_its_schema_allows(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        for status, content in contents(operation):
            assert examples(content), (method, path, status)
            check = Draft202012Validator({**content["schema"], "components": schema["components"]})
            for example in examples(content):
                check.validate(example)


def test_the_examples_of_errors_have_the_status_of_their_code(schema: dict[str, Any]) -> None:
    known = {(error_response(kind("")).status_code, kind.code) for kind in every_error()}
    for method, path, operation in operations(schema):
        for status, content in contents(operation):
            if status is not None and status >= 400:
                codes = {(status, example["error"]["code"]) for example in examples(content)}
                assert codes <= known | {(403, "forbidden")}, (method, path)


def test_every_command_of_a_foreign_page_is_said_to_be_refused(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        codes = {
            example["error"]["code"]
            for status, content in contents(operation)
            if status == 403
            for example in examples(content)
        }
        assert ("forbidden" in codes) == (method != "GET"), (method, path)


def test_nothing_is_said_to_be_missing_where_nothing_is_named(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        assert ("404" in operation["responses"]) == ("{" in path), (method, path)


def test_the_examples_are_taken_by_the_real_handlers(
    client: httpx.Client, schema: dict[str, Any], session: Session
) -> None:
    called = set()
    for method, path, operation in operations(schema):
        if method == "DELETE" or not path.startswith("/api/sessions"):
            continue
        bodies = [content for status, content in contents(operation) if status is None]
        for body in (example for content in bodies for example in examples(content)):
            client.post(f"/api/sessions/{session['id']}/pause")
            answer = client.request(method, path.replace("{id}", session["id"]), json=body)
            assert answer.is_success, (method, path, body, answer.text)
            called.add(path)
    assert len(called) == 11


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
