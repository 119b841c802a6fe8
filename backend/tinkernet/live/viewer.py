"""Viewers of a session: what each wants to see, what it has been sent, and what waits to be sent."""

import asyncio
from collections import deque
from collections.abc import Callable
from math import inf

from tinkernet.live import events
from tinkernet.live.commands import View
from tinkernet.live.description import WatchedSession
from tinkernet.live.frame import FrameSpec

CREDIT = 2
"""Frames that may be on their way to a viewer, sent or about to be, and not yet drawn."""
MAX_EVENTS = 256
"""Events that may wait for a viewer. They are never dropped: one more, and the viewer is cut off."""
SLACK = 0.003
"""Seconds a frame may come early, so that a viewer's clock and the clock of training stay in step."""

GOING_AWAY = 1001
POLICY_VIOLATION = 1008
TOO_BIG = 1009
INTERNAL_ERROR = 1011
SERVICE_RESTART = 1012
TRY_AGAIN_LATER = 1013
GONE = 4404


class Viewer:
    """Holds credit for two frames; the newest frame wins, none queue up.

    The session calls `show`, `tell` and `close`; the connection awaits `outgoing` and reports what was
    `drawn`.
    """

    def __init__(self, base_url: str, may_steer: bool) -> None:
        self.base_url = base_url
        self.may_steer = may_steer
        self.view = View()
        self.spec = FrameSpec()
        self.closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._on_the_way: deque[int] = deque()
        self._frame: bytes | None = None
        self._seen = -1
        self._due = 0.0
        self._events: deque[str] = deque()
        self._something = asyncio.Event()

    def look(self, change: View) -> None:
        """Changes what this viewer sees; the next frame comes at once."""
        given = {name: getattr(change, name) for name in change.model_fields_set}
        self.view = self.view.model_copy(update=given)
        self.spec = FrameSpec(self.view.resolution, self.view.unit, self.view.gradients, self.view.encoding)
        self._seen = -1
        self._due = 0.0

    def wants(self, revision: int) -> bool:
        """Whether it could take a picture of `revision`."""
        return self._seen < revision and self._frame is None and len(self._on_the_way) < CREDIT

    def is_due(self, now: float, revision: int) -> bool:
        """Whether it is to be sent a picture of `revision` now."""
        return self._due <= now + SLACK and self.wants(revision)

    @property
    def is_holding(self) -> bool:
        """Whether a frame for it is not sent yet, and a newer one may take its place."""
        return self._frame is not None

    @property
    def due(self) -> float:
        """When its own frame rate allows the next frame."""
        return self._due

    def show(self, frame: bytes, sequence: int, revision: int, now: float) -> None:
        """Puts a frame in the place of one that is not sent yet, or of nothing."""
        if self._frame is not None:
            self._on_the_way.pop()
        self._on_the_way.append(sequence)
        self._frame = frame
        self._seen = revision
        interval = 1 / self.view.fps
        self._due = max(self._due + interval, now + interval / 2)
        self._something.set()

    def drawn(self, sequence: int) -> bool:
        """Returns the credit of every frame up to `sequence`; whether that was any."""
        waiting = 0 if self._frame is None else 1
        before = len(self._on_the_way)
        while len(self._on_the_way) > waiting and self._on_the_way[0] <= sequence:
            self._on_the_way.popleft()
        return len(self._on_the_way) < before

    def tell(self, event: str) -> None:
        """Queues an event; a viewer that cannot take it is cut off."""
        if len(self._events) >= MAX_EVENTS:
            self.close(TRY_AGAIN_LATER)
            return
        self._events.append(event)
        self._something.set()

    def close(self, code: int) -> None:
        """Ends the connection; the first reason counts."""
        if not self.closed.done():
            self.closed.set_result(code)

    async def outgoing(self) -> list[str | bytes]:
        """Waits for something to send: all events, then the newest frame."""
        await self._something.wait()
        self._something.clear()
        messages: list[str | bytes] = [*self._events]
        self._events.clear()
        if self._frame is not None:
            messages.append(self._frame)
            self._frame = None
        return messages


class Audience:
    """Whom a session shows its frames and tells its events."""

    def __init__(self) -> None:
        self.sequence = 0
        """The number of the frames that were shown last."""
        self._viewers: dict[Viewer, None] = {}

    def __len__(self) -> int:
        return len(self._viewers)

    def add(self, viewer: Viewer) -> None:
        """A viewer comes."""
        self._viewers[viewer] = None

    def remove(self, viewer: Viewer) -> None:
        """A viewer goes."""
        self._viewers.pop(viewer, None)

    def specs(self, now: float, revision: int) -> frozenset[FrameSpec]:
        """What those see who are due for a picture of `revision`."""
        return frozenset(viewer.spec for viewer in self._viewers if viewer.is_due(now, revision))

    def next_moment(self, revision: int) -> float:
        """When the next of those who could take a picture of `revision` is due; inf: nobody could."""
        return min((viewer.due for viewer in self._viewers if viewer.wants(revision)), default=inf)

    def show(self, frames: dict[FrameSpec, bytes], revision: int, now: float) -> int:
        """Hands the frames to all who look so and are due, and to those whose last one is not sent yet."""
        self.sequence += 1
        shown = 0
        for viewer in self._viewers:
            frame = frames.get(viewer.spec)
            if frame is not None and (viewer.is_due(now, revision) or viewer.is_holding):
                viewer.show(frame, self.sequence, revision, now)
                shown += 1
        return shown

    def tell(self, event: str) -> None:
        """An event for everybody."""
        for viewer in self._viewers:
            viewer.tell(event)

    def tell_state(self, described: Callable[[str, bool], WatchedSession]) -> None:
        """The session object, written once for all who see it the same way."""
        written: dict[tuple[str, bool], str] = {}
        for viewer in self._viewers:
            kind = (viewer.base_url, viewer.may_steer)
            if kind not in written:
                written[kind] = events.state(described(*kind))
            viewer.tell(written[kind])

    def close(self, code: int) -> None:
        """Everybody out."""
        for viewer in self._viewers:
            viewer.close(code)
