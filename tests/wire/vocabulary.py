"""The types that travel, read from OpenAPI.

A model of both ways becomes two types where a request may leave fields out that an answer always has: `Stop`
as an answer has it, and `PartialStop`. OpenAPI writes a choice out wherever it is made; here it gets back the
name that it has in `tinkernet.config` or `tinkernet.wire`.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, get_args, get_origin

from tinkernet import wire

Schema = dict[str, Any]
STREAM = "StreamEvent"
"""What the stream tells; no route names it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object."""

    name: str
    schema: Schema
    is_optional: bool

    @property
    def description(self) -> str:
        """What it means; empty where its name says it."""
        return str(self.schema.get("description", ""))


@dataclass(frozen=True, slots=True)
class Object:
    """An object with fields."""

    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One of several objects, each with a `type` beside its fields."""

    name: str
    description: str
    bodies: Mapping[str, str]
    """The object, by its `type`."""


Type = Choice | Object | Event


def vocabulary(document: Schema) -> list[Type]:
    """All types of a document, each behind those that it is made of."""
    waiting = {one.name: one for one in _Reader(document).types()}

    def taken(name: str) -> Iterator[Type]:
        one = waiting.pop(name, None)
        if one is not None:
            for part in _parts(one):
                yield from taken(part)
            yield one

    return [one for name in sorted(waiting) for one in taken(name)]


def _parts(one: Type) -> list[str]:
    if isinstance(one, Object):
        return list(references([field.schema for field in one.fields]))
    return list(one.bodies.values()) if isinstance(one, Event) else []


class _Reader:
    """Tells what answers have from what requests may have."""

    def __init__(self, document: Schema) -> None:
        names = choices()
        self._schemas: dict[str, Schema] = _with_choices(document["components"]["schemas"], names)
        self._schemas |= {name: {"enum": values} for values, name in names.items()}
        calls = [call for path in document["paths"].values() for call in path.values()]
        answers = [*(call["responses"] for call in calls), self._schemas[STREAM]]
        self._asked = self._reached([call.get("requestBody") for call in calls])
        self._answered = {STREAM, *self._reached(answers)}
        both = self._asked & self._answered
        self._partial = {name: f"Partial{name}" for name in both if self._is_partial(name)}

    def types(self) -> Iterator[Type]:
        """All of them."""
        for name in self._answered:
            yield self._type(name, self._schemas[name], is_filled=name in self._asked)
        for name in (self._asked - self._answered) | self._partial.keys():
            yield self._type(self._partial.get(name, name), _renamed(self._schemas[name], self._partial))

    def _type(self, name: str, schema: Schema, is_filled: bool = False) -> Type:
        """With `is_filled`, what a request has left out is there."""
        description = schema.get("description", "")
        if "enum" in schema:
            return Choice(name, schema["enum"])
        if name == STREAM:
            pairs = [part["allOf"] for part in schema["anyOf"]]
            bodies = {tag["properties"]["type"]["const"]: reference(body) for tag, body in pairs}
            return Event(name, description, bodies)
        if "anyOf" in schema:
            schema = _joined([self._schemas[reference(part)] for part in schema["anyOf"]])
        present = schema["properties"] if is_filled else schema.get("required", [])
        fields = [Field(field, inner, field not in present) for field, inner in schema["properties"].items()]
        return Object(name, description, tuple(fields))

    def _reached(self, parts: list[Any]) -> set[str]:
        """The names of all schemas that these refer to, those of the referred to as well."""
        found: set[str] = set()
        waiting = list(references(parts))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += references(self._schemas[name])
        return found

    def _is_partial(self, name: str) -> bool:
        """Whether something may be left out, at any depth."""
        schemas = [self._schemas[one] for one in {name, *self._reached([self._schemas[name]])}]
        return any(schema.get("properties", {}).keys() - schema.get("required", []) for schema in schemas)


def choices() -> dict[tuple[str, ...], str]:
    """The names of all choices, by what there is to choose from."""
    rooms = [f"tinkernet.wire.{module.name}" for module in pkgutil.iter_modules(wire.__path__)]
    return {
        get_args(value): name
        for room in ("tinkernet.config", *rooms)
        for name, value in vars(import_module(room)).items()
        if get_origin(value) is Literal
    }


def _with_choices(part: Any, names: Mapping[tuple[str, ...], str]) -> Any:
    """A part of a document that refers to choices which it had written out."""
    if isinstance(part, list):
        return [_with_choices(inner, names) for inner in part]
    if not isinstance(part, dict):
        return part
    name = names.get(tuple(part.get("enum", ())))
    return {**part, "$ref": name} if name else {key: _with_choices(part[key], names) for key in part}


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """A part of a document that refers to other names."""
    if isinstance(part, list):
        return [_renamed(inner, names) for inner in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return {**part, "$ref": names.get(reference(part), part["$ref"])}
    return {key: _renamed(part[key], names) for key in part}


def _joined(objects: list[Schema]) -> Schema:
    """One object for several; what not all of them have may be missing."""
    properties = {name: inner for one in objects for name, inner in one["properties"].items()}
    common = set[str].intersection(*(set(one["required"]) for one in objects))
    return {"properties": properties, "required": common}


def reference(schema: Schema) -> str:
    """The name that a schema refers to."""
    return str(schema["$ref"]).rpartition("/")[2]


def references(part: Any) -> Iterator[str]:
    """All names that a part of a document refers to."""
    if isinstance(part, dict) and "$ref" in part:
        yield reference(part)
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from references(inner)
