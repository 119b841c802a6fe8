"""The states of a session."""

from typing import get_args

import pytest

from tinkernet.live.status import Status, transition
from tinkernet.wire.session import SessionStatus

ALLOWED = {
    ("paused", "playing"), ("paused", "diverged"), ("paused", "closed"),
    ("playing", "paused"), ("playing", "diverged"), ("playing", "closed"),
    ("diverged", "paused"), ("diverged", "closed"),
}  # fmt: skip


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("then", Status)
def test_a_state_follows_another_as_the_table_says(now: Status, then: Status) -> None:
    if now is then or (now, then) in ALLOWED:
        assert transition(now, then) is then
    else:
        with pytest.raises(AssertionError):
            transition(now, then)


def test_the_outside_sees_every_state_but_closed() -> None:
    assert set(get_args(SessionStatus)) == {state.value for state in Status} - {"closed"}
