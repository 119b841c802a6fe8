"""What the version before points had units of their own has stored still opens, on both databases."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, MetaData, create_engine, insert, select

from tests.golden.before_points.asked import (
    experiment_answers,
    first_answers,
    get,
    later_answers,
    session_answers,
)
from tests.postgres import running_postgres
from tests.test_before_points import PLAIN, same, served
from tinkernet.base.database import MIGRATIONS, connected
from tinkernet.settings import Settings

GOLDEN = Path(__file__).parent / "golden" / "before_units"
OLD = "0003"
"""The schema of that version."""
KNOWN = {kind: json.loads((GOLDEN / f"{kind}.json").read_text()) for kind in ("sessions", "experiments")}


def copied(kind: str, engine: Engine) -> None:
    """Puts what a golden file holds into an empty database, in the schema of that version."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    golden = create_engine(f"sqlite:///{GOLDEN / kind}.db")
    there, here = MetaData(), MetaData()
    with engine.begin() as connection, golden.connect() as source:
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)
        there.reflect(source)
        here.reflect(connection)
        for table in here.sorted_tables:
            rows = [dict(row) for row in source.execute(select(there.tables[table.name])).mappings()]
            if rows and table.name != "alembic_version":
                connection.execute(insert(table), rows)
    golden.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, httpx.Client]]:
    """A client of a server on each of the golden databases."""
    clients = {}
    with ExitStack() as held:
        for kind in KNOWN:
            folder = tmp_path_factory.mktemp(kind)
            url = f"sqlite:///{folder / 'tinkernet.db'}"
            if request.param == "postgresql":
                url = held.enter_context(running_postgres())
            engine = connected(url)
            copied(kind, engine)
            engine.dispose()
            clients[kind] = held.enter_context(served(Settings(data_dir=folder, database_url=url)))
        yield clients


@pytest.mark.parametrize("name", KNOWN["sessions"])
def test_a_session_opens_goes_on_and_goes_back(databases: dict[str, httpx.Client], name: str) -> None:
    client, expected = databases["sessions"], dict(KNOWN["sessions"][name])
    id = expected.pop("id")
    found = session_answers(client, id)
    assert found["data"]["units"] == PLAIN
    found["later"] = later_answers(client, id)
    found["first"] = first_answers(client, id)
    assert found == same(found, expected)


@pytest.mark.parametrize("name", KNOWN["experiments"])
def test_an_experiment_opens_with_its_runs(databases: dict[str, httpx.Client], name: str) -> None:
    client, expected = databases["experiments"], dict(KNOWN["experiments"][name])
    id = expected.pop("id")
    found = experiment_answers(client, id)
    assert found == same(found, expected)
    rows = get(client, f"/api/sweeps/{id}/results")["results"]
    assert {row["test_recall"] for row in rows} == {None}
