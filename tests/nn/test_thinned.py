import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.nn.thinned import Thinned


def recorded(epochs: int, capacity: int = 8) -> Thinned[int]:
    """What a training of so many epochs leaves."""
    record: Thinned[int] = Thinned(capacity)
    for epoch in range(epochs + 1):
        if record.is_due(epoch):
            record.add(epoch, 10 * epoch)
    return record


def test_a_short_run_keeps_every_epoch() -> None:
    record = recorded(7)
    assert list(record) == list(range(8))
    assert list(record.values()) == [10 * epoch for epoch in range(8)]
    assert record.stride == 1


def test_a_full_record_drops_every_other_epoch() -> None:
    assert list(recorded(8)) == [0, 2, 4, 6, 8]
    assert list(recorded(16)) == [0, 4, 8, 12, 16]


@pytest.mark.parametrize("epochs", [0, 1, 7, 8, 9, 100, 12_345])
def test_the_size_stays_bounded_and_entries_are_even(epochs: int) -> None:
    record = recorded(epochs)
    assert len(record) <= 8
    assert list(record) == list(range(0, epochs + 1, record.stride))
    assert epochs < 4 or len(record) > 4
    assert all(record[epoch] == 10 * epoch for epoch in record)


@given(st.integers(0, 5000), st.sampled_from([2, 4, 10, 64]))
def test_next_due_is_the_first_due_epoch_after(epoch: int, capacity: int) -> None:
    record = recorded(200, capacity)
    following = record.next_due(epoch)
    assert following > epoch
    assert record.is_due(following)
    assert not any(record.is_due(between) for between in range(epoch + 1, following))


def test_cutting_drops_what_lies_after() -> None:
    record = recorded(16)
    record.cut(9)
    assert list(record) == [0, 4, 8]
    record.cut(-1)
    assert len(record) == 0


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([2, 8, 10]))
def test_after_going_back_the_stride_is_that_of_a_run_up_to_there(
    long: int, back: int, capacity: int
) -> None:
    record, straight = recorded(long, capacity), recorded(back, capacity)
    record.cut(back)
    assert record.stride == straight.stride
    assert set(record) <= set(straight)


def test_a_run_that_goes_on_from_an_earlier_epoch_keeps_what_one_does_that_never_went_farther() -> None:
    record = recorded(1000)
    record.cut(0)
    for epoch in range(1, 30):
        if record.is_due(epoch):
            record.add(epoch, 10 * epoch)
    assert list(record) == list(recorded(29))


def test_an_epoch_recorded_again_is_replaced() -> None:
    record = recorded(3)
    record.add(2, -1)
    assert len(record) == 4
    assert record[2] == -1
