"""How answers are written: as JSON or as files, and which of them a client would rather have."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Response, status

from tinkernet.base.strict_json import dump

JSON, BINARY = "application/json", "application/octet-stream"
FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
"""OpenAPI's description of bytes."""


def json_response(content: Any, code: int = status.HTTP_200_OK) -> Response:
    """Plain values as an answer."""
    return Response(dump(content), code, media_type=JSON)


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file to be kept."""
    return Response(content, headers=kept_as(name), media_type=media_type)


def kept_as(name: str) -> dict[str, str]:
    """The header under whose name a browser keeps an answer."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def files(media_types: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's description of an answer that is a file of one of these types."""
    return {200: {"content": dict.fromkeys(media_types, FILE)}}


def prefers_binary(accept: str) -> bool:
    """Whether bytes are asked for by name in an `Accept` header, and JSON not more."""
    weights = _weights(accept)
    binary = weights.get(BINARY, 0.0)
    return binary > 0 and binary >= weights.get(JSON, 0.0)


def _weights(accept: str) -> Mapping[str, float]:
    """The weight of each media type; one that cannot be read counts for nothing."""
    found: dict[str, float] = {}
    for entry in accept.lower().split(","):
        kind, *parameters = (part.strip() for part in entry.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        found[kind] = float(weight) if weight.replace(".", "", 1).isdecimal() else 0.0
    return found
