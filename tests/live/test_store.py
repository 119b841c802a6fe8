"""The store: what is saved is what is loaded, and the schema is the migrations'."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import tinkernet.experiments.schema  # noqa: F401 (its tables are part of the schema)
from tinkernet.base.database import Base
from tinkernet.live.store import SavedSession, Store


def saved(identity: str = "id", **fields: object) -> SavedSession:
    known = {
        "watch_id": f"watch {identity}",
        "address": "here",
        "created_at": 1.5,
        "status": "paused",
        "speed": None,
    }
    return SavedSession(id=identity, trainer=b"\0\xff", **{**known, **fields})


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'made' / 'on demand' / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    store.migrate()
    yield store
    store.close()


def test_what_is_saved_is_loaded_oldest_first(store: Store) -> None:
    store.save([saved("b", created_at=2.0, speed=60.0, status="playing"), saved("a")])
    first, second = store.load()
    assert (first.id, second.id) == ("a", "b")
    assert (second.status, second.speed, second.trainer, second.created_at) == (
        "playing",
        60.0,
        b"\0\xff",
        2.0,
    )


def test_saving_again_takes_the_place_of_what_was_saved(store: Store) -> None:
    store.save([saved()])
    store.save([saved(status="diverged")])
    assert [row.status for row in store.load()] == ["diverged"]


def test_what_is_deleted_is_gone(store: Store) -> None:
    store.save([saved("a"), saved("b")])
    store.delete("a")
    store.delete("unknown")
    assert [row.id for row in store.load()] == ["b"]


def test_migrating_again_keeps_everything(url: str, store: Store) -> None:
    store.save([saved()])
    again = Store(url)
    again.migrate()
    assert len(again.load()) == 1
    again.close()


def test_the_migrations_lead_to_the_schema_of_the_code(url: str, store: Store) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_sqlite_writes_ahead(url: str, store: Store) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()
