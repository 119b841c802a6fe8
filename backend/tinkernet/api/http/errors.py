"""The one place where errors become HTTP: one shape, one table of statuses."""

from http import HTTPStatus
from math import isfinite
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from tinkernet.base import strict_json
from tinkernet.base.validation import refusal
from tinkernet.errors import (
    IllegalCommand,
    InvalidRequest,
    ListingOff,
    NotFound,
    RequestTooLarge,
    StorageUnavailable,
    TinkernetError,
    TooManyExperiments,
    TooManyMessages,
    TooManySessions,
    WatchOnly,
)
from tinkernet.wire.errors import MISTAKE

RETRY_AFTER = 60
"""Seconds after which it is worth asking again."""
PASSING = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)

_STATUSES: dict[type[TinkernetError], HTTPStatus] = {
    RequestTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    InvalidRequest: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    WatchOnly: HTTPStatus.FORBIDDEN,
    ListingOff: HTTPStatus.FORBIDDEN,
    IllegalCommand: HTTPStatus.CONFLICT,
    TooManySessions: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyMessages: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyExperiments: HTTPStatus.TOO_MANY_REQUESTS,
    StorageUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_SENTENCES = {
    HTTPStatus.NOT_FOUND: "there is nothing at this path; GET /docs lists what there is",
    HTTPStatus.METHOD_NOT_ALLOWED: "this path does not take this method; GET /docs lists what there is",
    HTTPStatus.UPGRADE_REQUIRED: "this path is a stream: it must be opened as a WebSocket",
    HTTPStatus.INTERNAL_SERVER_ERROR: MISTAKE["message"],
}


def status_of(error: TinkernetError) -> HTTPStatus:
    """The status that an error of the domain deserves."""
    return next(status for kind, status in _STATUSES.items() if isinstance(error, kind))


def error_response(error: TinkernetError) -> Response:
    """The response that an error of the domain deserves."""
    status = status_of(error)
    headers = {"Retry-After": str(RETRY_AFTER)} if status in PASSING else None
    return _response(status, error.as_dict(), headers)


def http_error_response(
    status: int, headers: dict[str, str] | None = None, message: str | None = None
) -> Response:
    """The response to a request that no handler of ours has seen."""
    known = HTTPStatus(status)
    sentence = message or _SENTENCES.get(known, known.phrase.lower())
    return _response(known, {"code": known.name.lower(), "message": sentence}, headers)


def install(app: FastAPI) -> None:
    """Makes every error of the app come out in the one shape."""

    @app.exception_handler(TinkernetError)
    async def _domain(_: Request, error: TinkernetError) -> Response:
        return error_response(error)

    @app.exception_handler(RequestValidationError)
    async def _validation(_: Request, error: RequestValidationError) -> Response:
        details = error.errors()[0]
        where, *path = details["loc"]
        value = details["input"] if where == "body" else _number_or(details["input"])
        return error_response(refusal(cast(ErrorDetails, {**details, "loc": tuple(path), "input": value})))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> Response:
        return http_error_response(error.status_code, dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def _mistake(_: Request, error: Exception) -> Response:
        # uvicorn ends the connection when the mistake reaches it: the client must not use it again
        return http_error_response(HTTPStatus.INTERNAL_SERVER_ERROR, {"Connection": "close"})


def _number_or(text: object) -> object:
    """Of a query `nan` and `1e400` as the numbers they are, which are not quoted; all else as it is."""
    try:
        number = float(str(text))
    except ValueError:
        return text
    return text if isfinite(number) else number


def _response(status: HTTPStatus, body: dict[str, Any], headers: dict[str, str] | None) -> Response:
    content = strict_json.dump({"error": body})
    return Response(content, status.value, headers, media_type="application/json")
