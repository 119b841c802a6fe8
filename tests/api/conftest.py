"""A whole server in the process of the tests, with real sockets, and without compiling the fused kernels."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tinkernet.app import create_app, server
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.executor import Executor
from tinkernet.experiments.store import ExperimentStore
from tinkernet.live.pool import Pool
from tinkernet.live.services import Kernels
from tinkernet.nn.fused.warm import prepare
from tinkernet.settings import Settings

SMALL = {"data": {"samples": 40}, "network": {"hidden": [3]}}
RUNAWAY = {
    "data": {"dataset": "plane"},
    "network": {"activation": "linear"},
    "training": {"learning_rate": 10},
}
PATIENCE = 30
Session = dict[str, Any]


class NeverReady(Kernels):
    """Kernels that nobody compiles: sessions train with autograd."""

    async def compile(self, pool: Pool) -> None:
        """Leaves it."""


class Ready(Kernels):
    """Kernels that are loaded, as in a server of its own, once the sessions of before are there."""

    async def compile(self, pool: Pool) -> None:
        """Goes on looking for garbage, which a server of its own need not."""
        await pool.now(prepare)
        self._are_ready = True


class Server:
    """A server in a thread of its own, with real sockets."""

    def __init__(
        self,
        settings: Settings,
        conduct: Callable[[ExperimentStore, Executor], Conductor] = Conductor,
        kernels: type[Kernels] = NeverReady,
    ) -> None:
        self.app = create_app(settings, kernels(), conduct)
        self._server = server(self.app, "127.0.0.1", 0, log_level="critical")
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> "Server":
        self._thread.start()
        deadline = time.monotonic() + PATIENCE
        while not self._server.started:
            assert self._thread.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.005)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        save_interval=3600,
        max_sessions=1000,
        allowed_origins=("https://friend.example",),
    )
    with Server(settings) as running:
        yield running


@pytest.fixture
def client(running: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, timeout=PATIENCE) as client:
        yield client


@pytest.fixture
def create(client: httpx.Client) -> Iterator[Callable[..., Session]]:
    """Creates sessions, none of which plays on into the next test."""
    paths = []

    def created(config: dict[str, Any] = SMALL) -> Session:
        answer = client.post("/api/sessions", json={"config": config})
        assert answer.status_code == 201, answer.text
        session: Session = answer.json()
        paths.append(f"/api/sessions/{session['id']}")
        return session

    yield created
    for path in paths:
        client.delete(path)


@pytest.fixture
def session(create: Callable[..., Session]) -> Session:
    return create()
