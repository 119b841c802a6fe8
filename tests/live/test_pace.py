"""Speed, by a clock that the test moves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.live.pace import FRAME, LONGEST_CHUNK, SHORTEST_CHUNK, Pace, Speedometer, fair_share


def trained_in(pace: Pace, seconds: float, cost: float = 0.0, most: int = 10**9) -> list[tuple[float, int]]:
    """When how many epochs were trained, if an epoch costs `cost` seconds and a chunk holds `most` epochs."""
    now, chunks = 0.0, []
    while now < seconds:
        owed = pace.owed(now)
        assert owed is not None
        if owed:
            epochs, begun = min(owed, most), now
            now += epochs * cost
            pace.trained(epochs, begun, now)
            chunks.append((begun, epochs))
        now = max(now, pace.next_moment()) if pace.next_moment() > now else now + 1e-9
    return chunks


@given(st.sampled_from([0.5, 1, 5, 15, 59, 60, 61, 300, 1000, 25_000]))
def test_every_speed_is_kept_exactly_on_average(speed: float) -> None:
    epochs = sum(epochs for _, epochs in trained_in(Pace(speed, 0.0), 20))
    assert epochs == pytest.approx(20 * speed, abs=speed * FRAME + 1)


def test_the_first_epoch_comes_at_once_and_the_others_in_even_time() -> None:
    begins = [begun for begun, _ in trained_in(Pace(1, 0.0), 5)]
    assert begins == pytest.approx([0, 1, 2, 3, 4], abs=1e-6)


def test_there_are_no_more_chunks_than_frames() -> None:
    chunks = trained_in(Pace(10_000, 0.0), 2)
    assert len(chunks) <= 2 / FRAME + 2
    assert all(later - earlier > FRAME / 3 for (earlier, _), (later, _) in pairwise(chunks))


def test_a_chunk_that_was_cut_short_is_followed_at_once() -> None:
    pace = Pace(1000, 0.0)
    pace.owed(0.1)
    pace.trained(10, 0.1, 0.108)
    assert pace.next_moment() <= 0.108
    assert pace.owed(0.108) == 109 - 10


def test_arrears_are_forgiven_after_a_while() -> None:
    pace = Pace(1000, 0.0)
    chunks = trained_in(pace, 5, cost=0.01, most=1)
    assert pace.is_behind
    assert pace.owed(5.0) < 300
    assert len(chunks) == pytest.approx(500, abs=2)


def test_without_a_speed_there_is_no_limit() -> None:
    assert Pace(None, 0.0).owed(0.0) is None


def test_a_share_gets_smaller_with_the_crowd_and_has_limits() -> None:
    assert fair_share(1, 2) == LONGEST_CHUNK
    assert SHORTEST_CHUNK < fair_share(20, 2) < LONGEST_CHUNK
    assert fair_share(10_000, 2) == SHORTEST_CHUNK


def test_the_speedometer_shows_the_speed_of_the_last_seconds() -> None:
    meter = Speedometer()
    assert meter.epochs_per_second == 0
    for second in range(10):
        meter.mark(float(second), second)
    assert meter.epochs_per_second == 1
    for tick in range(1, 400):
        meter.mark(9 + tick / 100, 9 + tick * 5)
    assert meter.epochs_per_second == pytest.approx(500)
    meter.stop()
    assert meter.epochs_per_second == 0
