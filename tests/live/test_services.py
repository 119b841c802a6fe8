"""What all sessions share: how much each may train, and what is counted."""

from collections.abc import Iterator

import pytest

from tinkernet.live.pace import LONGEST_CHUNK
from tinkernet.live.pool import Pool
from tinkernet.live.services import Services, Telemetry


@pytest.fixture
def services() -> Iterator[Services]:
    pool = Pool(2)
    yield Services(pool, Telemetry(), lambda: False)
    pool.close()


def test_a_crowd_is_more_sessions_than_threads(services: Services) -> None:
    for session in range(3):
        assert not services.is_crowded
        assert services.share() == LONGEST_CHUNK
        services.busy.add(session)
    assert services.is_crowded
    assert services.share() < LONGEST_CHUNK


def test_the_sessions_that_train_are_counted_when_somebody_asks(services: Services) -> None:
    def training() -> float | None:
        return services.telemetry.registry.get_sample_value("tinkernet_sessions_training")

    assert training() == 0
    services.busy |= {1, 2}
    assert training() == 2


def test_two_servers_in_a_process_do_not_count_together() -> None:
    one, other = Telemetry(), Telemetry()
    one.epochs.inc(5)
    assert other.registry.get_sample_value("tinkernet_epochs_total") == 0
