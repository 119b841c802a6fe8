"""HTTP with one server, whose errors come back as the exceptions that they were there."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import httpx

from tinkernet.errors import TinkernetError

CONNECT_RETRIES = 4
"""Further attempts to connect, over about four seconds: a server may just be starting."""
TIMEOUT = httpx.Timeout(30, connect=10)
PATIENT = httpx.Timeout(30, connect=10, read=None)
"""For answers that come when the work is done, however long it takes."""


class Connection:
    """Sends requests and raises what the server refuses."""

    def __init__(self, base_url: str, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(
            base_url=base_url,
            transport=transport or httpx.HTTPTransport(retries=CONNECT_RETRIES),
            timeout=TIMEOUT,
        )

    def request(
        self, method: str, path: str, *, timeout: httpx.Timeout = TIMEOUT, **content: Any
    ) -> httpx.Response:
        """The answer.

        Raises:
            TinkernetError: the server refuses, as the subclass with its code.
            httpx.TransportError: there is no answer.
        """
        response = self._http.request(method, path, timeout=timeout, **content)
        if not response.is_success:
            raise _error(response)
        return response

    def close(self) -> None:
        """Ends all connections."""
        self._http.close()


def _error(response: httpx.Response) -> TinkernetError:
    """The exception that an answer tells of."""
    try:
        body = response.json()["error"]
        code, message = str(body["code"]), str(body["message"])
    except (ValueError, KeyError, TypeError):
        phrase = HTTPStatus(response.status_code).phrase
        return TinkernetError(f"the server answered {response.status_code} ({phrase})")
    known = next((kind for kind in _kinds(TinkernetError) if kind.code == code), TinkernetError)
    error = known(message, body.get("field"))
    error.code = code
    return error


def _kinds(base: type[TinkernetError]) -> Iterator[type[TinkernetError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)
