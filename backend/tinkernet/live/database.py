"""The database: one schema, which the migrations lead to, and one way to connect."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase

import tinkernet

_FULL = ("SQLITE_FULL", "53100")
"""SQLite's name and PostgreSQL's code for a full disk."""
MIGRATIONS = Path(tinkernet.__file__).parent / "migrations"


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
