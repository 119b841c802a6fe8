"""The states of a session, and the one function that changes them."""

from enum import StrEnum


class Status(StrEnum):
    """What a session is doing. A `step` in progress is still `paused`: it ends by itself."""

    PAUSED = "paused"
    PLAYING = "playing"
    DIVERGED = "diverged"
    CLOSED = "closed"


_NEXT: dict[Status, frozenset[Status]] = {
    Status.PAUSED: frozenset({Status.PAUSED, Status.PLAYING, Status.DIVERGED, Status.CLOSED}),
    Status.PLAYING: frozenset({Status.PLAYING, Status.PAUSED, Status.DIVERGED, Status.CLOSED}),
    Status.DIVERGED: frozenset({Status.DIVERGED, Status.PAUSED, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.CLOSED}),
}


def transition(now: Status, then: Status) -> Status:
    """`then`, where it may follow `now`; anything else is a mistake of ours."""
    assert then in _NEXT[now], f"a session cannot go from {now} to {then}"
    return then
