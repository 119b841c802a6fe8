"""How requests are read: JSON strictly, bodies up to a limit."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from tinkernet.base import strict_json
from tinkernet.errors import InvalidRequest, Remark, RequestTooLarge

MAX_BODY = 512 * 1024
"""Bytes of the largest body: 5,000 custom points with all their digits take about 300 kB."""


class StrictRoute(APIRoute):
    """A route whose handler sees a body only after it was read within the limit, as strict JSON."""

    most = MAX_BODY

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, on a request that has its JSON already."""
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            read = _StrictRequest(request.scope, request.receive)
            await read.load(self.most)
            return await handle(read)

        return strict


class _StrictRequest(Request):
    async def load(self, most: int) -> None:
        """Reads the body and, where there is one, its JSON.

        Raises:
            InvalidRequest: the body is not strict JSON, or not said to be JSON.
        """
        self._body = await limited_body(self, most)
        if not self._body:
            return
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise InvalidRequest("a body must be JSON, sent with the content type application/json")
        self._json = strict_json.parse(self._body)


async def limited_body(request: Request, most: int = MAX_BODY) -> bytes:
    """The whole body.

    Raises:
        RequestTooLarge: it has more than so many bytes.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            limit = Remark("too_many_bytes", {"most": most})
            raise RequestTooLarge(f"a body must have at most {most} bytes", remark=limit)
        chunks.append(chunk)
    return b"".join(chunks)
