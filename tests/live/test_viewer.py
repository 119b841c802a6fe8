"""Credit, the newest frame, events that are never dropped, and what an audience shares."""

import asyncio
import json
from math import inf

import pytest

from tests.live.conftest import SMALL
from tinkernet import Trainer
from tinkernet.live.commands import View
from tinkernet.live.description import Facts, Identity, Standing
from tinkernet.live.frame import FrameSpec
from tinkernet.live.viewer import CREDIT, GONE, MAX_EVENTS, TRY_AGAIN_LATER, Audience, Viewer
from tinkernet.live.workload import Status

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


def an_audience(*viewers: Viewer) -> Audience:
    audience = Audience()
    for viewer in viewers:
        audience.add(viewer)
    return audience


async def test_an_audience_wants_each_picture_once() -> None:
    audience = an_audience(a_viewer(), a_viewer(), a_viewer(resolution=50))
    assert audience.specs(now=0, revision=0) == {FrameSpec(), FrameSpec(resolution=50)}
    shown = audience.show({FrameSpec(): b"frame"}, revision=0, now=0)
    assert (shown, audience.sequence) == (2, 1)
    assert audience.specs(now=0, revision=0) == {FrameSpec(resolution=50)}


async def test_a_newer_frame_reaches_those_whose_last_one_is_not_sent_yet() -> None:
    slow, quick = a_viewer(), a_viewer()
    audience = an_audience(slow, quick)
    audience.show({FrameSpec(): b"first"}, revision=0, now=0)
    await quick.outgoing()
    assert audience.show({FrameSpec(): b"second"}, revision=1, now=1) == 2
    assert await slow.outgoing() == await quick.outgoing() == [b"second"]


async def test_the_next_moment_is_that_of_whoever_is_due_first() -> None:
    slow, quick = a_viewer(fps=1), a_viewer(fps=10)
    audience = an_audience(slow, quick)
    audience.show({FrameSpec(): b"frame"}, revision=0, now=0)
    assert audience.next_moment(revision=1) == inf
    for viewer in (slow, quick):
        await viewer.outgoing()
    assert audience.next_moment(revision=0) == inf
    assert audience.next_moment(revision=1) == quick.due < slow.due
    audience.remove(quick)
    audience.remove(quick)
    assert audience.next_moment(revision=1) == slow.due
    assert len(audience) == 1


async def test_the_state_is_told_to_each_as_it_may_see_it() -> None:
    owner, watcher = Viewer("http://a", may_steer=True), Viewer("http://b", may_steer=False)
    facts = Facts.of(Trainer(SMALL, fused_ready=lambda: False))
    standing = Standing(Identity("id", "watch", "here", 0.0), Status.PAUSED, None, 0.0, facts)
    an_audience(owner, watcher).tell_state(standing.described)
    (owned,), (watched,) = await owner.outgoing(), await watcher.outgoing()
    assert json.loads(owned)["url"] == "http://a/?session=id"
    assert json.loads(watched)["watch_url"] == "http://b/?session=watch"
    assert "url" not in json.loads(watched)


async def test_the_state_is_written_once_for_all_who_see_it_the_same_way() -> None:
    viewers = [Viewer("http://a", may_steer=True) for _ in range(5)]
    facts = Facts.of(Trainer(SMALL, fused_ready=lambda: False))
    standing = Standing(Identity("id", "watch", "here", 0.0), Status.PAUSED, None, 0.0, facts)
    an_audience(*viewers).tell_state(standing.described)
    written = [(await viewer.outgoing())[0] for viewer in viewers]
    assert all(text is written[0] for text in written)


async def test_an_audience_is_sent_away_with_the_reason() -> None:
    viewers = a_viewer(), a_viewer()
    an_audience(*viewers).close(GONE)
    assert [viewer.closed.result() for viewer in viewers] == [GONE, GONE]
