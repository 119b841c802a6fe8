"""All viewers of one session."""

from collections.abc import Callable

from tinkernet.live import events
from tinkernet.live.frame import FrameSpec
from tinkernet.live.viewer import Viewer
from tinkernet.wire.session import WatchedSession


class Audience:
    """Whom a session shows its frames and tells its events."""

    def __init__(self) -> None:
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

    def next_moment(self, revision: int) -> float | None:
        """When the next of those who could take a picture of `revision` is due; None: nobody could."""
        return min((viewer.due for viewer in self._viewers if viewer.wants(revision)), default=None)

    def show(self, frames: dict[FrameSpec, bytes], sequence: int, revision: int, now: float) -> int:
        """Hands the frames to all who look so and are due, and to those whose last one is not sent yet."""
        shown = 0
        for viewer in self._viewers:
            frame = frames.get(viewer.spec)
            if frame is not None and (viewer.is_due(now, revision) or viewer.is_holding):
                viewer.show(frame, sequence, revision, now)
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
