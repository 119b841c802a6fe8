"""For those who run the server: is it alive, and how is it doing."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from tinkernet.api.dependencies import TheRegistry

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """Alive."""

    status: str
    version: str
    sessions: int
    kernels: str


@router.get("/healthz")
async def healthz(request: Request, registry: TheRegistry) -> Health:
    """Alive, with how many sessions, and whether the fused kernels are ready or still compiling."""
    kernels = "ready" if request.app.state.kernels.are_ready() else "compiling"
    return Health(status="ok", version=request.app.version, sessions=len(registry), kernels=kernels)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Prometheus's text format."""
    content = generate_latest(request.app.state.instruments.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST)
