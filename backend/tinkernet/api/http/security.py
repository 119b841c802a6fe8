"""What every response carries, and who may send anything at all."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tinkernet.api.http.errors import http_error_response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FOREIGN = (
    "requests from this origin are not allowed; TINKERNET_ALLOWED_ORIGINS names the further ones that are"
)


def is_allowed_origin(headers: Headers, allowed: Iterable[str]) -> bool:
    """Whether a request's origin is none (a script), the server itself, or one of `allowed`."""
    origin = headers.get("origin")
    if origin is None or origin in allowed:
        return True
    try:
        return bool(origin) and urlsplit(origin).netloc == headers.get("host", "")
    except ValueError:
        return False


class SecurityHeaders:
    """Adds `HEADERS` to every response, and refuses commands that a foreign page sends."""

    def __init__(self, app: ASGIApp, allowed_origins: Sequence[str]) -> None:
        self._app = app
        self._allowed = frozenset(allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app, with more headers."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def send_more(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        app: ASGIApp = self._app
        is_command = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if is_command and not is_allowed_origin(Headers(scope=scope), self._allowed):
            app = http_error_response(HTTPStatus.FORBIDDEN, message=FOREIGN)
        await app(scope, receive, send_more)
