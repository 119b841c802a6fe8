"""OpenAPI, completed: errors, the events of the stream, examples, and the refusal that all commands share."""

import json
import re
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tinkernet.api.documentation.examples import Examples, examples
from tinkernet.api.http.answers import JSON
from tinkernet.api.http.refusals import BAD_QUERY, described
from tinkernet.api.http.security import FOREIGN, SAFE_METHODS
from tinkernet.wire.errors import ErrorObject
from tinkernet.wire.stream import EVENTS

Schema = dict[str, Any]
REF = "#/components/schemas/{model}"


class DescribedApp(FastAPI):
    """An app whose OpenAPI document is complete."""

    def openapi(self) -> Schema:
        """The document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = completed(_by_way(super().openapi()))
        return self.openapi_schema


def completed(document: Schema) -> Schema:
    """The document with all examples, and what no route names; of a foreign page every command is refused."""
    schemas, known = document["components"]["schemas"], examples()
    for name, schema in _unrouted().items():
        schemas.setdefault(name, schema)
    for item in document["paths"].values():
        for method, operation in item.items():
            if method.upper() not in SAFE_METHODS:
                _add_foreign(operation["responses"])
            if "HTTPValidationError" in str(operation["responses"].get("422")):  # FastAPI's own, never sent
                operation["responses"]["422"] = described(422, [BAD_QUERY.as_dict()])
            for part in (operation.get("requestBody", {}), *operation["responses"].values()):
                content = part.get("content", {}).get(JSON)
                if content and "examples" not in content:
                    content |= _example(content["schema"], known)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _by_way(document: Schema) -> Schema:
    """The document, where a model that is told otherwise than it is given has its own name as it is told."""
    text = json.dumps(document)
    text = re.sub(r'([/"])(\w+)-Input"', r'\1Partial\2"', text)
    return json.loads(re.sub(r'([/"])(\w+)-Output"', r'\1\2"', text))  # type: ignore[no-any-return]


def _unrouted() -> Schema:
    """The schemas of errors and of the events of the stream, with all that they are made of."""
    models: list[type[BaseModel]] = [ErrorObject, *EVENTS.values()]
    _, found = models_json_schema([(model, "serialization") for model in models], ref_template=REF)
    return {**found["$defs"], "StreamEvent": _event()}


def _event() -> Schema:
    """The schema of what the stream tells: the fields of a body beside the type."""
    kinds = [
        {
            "allOf": [
                {"type": "object", "properties": {"type": {"const": name}}, "required": ["type"]},
                {"$ref": REF.format(model=body.__name__)},
            ]
        }
        for name, body in EVENTS.items()
    ]
    return {"title": "StreamEvent", "description": "What the stream tells.", "anyOf": kinds}


def _add_foreign(answers: Schema) -> None:
    foreign = described(403, [{"code": "forbidden", "message": FOREIGN}])
    known = answers.setdefault("403", foreign)["content"][JSON]["examples"]
    known |= foreign["content"][JSON]["examples"]


def _example(schema: Schema, known: Examples) -> Schema:
    """What the schema itself gives, or what is known of its model, the first of several; a file has none."""
    if "examples" in schema:
        return {"example": schema["examples"][0]}
    name = schema.get("anyOf", [schema])[0].get("$ref", "").rpartition("/")[2]
    return {"example": known[name]} if name in known else {}
