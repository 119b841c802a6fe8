"""What no route has taken: HEAD of what GET answers, wrong methods, stray upgrades; then the page itself."""

from collections.abc import Iterator

import anyio
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from tinkernet.api.http.errors import http_error_response

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Unrouted:
    """Stands behind all routes, before the page."""

    def __init__(self, page: ASGIApp) -> None:
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or raises the `HTTPException` that says why not."""
        if scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(http_error_response(404))
            return
        allowed = _allowed(scope)
        is_stream = Match.FULL in _matches({**scope, "type": "websocket"})
        is_read = scope["method"] in ("GET", "HEAD")
        if is_stream and is_read:
            raise HTTPException(426, headers={"Upgrade": "websocket", "Connection": "Upgrade"})
        if is_stream or (allowed and not (is_read and "GET" in allowed)):
            raise not_allowed(["GET"] if is_stream else allowed)
        if allowed:
            await _head(scope, receive, send)
        else:
            await self._page(scope, receive, send)


def not_allowed(allowed: list[str]) -> HTTPException:
    """The refusal of a method, with those that are taken; HEAD is wherever GET is."""
    heads = ["HEAD"] if "GET" in allowed else []
    return HTTPException(405, headers={"Allow": ", ".join([*allowed, *heads])})


def _allowed(scope: Scope) -> list[str]:
    """The methods that routes take at this path: none at that of a file, and a page has a hundred files."""
    if not any(match is not Match.NONE for match in _matches(scope)):
        return []
    return [method for method in METHODS if Match.FULL in _matches({**scope, "method": method})]


def _matches(scope: Scope) -> Iterator[Match]:
    routes = scope["app"].router.routes
    return (route.matches(scope)[0] for route in routes if not isinstance(route, Mount))


async def _head(scope: Scope, receive: Receive, send: Send) -> None:
    """The head of what GET answers; whatever makes the body is given up, which may have no end."""
    with anyio.CancelScope() as answer:

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})
                answer.cancel()

        await scope["app"].router({**scope, "method": "GET"}, receive, send_head)
