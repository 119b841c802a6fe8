"""A database for experiments."""

from contextlib import closing
from pathlib import Path

import pytest

from tinkernet.experiments.store import ExperimentStore


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database for experiments, without any."""
    url = f"sqlite:///{tmp_path}/tinkernet.db"
    with closing(ExperimentStore(url)) as store:
        store.migrate()
    return url
