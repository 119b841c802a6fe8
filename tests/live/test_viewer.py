"""Credit, the newest frame, and events that are never dropped."""

import asyncio

import pytest

from tinkernet.live.commands import View
from tinkernet.live.viewer import CREDIT, MAX_EVENTS, TRY_AGAIN_LATER, Viewer

pytestmark = pytest.mark.anyio


def a_viewer(**view: object) -> Viewer:
    viewer = Viewer("http://testserver", may_steer=True)
    viewer.look(View(**view))
    return viewer


async def test_a_viewer_has_credit_for_two_frames() -> None:
    viewer = a_viewer()
    for sequence in range(1, CREDIT + 1):
        assert viewer.is_due(sequence, revision=sequence)
        viewer.show(b"frame", sequence, revision=sequence, now=sequence)
        await viewer.outgoing()
    assert not viewer.is_due(10, revision=10)
    assert viewer.drawn(1)
    assert viewer.is_due(10, revision=10)


async def test_drawn_returns_the_credit_of_all_frames_up_to_it_but_never_more() -> None:
    viewer = a_viewer()
    for sequence in (1, 2):
        viewer.show(b"frame", sequence, sequence, sequence)
        await viewer.outgoing()
    assert viewer.drawn(2)
    assert not viewer.drawn(2)
    assert not viewer.drawn(99)
    for sequence in (3, 4):
        assert viewer.is_due(sequence, sequence)
        viewer.show(b"frame", sequence, sequence, sequence)
        await viewer.outgoing()
    assert not viewer.is_due(5, revision=5)


async def test_the_newest_frame_wins_and_costs_no_more_credit() -> None:
    viewer = a_viewer()
    for sequence in (1, 2, 3):
        viewer.show(b"frame %d" % sequence, sequence, sequence, sequence)
    assert await viewer.outgoing() == [b"frame 3"]
    assert viewer.is_due(4, revision=4)


async def test_a_frame_that_is_not_sent_yet_cannot_have_been_drawn() -> None:
    viewer = a_viewer()
    viewer.show(b"frame", 1, 1, 1)
    assert not viewer.drawn(1)
    assert viewer.is_holding


async def test_nothing_is_due_that_was_seen_or_comes_too_early() -> None:
    viewer = a_viewer(fps=10)
    assert viewer.is_due(0, revision=0)
    viewer.show(b"frame", 1, revision=0, now=0)
    await viewer.outgoing()
    assert not viewer.is_due(5, revision=0)
    assert not viewer.is_due(0.05, revision=1)
    assert viewer.is_due(0.1, revision=1)


async def test_a_changed_view_keeps_what_is_not_named_and_is_shown_at_once() -> None:
    viewer = a_viewer(resolution=50, fps=1)
    viewer.show(b"frame", 1, revision=0, now=0)
    await viewer.outgoing()
    viewer.look(View(encoding="deflate"))
    assert (viewer.spec.resolution, viewer.spec.encoding, viewer.view.fps) == (50, "deflate", 1)
    assert viewer.is_due(0, revision=0)


async def test_events_come_first_and_all_of_them() -> None:
    viewer = a_viewer()
    viewer.show(b"frame", 1, 1, 1)
    viewer.tell("one")
    viewer.tell("two")
    assert await viewer.outgoing() == ["one", "two", b"frame"]


async def test_a_viewer_that_cannot_take_its_events_is_cut_off() -> None:
    viewer = a_viewer()
    for _ in range(MAX_EVENTS):
        viewer.tell("event")
    assert not viewer.closed.done()
    viewer.tell("one too many")
    assert viewer.closed.result() == TRY_AGAIN_LATER


async def test_outgoing_waits_until_there_is_something() -> None:
    viewer = a_viewer()
    waiting = asyncio.create_task(viewer.outgoing())
    await asyncio.sleep(0)
    assert not waiting.done()
    viewer.tell("event")
    assert await waiting == ["event"]
