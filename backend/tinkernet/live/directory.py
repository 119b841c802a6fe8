"""All sessions of a server: their ids and limits, how they expire, and how they outlive a restart."""

import asyncio
import logging
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from tinkernet.base.database import cause, failure
from tinkernet.config import Config
from tinkernet.errors import NotFound, TinkernetError, TooManySessions, WatchOnly
from tinkernet.live import events
from tinkernet.live.description import Identity
from tinkernet.live.services import Services
from tinkernet.live.session import Session
from tinkernet.live.store import SavedSession, Store
from tinkernet.live.viewer import SERVICE_RESTART
from tinkernet.live.workload import Status
from tinkernet.nn.trainer import Trainer
from tinkernet.settings import Settings

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
BuildTrainer = Callable[[Callable[[], bool]], Trainer]
"""Makes a trainer, told how to know whether the fused kernels are compiled."""

ID_BYTES = 16
WARNING = 300.0
"""Seconds before a session expires at which its viewers are told; at most a tenth of its life."""


@dataclass(frozen=True, slots=True)
class Access:
    """A session, and what the id that led to it allows."""

    session: Session
    may_steer: bool

    def to_steer(self) -> Session:
        """The session.

        Raises:
            WatchOnly: the id only allows to look.
        """
        if not self.may_steer:
            raise WatchOnly("this is a watch id: it may look, not steer")
        return self.session


@dataclass(slots=True)
class _Entry:
    session: Session
    saved_revision: int
    used_at: float
    is_warned: bool = False


