"""HTTP with one server, whose errors come back as the exceptions that they were there."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from tinkernet.errors import InvalidRequest, Remark, TinkernetError

STARTING = (0.25, 0.5, 1.0, 2.0)
"""Seconds before further attempts to reach a server that has never answered: it may just be starting."""
RESTARTING = (*STARTING, 4.0, 8.0)
"""The same once it has answered."""
TIMEOUT = httpx.Timeout(30, connect=10)
PATIENT = httpx.Timeout(30, connect=10, read=None)
"""For answers that come when the work is done, however long it takes."""
EVENTS = httpx.Timeout(30, connect=10, read=45)
"""For server-sent events: a server that has none sends a sign of life every 15 seconds."""


@dataclass(frozen=True)
class Pages:
    """How much one request asks for of what comes page after page."""

    experiments: int = 50
    rows: int = 1000
    """Results of runs, or points."""
    pictures: int = 250
    """Boundaries or histories."""


class ServerGone(ConnectionError):
    """The server does not answer, and has not for several attempts."""


class Connection:
    """Sends requests and raises what the server refuses.

    A request that cannot have had an effect is sent again for a while if there is no answer: all that found
    nobody listening, and every GET whose connection broke.
    """

    def __init__(
        self,
        base_url: str,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
        pages: Pages | None = None,
    ) -> None:
        """`sleep` pauses between attempts."""
        if not base_url.startswith(("http://", "https://")):
            raise InvalidRequest(f"the address of a server begins with http:// or https://, got {base_url}")
        self.base_url = base_url.rstrip("/")
        self._http = httpx.Client(base_url=base_url, transport=transport, timeout=TIMEOUT)
        self._sleep = sleep
        self.pages = pages or Pages()
        self._has_answered = False

    def request(
        self, method: str, path: str, *, timeout: httpx.Timeout = TIMEOUT, **content: Any
    ) -> httpx.Response:
        """The answer.

        Raises:
            TinkernetError: the server refuses, as the subclass with its code.
            ServerGone: there is no answer.
        """
        return self._answer(self._http.build_request(method, path, timeout=timeout, **content))

    def events(self, path: str) -> Iterator[tuple[str, str]]:
        """Names and data of server-sent events, until the stream ends or breaks.

        Raises: as `request`, before the first.
        """
        response = self._answer(self._http.build_request("GET", path, timeout=EVENTS), stream=True)
        name = ""
        try:
            for line in response.iter_lines():
                field, _, value = line.partition(":")
                if field == "event":
                    name = value.strip()
                elif field == "data":
                    yield name, value.strip()
        except httpx.TransportError:
            return  # whoever wants to know more asks again
        finally:
            response.close()

    def pause(self) -> None:
        """Waits a moment, where the server is there and what is asked for is not."""
        self._sleep(STARTING[0])

    def close(self) -> None:
        """Ends all connections."""
        self._http.close()

    def _answer(self, request: httpx.Request, stream: bool = False) -> httpx.Response:
        pauses = iter(RESTARTING if self._has_answered else STARTING)
        while True:
            try:
                response = self._http.send(request, stream=stream)
            except httpx.TransportError as error:
                pause = next(pauses, None)
                if pause is None or not _may_be_repeated(request, error):
                    raise ServerGone(self._complaint(error)) from None
                self._sleep(pause)
            else:
                break
        self._has_answered = True
        if not response.is_success:
            response.read()
            raise _error(response)
        return response

    def _complaint(self, error: httpx.TransportError) -> str:
        if isinstance(error, httpx.ReadTimeout):
            return f"the server at {self.base_url} took too long to answer"
        if not self._has_answered:
            return f"nobody answers at {self.base_url} ({error}): is `tinkernet serve` running there?"
        return (
            f"the server at {self.base_url} is gone ({error}): start it again, and all that it has stored "
            "will be there"
        )


def _may_be_repeated(request: httpx.Request, error: httpx.TransportError) -> bool:
    """Whether the request cannot have had an effect, and another attempt may help."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return True
    return request.method == "GET" and not isinstance(error, httpx.TimeoutException)


def _error(response: httpx.Response) -> TinkernetError:
    """The exception that an answer tells of."""
    try:
        body = response.json()["error"]
        code, message = str(body["code"]), str(body["message"])
    except (ValueError, KeyError, TypeError):
        phrase = HTTPStatus(response.status_code).phrase
        return TinkernetError(f"the server answered {response.status_code} ({phrase})")
    known = next((kind for kind in _kinds(TinkernetError) if kind.code == code), TinkernetError)
    remark = body.get("remark")
    error = known(message, body.get("field"), Remark(remark["code"], remark["values"]) if remark else None)
    error.code = code
    return error


def _kinds(base: type[TinkernetError]) -> Iterator[type[TinkernetError]]:
    yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)
