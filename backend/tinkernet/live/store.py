"""Where sessions outlive the process: a table of saved trainers."""

from collections.abc import Iterable
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, Float, LargeBinary, String, create_engine, delete, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

import tinkernet

MIGRATIONS = Path(tinkernet.__file__).parent / "migrations"


class Base(DeclarativeBase):
    """The schema, which Alembic's migrations lead to."""


class SavedSession(Base):
    """One session as it was last saved."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    watch_id: Mapped[str] = mapped_column(String(32), unique=True)
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    status: Mapped[str] = mapped_column(String(16))
    speed: Mapped[float | None] = mapped_column(Float(53))
    trainer: Mapped[bytes] = mapped_column(LargeBinary)


class Store:
    """Saves, loads and deletes. Blocking: called from a thread."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)

    def migrate(self) -> None:
        """Brings the schema up to date."""
        config = AlembicConfig()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with self._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def save(self, sessions: Iterable[SavedSession]) -> None:
        """Writes all of them in one transaction, in the place of what was saved before."""
        with Session(self._engine) as transaction, transaction.begin():
            for session in sessions:
                transaction.merge(session)

    def load(self) -> list[SavedSession]:
        """All saved sessions, oldest first."""
        with Session(self._engine, expire_on_commit=False) as transaction:
            return list(transaction.scalars(select(SavedSession).order_by(SavedSession.created_at)))

    def delete(self, identity: str) -> None:
        """Forgets a session."""
        with Session(self._engine) as transaction, transaction.begin():
            transaction.execute(delete(SavedSession).where(SavedSession.id == identity))

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        database = make_url(url).database
        if database:
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: object, _record: object) -> None:
    """SQLite's write-ahead log: what is committed survives a killed process, and readers never wait."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
