"""The registry: ids, limits, expiry by a clock that the test moves, and restarts."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import OperationalError

from tests.live.conftest import PATIENCE, SMALL, Clock, until
from tinkernet import Trainer
from tinkernet.errors import NotFound, TooManySessions, WatchOnly
from tinkernet.live.commands import Play, Step
from tinkernet.live.pool import Pool
from tinkernet.live.registry import Registry
from tinkernet.live.services import Services
from tinkernet.live.session import Session
from tinkernet.live.status import Status
from tinkernet.live.store import SavedSession, Store
from tinkernet.live.telemetry import Telemetry
from tinkernet.live.viewer import GONE, SERVICE_RESTART, Viewer
from tinkernet.settings import Settings

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def opened(
    directory: Path, clock: Clock, store: Store | None = None, **settings: object
) -> AsyncIterator[Registry]:
    """A running registry whose store lies in the directory."""
    known = Settings(**{"data_dir": directory, "save_interval": 3600, **settings})
    pool = Pool(2)
    around = Services(pool, Telemetry(), lambda: False)
    registry = Registry(known, store or Store(known.resolved_database_url), around, clock)
    async with asyncio.timeout(PATIENCE), registry.running():
        yield registry
    pool.close()


class Fragile(Store):
    """A real store whose database goes away and comes back."""

    is_away = False
    refusals = 0

    def save(self, sessions: Iterable[SavedSession]) -> None:
        self._check()
        super().save(sessions)

    def delete(self, identity: str) -> None:
        self._check()
        super().delete(identity)

    def _check(self) -> None:
        if self.is_away:
            self.refusals += 1
            raise OperationalError("SELECT 1", {}, Exception("gone"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def registry(tmp_path: Path, clock: Clock) -> AsyncIterator[Registry]:
    async with opened(tmp_path, clock, session_ttl=1000) as registry:
        yield registry


async def parameters(session: Session) -> np.ndarray:
    return await session.ask(lambda trainer: trainer.parameters.copy())


async def test_ids_are_long_and_differ(registry: Registry) -> None:
    sessions = [await registry.create(SMALL, "here") for _ in range(3)]
    ids = {name for session in sessions for name in (session.identity.id, session.identity.watch_id)}
    assert len(ids) == 6
    assert all(len(name) == 22 for name in ids)


async def test_an_id_steers_and_a_watch_id_only_looks(registry: Registry) -> None:
    session = await registry.create(SMALL, "here")
    assert registry.find(session.identity.id).to_steer() is session
    watching = registry.find(session.identity.watch_id)
    assert watching.session is session
    with pytest.raises(WatchOnly):
        watching.to_steer()


async def test_an_unknown_id_leads_nowhere(registry: Registry) -> None:
    with pytest.raises(NotFound):
        registry.find("unknown")


async def test_a_deleted_session_is_gone_from_everywhere(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as registry:
        session = await registry.create(SMALL, "here")
        await registry.save()
        await registry.delete(session)
        await registry.delete(session)
        for name in (session.identity.id, session.identity.watch_id):
            with pytest.raises(NotFound):
                registry.find(name)
        assert session.status is Status.CLOSED
    async with opened(tmp_path, clock) as registry:
        assert len(registry) == 0


async def test_the_limits_hold_in_all_and_for_each_address(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock, max_sessions=3, max_sessions_per_address=2) as registry:
        mine = [await registry.create(SMALL, "me") for _ in range(2)]
        with pytest.raises(TooManySessions, match="one address may hold at most 2"):
            await registry.create(SMALL, "me")
        await registry.create(SMALL, "you")
        with pytest.raises(TooManySessions, match="the server holds at most 3"):
            await registry.create(SMALL, "somebody else")
        await registry.delete(mine[0])
        await registry.create(SMALL, "me")


async def test_the_limits_hold_for_sessions_that_are_being_created(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock, max_sessions=3) as registry:
        attempts = [asyncio.create_task(registry.create(SMALL, "me")) for _ in range(10)]
        results = await asyncio.gather(*attempts, return_exceptions=True)
        assert sum(isinstance(result, TooManySessions) for result in results) == 7
        assert len(registry) == 3


async def test_an_unused_session_is_announced_to_expire_then_expires(
    registry: Registry, clock: Clock
) -> None:
    session = await registry.create(SMALL, "here")
    viewer = Viewer("", may_steer=True)
    await session.join(viewer)
    await viewer.outgoing()
    clock.now += 899
    await registry.sweep()
    told = asyncio.create_task(viewer.outgoing())
    await asyncio.sleep(0)
    assert not told.done()
    clock.now += 2
    await registry.sweep()
    await registry.sweep()
    events = [json.loads(text) for text in await told if isinstance(text, str)]
    assert [(event["type"], event["code"]) for event in events] == [("notice", "expiring")]
    clock.now += 100
    await registry.sweep()
    assert viewer.closed.result() == GONE
    with pytest.raises(NotFound):
        registry.find(session.identity.id)


@pytest.mark.parametrize("sign_of_life", ["request", "message"])
async def test_a_used_session_does_not_expire(registry: Registry, clock: Clock, sign_of_life: str) -> None:
    session = await registry.create(SMALL, "here")
    for _ in range(5):
        clock.now += 950
        if sign_of_life == "request":
            registry.find(session.identity.watch_id)
        else:
            registry.use(session)
        await registry.sweep()
    assert registry.find(session.identity.id).session is session


async def test_a_restart_brings_sessions_back_as_they_were(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as registry:
        session = await registry.create(SMALL, "here")
        names = session.identity
        await session.perform(Step(epochs=9))
        before = await parameters(session)
        history = await session.ask(lambda trainer: trainer.history)
        viewer = Viewer("", may_steer=True)
        await session.join(viewer)
    assert viewer.closed.result() == SERVICE_RESTART
    async with opened(tmp_path, clock) as registry:
        back = registry.find(names.id).session
        assert registry.find(names.watch_id).session is back
        assert (back.identity, back.status, back.facts.epoch) == (names, Status.PAUSED, 9)
        assert np.array_equal(await parameters(back), before)
        assert np.array_equal(
            (await back.ask(lambda trainer: trainer.history)).train_loss, history.train_loss
        )
        alone = Trainer(SMALL, fused_ready=lambda: False)
        alone.train(epochs=12)
        await back.perform(Step(epochs=3))
        assert np.array_equal(await parameters(back), alone.parameters)


async def test_a_session_that_was_playing_plays_on(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as registry:
        session = await registry.create(SMALL, "here")
        await session.perform(Play(epochs_per_second=2000))
        await until(lambda: session.facts.epoch > 5)
        epoch = session.facts.epoch
    async with opened(tmp_path, clock) as registry:
        back = registry.find(session.identity.id).session
        assert (back.status, back.speed) == (Status.PLAYING, 2000)
        await until(lambda: back.facts.epoch > epoch + 5)


async def test_only_what_has_changed_is_saved(registry: Registry) -> None:
    one, two = [await registry.create(SMALL, "here") for _ in range(2)]
    assert await registry.save() == 2
    assert await registry.save() == 0
    await two.perform(Step(epochs=1))
    assert await registry.save() == 1
    assert one.status is Status.PAUSED


async def test_changes_are_saved_every_few_seconds(tmp_path: Path, clock: Clock) -> None:
    settings = Settings(data_dir=tmp_path, save_interval=0.01)
    pool = Pool(2)
    around = Services(pool, Telemetry(), lambda: False)
    registry = Registry(settings, Store(settings.resolved_database_url), around, clock)
    reader = Store(settings.resolved_database_url)
    async with registry.running():
        session = await registry.create(SMALL, "here")
        await session.perform(Step(epochs=4))
        await until(lambda: [Trainer.load(row.trainer).epoch for row in reader.load()] == [4])
    reader.close()
    pool.close()


async def test_sessions_live_on_while_the_store_is_away(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    store = Fragile(Settings(data_dir=tmp_path).resolved_database_url)
    async with opened(tmp_path, clock, store, save_interval=0.001) as registry:
        kept, deleted = [await registry.create(SMALL, "here") for _ in range(2)]
        await until(lambda: len(store.load()) == 2)
        store.is_away = True
        await kept.perform(Step(epochs=3))
        await registry.delete(deleted)
        await until(lambda: store.refusals > 3)
        store.is_away = False
        await until(lambda: [Trainer.load(row.trainer).epoch for row in store.load()] == [3])
    told = [record.message for record in caplog.records if "not saved" in record.message]
    assert told == ["sessions are not saved: the database does not answer: gone"]


async def test_a_server_that_stops_while_the_store_is_away_tells_its_viewers(
    tmp_path: Path, clock: Clock
) -> None:
    store = Fragile(Settings(data_dir=tmp_path).resolved_database_url)
    async with opened(tmp_path, clock, store) as registry:
        session = await registry.create(SMALL, "here")
        viewer = Viewer("", may_steer=True)
        await session.join(viewer)
        store.is_away = True
    assert viewer.closed.result() == SERVICE_RESTART


async def test_a_row_that_cannot_be_read_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as registry:
        await registry.create(SMALL, "here")
    store = Store(Settings(data_dir=tmp_path).resolved_database_url)
    broken = {"watch_id": "w", "address": "here", "created_at": 0.0, "status": "paused", "speed": None}
    store.save([SavedSession(id="broken", trainer=b"junk", **broken)])
    async with opened(tmp_path, clock) as registry:
        assert len(registry) == 1
        with pytest.raises(NotFound):
            registry.find("broken")
    assert {row.id for row in store.load()} > {"broken"}
    store.close()
