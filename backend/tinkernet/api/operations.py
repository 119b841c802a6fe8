"""For those who run the server: is it alive, and how is it doing."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tinkernet.api.dependencies import TheDirectory
from tinkernet.wire.server import Health

router = APIRouter(tags=["operations"])
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"})


@router.get("/healthz")
async def healthz(request: Request, directory: TheDirectory) -> Health:
    """Alive, with how many sessions, and whether the fused kernels are ready or still compiling."""
    kernels = "ready" if request.app.state.kernels.are_ready() else "compiling"
    return Health(status="ok", version=request.app.version, sessions=len(directory), kernels=kernels)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Prometheus's text format."""
    content = generate_latest(request.app.state.telemetry.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST)


class CountedRequests:
    """Counts every HTTP request by method and status."""

    def __init__(self, app: ASGIApp, requests: Counter) -> None:
        self._app = app
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app, counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                method = scope["method"] if scope["method"] in METHODS else "other"
                self._requests.labels(method, message["status"]).inc()
            await send(message)

        await self._app(scope, receive, send_counted)
