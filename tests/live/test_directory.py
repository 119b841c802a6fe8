"""The directory: ids, limits, expiry by a clock that the test moves, and restarts."""

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
from tinkernet.live.commands import Play, Step, command
from tinkernet.live.directory import Directory
from tinkernet.live.pool import Pool
from tinkernet.live.services import Services, Telemetry
from tinkernet.live.session import Session
from tinkernet.live.store import SavedSession, Store
from tinkernet.live.viewer import GONE, SERVICE_RESTART, Viewer
from tinkernet.live.workload import Status
from tinkernet.settings import Settings

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def opened(
    folder: Path, clock: Clock, store: Store | None = None, **settings: object
) -> AsyncIterator[Directory]:
    """A running directory whose store lies in the folder."""
    known = Settings(**{"data_dir": folder, "save_interval": 3600, **settings})
    pool = Pool(2)
    around = Services(pool, Telemetry(), lambda: False)
    directory = Directory(known, store or Store(known.resolved_database_url), around, clock)
    async with asyncio.timeout(PATIENCE), directory.running():
        yield directory
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
async def directory(tmp_path: Path, clock: Clock) -> AsyncIterator[Directory]:
    async with opened(tmp_path, clock, session_ttl=1000) as directory:
        yield directory


async def parameters(session: Session) -> np.ndarray:
    return await session.ask(lambda trainer: trainer.parameters.copy())


async def test_ids_are_long_and_differ(directory: Directory) -> None:
    sessions = [await directory.create(SMALL, "here") for _ in range(3)]
    ids = {name for session in sessions for name in (session.identity.id, session.identity.watch_id)}
    assert len(ids) == 6
    assert all(len(name) == 22 for name in ids)


async def test_an_id_steers_and_a_watch_id_only_looks(directory: Directory) -> None:
    session = await directory.create(SMALL, "here")
    assert directory.find(session.identity.id).to_steer() is session
    watching = directory.find(session.identity.watch_id)
    assert watching.session is session
    with pytest.raises(WatchOnly):
        watching.to_steer()


async def test_an_unknown_id_leads_nowhere(directory: Directory) -> None:
    with pytest.raises(NotFound):
        directory.find("unknown")


