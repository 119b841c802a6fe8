"""The database: one schema, which the migrations lead to, and one way to connect."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase

from tinkernet.errors import StorageUnavailable

_FULL = ("SQLITE_FULL", "53100")
"""SQLite's name and PostgreSQL's code for a full disk."""
MIGRATIONS = Path(__file__).parents[1] / "migrations"


class Base(DeclarativeBase):
    """The schema, which Alembic's migrations lead to."""


def connected(url: str) -> Engine:
    """An engine for the URL; of a file, the folder is made."""
    database = make_url(url)
    if database.get_backend_name() != "sqlite":
        return create_engine(database, pool_pre_ping=True)
    if database.database:
        Path(database.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(database)
    event.listen(engine, "connect", _write_ahead)
    return engine


@contextmanager
def claimed(url: str) -> Iterator[None]:
    """The database, found usable and brought up to date; one in a file is kept from other servers meanwhile.

    Raises:
        StorageUnavailable: it cannot be used, or another server has it.
    """
    with ExitStack() as held:
        try:
            engine = connected(url)
            held.callback(engine.dispose)
            if engine.dialect.name == "sqlite":
                held.enter_context(_locked(engine.url.database or ":memory:"))
            migrate(engine)
            engine.dispose()
        except (ArgumentError, ValueError):
            raise StorageUnavailable(
                "TINKERNET_DATABASE_URL names no database that SQLAlchemy knows"
            ) from None
        except SQLAlchemyError as error:
            said = str(cause(error)).strip().partition("\n")[0]
            raise StorageUnavailable(f"the database cannot be used: {said}") from None
        except (CommandError, ImportError, OSError) as error:
            raise StorageUnavailable(f"the database cannot be used: {error}") from None
        yield


@contextmanager
def _locked(file: str) -> Iterator[None]:
    """The lock of a database file, a file beside it; the system takes it back even from a killed process."""
    if file.startswith((":memory:", "file:")) or sys.platform == "win32":
        yield
        return
    import fcntl  # of Unix alone

    with Path(f"{file}.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another server is using {file}: give each a data directory of its own"
            raise StorageUnavailable(message) from None
        yield


def migrate(engine: Engine) -> None:
    """Brings the schema up to date."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def cause(error: SQLAlchemyError) -> BaseException:
    """What the database said, without the statement, which may be very long."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def failure(error: SQLAlchemyError) -> str:
    """The failure as the beginning of a sentence."""
    said = cause(error)
    names = (getattr(said, "sqlite_errorname", None), getattr(said, "sqlstate", None))
    is_full = any(name in _FULL for name in names)
    return "the disk of the database is full" if is_full else "the database does not answer"


def _write_ahead(connection: object, _record: object) -> None:
    """SQLite's write-ahead log: what is committed survives a killed process, and readers never wait."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
