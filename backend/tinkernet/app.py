"""The composition root: settings in, the whole server out."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from tinkernet.api import catalog, operations, points
from tinkernet.api.documentation import page
from tinkernet.api.documentation.schema import DescribedApp
from tinkernet.api.experiments import glances, lifecycle, results, runs
from tinkernet.api.http import errors
from tinkernet.api.http.frontend import Frontend
from tinkernet.api.http.security import SecurityHeaders
from tinkernet.api.http.unrouted import Unrouted
from tinkernet.api.labs import computing, exercises, files
from tinkernet.api.labs.known import KnownAnswers
from tinkernet.api.labs.repeated import Repeated
from tinkernet.api.sessions import editing, exports, reading, steering, stream
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.executor import Executor, LocalExecutor
from tinkernet.experiments.store import ExperimentStore
from tinkernet.live.directory import Directory
from tinkernet.live.pool import Pool
from tinkernet.live.services import Kernels, Services, Telemetry
from tinkernet.live.store import Store
from tinkernet.settings import Settings

DESCRIPTION = (
    "A neural-network playground where the network is real: sessions are live PyTorch networks that "
    "train while people watch and steer. Beside these calls there is the stream, a WebSocket at "
    "/api/sessions/{id}/stream. Whatever takes GET takes HEAD; another method than those that are listed is "
    "answered 405 method_not_allowed, with the right ones in Allow."
)

GRACE = 5
"""Seconds that requests have to end when the server is told to stop."""


def create_app(
    settings: Settings | None = None,
    kernels: Kernels | None = None,
    conduct: Callable[[ExperimentStore, Executor], Conductor] = Conductor,
) -> FastAPI:
    """The server as an ASGI app; without arguments, as the environment says."""
    settings = settings or Settings()
    app = DescribedApp(
        title="Tinkernet",
        version=version("tinkernet"),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.telemetry = Telemetry()
    app.state.kernels = kernels or Kernels()
    app.state.conduct = conduct
    app.state.known_answers = KnownAnswers()
    errors.install(app)
    for module in (
        editing, steering, reading, exports, stream, points,
        lifecycle, results, glances, runs, computing, exercises, files, catalog, operations, page,
    ):  # fmt: skip
        app.include_router(module.router)
    app.mount("/", Unrouted(Frontend()), name="page")
    app.add_middleware(Repeated)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.allowed_origins),
            allow_methods=["*"],
            allow_headers=["*"],
        )
    app.add_middleware(SecurityHeaders, allowed_origins=settings.allowed_origins)
    app.add_middleware(operations.CountedRequests, requests=app.state.telemetry.requests)
    return app


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own, which logs each upgrade that the app has refused as one that it has never answered."""

    async def send(self, message: Any) -> None:
        """Sends; a refusal that is sent whole ends the handshake."""
        await super().send(message)
        if self.initial_response is not None and self.close_sent:
            self.handshake_complete = True


def server(
    app: FastAPI, host: str, port: int, log_level: str = "info", access_log: bool = False
) -> uvicorn.Server:
    """uvicorn, with the limits of the stream."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level=log_level,
            access_log=access_log,
            ws=WebSocketProtocol,
            ws_max_size=stream.MAX_MESSAGE,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=GRACE,
            server_header=False,
        )
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Everything that runs, from the thread pool up; it ends in the opposite order."""
    state = app.state
    torch.set_num_threads(1)
    cores, url = os.cpu_count() or 1, state.settings.resolved_database_url
    state.pool = Pool(cores)
    try:
        around = Services(state.pool, state.telemetry, fused_ready=state.kernels.are_ready)
        state.directory = Directory(state.settings, Store(url), around)
        state.conductor = state.conduct(ExperimentStore(url), _executor(state.settings, around, cores))
        async with state.directory.running(), state.conductor.running():
            compiling = asyncio.create_task(state.kernels.compile(state.pool))
            yield
            compiling.cancel()
    finally:
        state.pool.close()


def _executor(settings: Settings, around: Services, cores: int) -> Executor:
    """Where runs and sweeps are trained: on a cluster, or in this process at low priority."""
    if settings.ray_address is None:
        return LocalExecutor(cores, is_busy=lambda: bool(around.busy))
    from tinkernet.experiments.ray_executor import RayExecutor  # an extra

    return RayExecutor(settings.ray_address)