async def test_a_deleted_session_is_gone_from_everywhere(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as directory:
        session = await directory.create(SMALL, "here")
        await directory.save()
        await directory.delete(session)
        await directory.delete(session)
        for name in (session.identity.id, session.identity.watch_id):
            with pytest.raises(NotFound):
                directory.find(name)
        assert session.status is Status.CLOSED
    async with opened(tmp_path, clock) as directory:
        assert len(directory) == 0


async def test_the_limits_hold_in_all_and_for_each_address(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock, max_sessions=3, max_sessions_per_address=2) as directory:
        mine = [await directory.create(SMALL, "me") for _ in range(2)]
        with pytest.raises(TooManySessions, match="one address may hold at most 2"):
            await directory.create(SMALL, "me")
        await directory.create(SMALL, "you")
        with pytest.raises(TooManySessions, match="the server holds at most 3"):
            await directory.create(SMALL, "somebody else")
        await directory.delete(mine[0])
        await directory.create(SMALL, "me")


async def test_the_limits_hold_for_sessions_that_are_being_created(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock, max_sessions=3) as directory:
        attempts = [asyncio.create_task(directory.create(SMALL, "me")) for _ in range(10)]
        results = await asyncio.gather(*attempts, return_exceptions=True)
        assert sum(isinstance(result, TooManySessions) for result in results) == 7
        assert len(directory) == 3


async def test_an_unused_session_is_announced_to_expire_then_expires(
    directory: Directory, clock: Clock
) -> None:
    session = await directory.create(SMALL, "here")
    viewer = Viewer("", may_steer=True)
    await session.join(viewer)
    await viewer.outgoing()
    clock.now += 899
    await directory.sweep()
    told = asyncio.create_task(viewer.outgoing())
    await asyncio.sleep(0)
    assert not told.done()
    clock.now += 2
    await directory.sweep()
    await directory.sweep()
    events = [json.loads(text) for text in await told if isinstance(text, str)]
    assert [(event["type"], event["code"]) for event in events] == [("notice", "expiring")]
    clock.now += 100
    await directory.sweep()
    assert viewer.closed.result() == GONE
    with pytest.raises(NotFound):
        directory.find(session.identity.id)


@pytest.mark.parametrize("sign_of_life", ["request", "message"])
async def test_a_used_session_does_not_expire(directory: Directory, clock: Clock, sign_of_life: str) -> None:
    session = await directory.create(SMALL, "here")
    for _ in range(5):
        clock.now += 950
        if sign_of_life == "request":
            directory.find(session.identity.watch_id)
        else:
            directory.use(session)
        await directory.sweep()
    assert directory.find(session.identity.id).session is session


async def test_a_restart_brings_sessions_back_as_they_were(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as directory:
        session = await directory.create(SMALL, "here")
        names = session.identity
        await session.perform(Step(epochs=9))
        before = await parameters(session)
        history = await session.ask(lambda trainer: trainer.history)
        viewer = Viewer("", may_steer=True)
        await session.join(viewer)
    assert viewer.closed.result() == SERVICE_RESTART
    async with opened(tmp_path, clock) as directory:
        back = directory.find(names.id).session
        assert directory.find(names.watch_id).session is back
        assert (back.identity, back.status, back.facts.epoch) == (names, Status.PAUSED, 9)
        assert np.array_equal(await parameters(back), before)
        assert np.array_equal(
            (await back.ask(lambda trainer: trainer.history)).train_loss, history.train_loss
        )
        alone = Trainer(SMALL, fused_ready=lambda: False)
        alone.train(epochs=12)
        await back.perform(Step(epochs=3))
        assert np.array_equal(await parameters(back), alone.parameters)


async def test_points_that_were_edited_outlive_a_restart_and_no_id_leads_to_another(
    tmp_path: Path, clock: Clock
) -> None:
    async with opened(tmp_path, clock) as directory:
        session = await directory.create(SMALL, "here")
        await session.perform(command({"type": "add_points", "points": [[1, 2, 1]]}))
        before, data = session.facts.config.data, json.loads(await session.data())
    async with opened(tmp_path, clock) as directory:
        again = directory.find(session.identity.id).session
        after = json.loads(await again.data())
        assert again.facts.config.data == before
        assert (after["points"], after["sides"]) == (data["points"], data["sides"])
        assert after["ids"] == [*range(1000, 1041)]
        with pytest.raises(NotFound):
            await again.perform(command({"type": "remove_points", "ids": [data["ids"][0]]}))


async def test_a_session_that_was_playing_plays_on(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as directory:
        session = await directory.create(SMALL, "here")
        await session.perform(Play(epochs_per_second=2000))
        await until(lambda: session.facts.epoch > 5)
        epoch = session.facts.epoch
    async with opened(tmp_path, clock) as directory:
        back = directory.find(session.identity.id).session
        assert (back.status, back.speed) == (Status.PLAYING, 2000)
        await until(lambda: back.facts.epoch > epoch + 5)


async def test_only_what_has_changed_is_saved(directory: Directory) -> None:
    one, two = [await directory.create(SMALL, "here") for _ in range(2)]
    assert await directory.save() == 2
    assert await directory.save() == 0
    await two.perform(Step(epochs=1))
    assert await directory.save() == 1
    assert one.status is Status.PAUSED


async def test_changes_are_saved_every_few_seconds(tmp_path: Path, clock: Clock) -> None:
    settings = Settings(data_dir=tmp_path, save_interval=0.01)
    pool = Pool(2)
    around = Services(pool, Telemetry(), lambda: False)
    directory = Directory(settings, Store(settings.resolved_database_url), around, clock)
    reader = Store(settings.resolved_database_url)
    async with directory.running():
        session = await directory.create(SMALL, "here")
        await session.perform(Step(epochs=4))
        await until(lambda: [Trainer.load(row.trainer).epoch for row in reader.load()] == [4])
    reader.close()
    pool.close()


async def test_sessions_live_on_while_the_store_is_away(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    store = Fragile(Settings(data_dir=tmp_path).resolved_database_url)
    async with opened(tmp_path, clock, store, save_interval=0.001) as directory:
        kept, deleted = [await directory.create(SMALL, "here") for _ in range(2)]
        await until(lambda: len(store.load()) == 2)
        store.is_away = True
        await kept.perform(Step(epochs=3))
        await directory.delete(deleted)
        await until(lambda: store.refusals > 3)
        store.is_away = False
        await until(lambda: [Trainer.load(row.trainer).epoch for row in store.load()] == [3])
    told = [record.message for record in caplog.records if "not saved" in record.message]
    assert told == ["sessions are not saved: the database does not answer: gone"]


async def test_a_server_that_stops_while_the_store_is_away_tells_its_viewers(
    tmp_path: Path, clock: Clock
) -> None:
    store = Fragile(Settings(data_dir=tmp_path).resolved_database_url)
    async with opened(tmp_path, clock, store) as directory:
        session = await directory.create(SMALL, "here")
        viewer = Viewer("", may_steer=True)
        await session.join(viewer)
        store.is_away = True
    assert viewer.closed.result() == SERVICE_RESTART


async def test_a_row_that_cannot_be_read_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as directory:
        await directory.create(SMALL, "here")
    store = Store(Settings(data_dir=tmp_path).resolved_database_url)
    broken = {"watch_id": "w", "address": "here", "created_at": 0.0, "status": "paused", "speed": None}
    store.save([SavedSession(id="broken", trainer=b"junk", **broken)])
    async with opened(tmp_path, clock) as directory:
        assert len(directory) == 1
        with pytest.raises(NotFound):
            directory.find("broken")
    assert {row.id for row in store.load()} > {"broken"}
    store.close()
