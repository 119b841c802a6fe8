"""Sessions for tests: real trainers in a real pool, with a clock that the test may hold."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from tinkernet import Config, Trainer
from tinkernet.live.description import Identity
from tinkernet.live.pool import Pool
from tinkernet.live.services import Services, Telemetry
from tinkernet.live.session import Session
from tinkernet.live.viewer import Viewer

PATIENCE = 60
SMALL = Config.parse({"data": {"samples": 40}, "network": {"hidden": [3]}})


@dataclass
class Clock:
    """Time that stands still until a test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Stage:
    """One running session with its services."""

    session: Session
    around: Services
    viewers: list[Viewer] = field(default_factory=list)

    async def watch(self, may_steer: bool = True) -> Viewer:
        """A viewer that has just joined."""
        viewer = Viewer("http://testserver", may_steer)
        await self.session.join(viewer)
        self.viewers.append(viewer)
        return viewer


async def until(is_so: Callable[[], object]) -> None:
    """Lets the loop run until a condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0.001)


@asynccontextmanager
async def on_stage(config: Config = SMALL, **services: object) -> AsyncIterator[Stage]:
    """A session whose task runs as long as the context."""
    around = Services(Pool(2), Telemetry(), lambda: False, draw_seed=lambda: 77, **services)
    session = Session(
        Identity("id", "watch", "here", 0.0), Trainer(config, fused_ready=lambda: False), around
    )
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(session.run())
        try:
            yield Stage(session, around)
        finally:
            session.close()
    around.pool.close()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with on_stage() as running:
        yield running
