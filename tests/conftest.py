"""Hypothesis draws the same examples every time; more and others with HYPOTHESIS_PROFILE=thorough.

torch has one thread, as in a server: the networks are so small that more of them only wait for one another.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.server import running_server

os.environ["OMP_NUM_THREADS"] = "1"

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile(
    "quick", derandomize=True, deadline=None, database=None, max_examples=12, suppress_health_check=_SLOW
)
settings.register_profile(
    "thorough", parent=settings.get_profile("quick"), derandomize=False, max_examples=2000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is only for the thorough profile."""
    if settings.get_current_profile_name() == "thorough":
        return
    later = [item for item in items if item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=later)
    items[:] = [item for item in items if item not in later]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with compiled kernels, for all tests that need nothing special of one."""
    with running_server(tmp_path_factory.mktemp("server")) as url:
        yield url
