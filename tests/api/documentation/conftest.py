"""OpenAPI as a server gives it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest


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
