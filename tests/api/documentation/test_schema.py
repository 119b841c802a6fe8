"""OpenAPI: complete, with examples that the real handlers take."""

from typing import Any

import httpx
from jsonschema import Draft202012Validator

from tests.api.conftest import Session
from tests.api.documentation.conftest import contents, examples, operations
from tests.api.http.test_errors import every_error
from tests.api.sessions.conftest import READING
from tinkernet.api.http.errors import error_response


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
    assert len(called) == 15


def test_every_get_answers_as_described(
    client: httpx.Client, schema: dict[str, Any], session: Session
) -> None:
    for method, path, operation in operations(schema):
        if method == "GET" and path.removeprefix("/api/sessions/{id}") in READING:
            answer = client.get(path.replace("{id}", session["id"]))
            described = operation["responses"]["200"]["content"]["application/json"]["schema"]
            names = [part["$ref"].rsplit("/", 1)[1] for part in described.get("anyOf", [described])]
            allowed = {
                name for model in names for name in schema["components"]["schemas"][model]["properties"]
            }
            assert answer.json().keys() <= allowed, path