class Directory:
    """Creates, finds, saves, expires and ends sessions; owns their tasks while `running`."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        services: Services,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._store = store
        self._services = services
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._watched: dict[str, str] = {}
        self._places: Counter[str] = Counter()
        """Sessions of each address, those that are just being created included."""
        self._deleted: set[str] = set()
        """Sessions that are gone, and may still be in the store."""
        self._trouble: str | None = None
        """What the store said last, where it failed."""
        self._group: asyncio.TaskGroup | None = None
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="tinkernet-store")

    def __len__(self) -> int:
        return len(self._entries)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Brings the saved sessions back, keeps saving, and saves all of them at the end."""
        await self._on_disk(self._store.migrate)
        async with asyncio.TaskGroup() as self._group:
            await self._bring_back()
            saver = self._group.create_task(self._repeat(self._settings.save_interval, self.save))
            sweeper = self._group.create_task(
                self._repeat(min(60.0, self._settings.session_ttl / 20), self.sweep)
            )
            try:
                yield
            finally:
                saver.cancel()
                sweeper.cancel()
                await self._attempt(self.save)
                for entry in self._entries.values():
                    entry.session.close(SERVICE_RESTART)
        await self._on_disk(self._store.close)
        self._disk.shutdown()

    async def create(self, config: Config, address: str) -> Session:
        """A new session, paused at epoch 0.

        Raises:
            TooManySessions: a limit is reached.
        """
        return await self.admit(lambda fused_ready: Trainer(config, fused_ready=fused_ready), address)

    async def admit(self, build: BuildTrainer, address: str) -> Session:
        """A new session, paused, of the trainer that `build` makes in the pool.

        Raises:
            TooManySessions: a limit is reached.
            TinkernetError: whatever `build` raises.
        """
        self._refuse_if_full(address)
        self._places[address] += 1
        try:
            trainer = await self._services.pool.now(lambda: build(self._services.fused_ready))
        except BaseException:
            self._vacate(address)
            raise
        names = secrets.token_urlsafe(ID_BYTES), secrets.token_urlsafe(ID_BYTES)
        return self._open(
            Session(Identity(*names, address, self._clock()), trainer, self._services), saved_revision=-1
        )

    def find(self, identity: str) -> Access:
        """The session that an id or a watch id leads to; it counts as used.

        Raises:
            NotFound: there is none.
        """
        owned = self._watched.get(identity, identity)
        entry = self._entries.get(owned)
        if entry is None:
            raise NotFound("there is no session with this id: it may have expired or been deleted")
        self._use(entry)
        return Access(entry.session, may_steer=identity == owned)

    def use(self, session: Session) -> None:
        """Notes a sign of life, so that the session does not expire."""
        entry = self._entries.get(session.identity.id)
        if entry is not None:
            self._use(entry)

    async def delete(self, session: Session) -> None:
        """Ends a session for good; where the store is away, it forgets it with the next save."""
        names = session.identity
        if self._entries.pop(names.id, None) is None:
            return
        del self._watched[names.watch_id]
        self._vacate(names.address)
        self._services.telemetry.sessions.set(len(self))
        session.close()
        self._deleted.add(names.id)
        await self._attempt(self._forget)

    async def save(self) -> int:
        """Writes every session that has changed since it was last written; how many those are.

        Raises:
            SQLAlchemyError: the store is away or full; nothing is lost, the next save writes it.
        """
        await self._forget()
        rows = [
            (entry, entry.session.revision, await _row(entry.session))
            for entry in list(self._entries.values())
            if entry.saved_revision != entry.session.revision
        ]
        kept = [(entry, revision, row) for entry, revision, row in rows if row and row.id in self._entries]
        if kept:
            await self._on_disk(lambda: self._store.save(row for _, _, row in kept))
            self._services.telemetry.saves.inc(len(kept))
        for entry, revision, _ in kept:
            entry.saved_revision = revision
        return len(kept)

    async def sweep(self) -> None:
        """Warns viewers of sessions that nobody has used for long, and ends those whose time is over."""
        ttl, now = self._settings.session_ttl, self._clock()
        for entry in list(self._entries.values()):
            idle = now - entry.used_at
            if idle >= ttl:
                await self.delete(entry.session)
            elif idle >= ttl - min(WARNING, ttl / 10) and not entry.is_warned:
                entry.is_warned = True
                entry.session.audience.tell(events.expiring())

    def _use(self, entry: _Entry) -> None:
        entry.used_at = self._clock()
        entry.is_warned = False

    def _refuse_if_full(self, address: str) -> None:
        all_together = self._settings.max_sessions
        each = self._settings.max_sessions_per_address or all_together
        if self._places.total() >= all_together:
            raise TooManySessions(
                f"the server holds at most {all_together} sessions: delete one, or try again later"
            )
        if self._places[address] >= each:
            raise TooManySessions(
                f"one address may hold at most {each} sessions: delete one, or try again later"
            )

    def _vacate(self, address: str) -> None:
        self._places[address] -= 1
        if not self._places[address]:
            del self._places[address]

    def _open(self, session: Session, saved_revision: int) -> Session:
        assert self._group is not None, "the directory is not running"
        names = session.identity
        self._entries[names.id] = _Entry(session, saved_revision, self._clock())
        self._watched[names.watch_id] = names.id
        self._group.create_task(session.run(), name=f"session {names.watch_id}")
        self._services.telemetry.sessions.set(len(self))
        return session

    async def _bring_back(self) -> None:
        for row in await self._on_disk(self._store.load):
            await self._bring_one_back(row)

    async def _bring_one_back(self, row: SavedSession) -> None:
        try:
            trainer = await self._services.pool.now(
                lambda: Trainer.load(row.trainer, fused_ready=self._services.fused_ready)
            )
        except TinkernetError as error:
            logger.warning("a saved session cannot be read and is left alone: %s", error)
            return
        names = Identity(row.id, row.watch_id, row.address, row.created_at)
        # later than any id of a point that was given before: it is not kept which
        session = Session(names, trainer, self._services, first_point=int(self._clock()))
        session.resume(Status(row.status), row.speed)
        self._places[row.address] += 1
        self._open(session, session.revision)

    async def _forget(self) -> None:
        """Takes out of the store what was deleted."""
        for identity in list(self._deleted):
            await self._on_disk(partial(self._store.delete, identity))
            self._deleted.discard(identity)

    async def _attempt(self, work: Callable[[], Awaitable[object]]) -> None:
        """Does what the store may refuse; whether it does is logged when that changes."""
        try:
            await work()
        except SQLAlchemyError as error:
            if self._trouble != failure(error):
                logger.warning("sessions are not saved: %s: %s", failure(error), cause(error))
            self._trouble = failure(error)
        else:
            self._trouble = None

    async def _repeat(self, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await self._attempt(work)
            except Exception:  # an outer edge: the sessions live on, and the next attempt may succeed
                logger.exception("saving or sweeping the sessions failed")

    async def _on_disk(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._disk, work)


async def _row(session: Session) -> SavedSession | None:
    """A session as it is saved; None if it was closed in the meantime."""
    try:
        trainer = await session.ask(Trainer.save)
    except NotFound:
        return None
    names = session.identity
    return SavedSession(
        id=names.id,
        watch_id=names.watch_id,
        address=names.address,
        created_at=names.created_at,
        status=session.status.value,
        speed=session.speed,
        trainer=trainer,
    )
