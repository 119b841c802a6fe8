"""The documentation page: OpenAPI as plain HTML, without script and without any foreign host."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; padding: 0.4rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8884; border-radius: 0.5rem; }
.method { display: inline-block; min-width: 4rem; font-weight: 700; }
table { border-collapse: collapse; }
th, td { text-align: start; padding: 0.2rem 1rem 0.2rem 0; vertical-align: top; }
"""


@router.get("/docs")
async def page(request: Request) -> HTMLResponse:
    """All calls of the API."""
    return HTMLResponse("".join(_page(request.app.openapi())))


@router.get("/docs.css")
async def style() -> Response:
    """The page's style, in a file of its own: the content security policy allows no other."""
    return Response(STYLE, media_type="text/css")


def _page(schema: dict[str, Any]) -> Iterator[str]:
    title = escape(schema["info"]["title"])
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}: API</title>'
    yield '<meta name="viewport" content="width=device-width"><link rel="icon" href="icon.svg">'
    yield '<link rel="stylesheet" href="docs.css"></head>'
    yield f"<body><h1>{title}: API</h1><p>{escape(schema['info'].get('description', ''))}</p>"
    yield '<p>The same for programs: <a href="openapi.json">openapi.json</a>.</p>'
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            yield from _operation(method, path, operation)
    yield "</body></html>"


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    name = f'<span class="method">{method.upper()}</span> <code>{escape(path)}</code>'
    yield f"<details><summary>{name}</summary>"
    yield f"<p>{escape(operation.get('description', ''))}</p>"
    parameters = [entry for entry in operation.get("parameters", []) if entry["in"] != "header"]
    if parameters:
        yield "<table>"
        for parameter in parameters:
            yield from _parameter(parameter)
        yield "</table>"
    yield from _example("Body", operation.get("requestBody", {}))
    known = operation["responses"].items()
    answers = ", ".join(f"{status} {escape(answer['description'])}" for status, answer in known)
    yield f"<p>Answers: {answers}</p>"
    yield from _example("Answer", next(iter(operation["responses"].values())))
    yield "</details>"


def _parameter(parameter: dict[str, Any]) -> Iterator[str]:
    schema = parameter["schema"]
    limits = [
        f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema
    ]
    default = [f"default {schema['default']}"] if "default" in schema else []
    words = ", ".join([str(schema.get("type", "")), *limits, *default])
    yield f"<tr><th><code>{escape(parameter['name'])}</code></th><td>{escape(words)}</td>"
    yield f"<td>{escape(parameter.get('description', ''))}</td></tr>"


def _example(what: str, part: dict[str, Any]) -> Iterator[str]:
    content = part.get("content", {}).get("application/json", {})
    if "example" in content:
        example = escape(json.dumps(content["example"], indent=2))
        yield f"<details><summary>{what}, for example</summary><pre>{example}</pre></details>"
