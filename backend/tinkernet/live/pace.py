"""Time: how many epochs are owed at a chosen speed, and how fast training really is."""

from collections import deque
from math import floor

FRAME = 1 / 60
"""Seconds between two pictures, and between two chunks of training at a chosen speed."""
LONGEST_CHUNK = 0.008
"""Half of the time between two pictures: the other half is for drawing and sending."""
SHORTEST_CHUNK = 0.0001
PATIENCE = 0.25
"""Seconds of arrears that are caught up; what is beyond is forgiven."""
ROUNDING = 1e-6


def fair_share(playing: int, threads: int) -> float:
    """Seconds one chunk may take while `playing` sessions share `threads` threads."""
    return max(SHORTEST_CHUNK, LONGEST_CHUNK * threads / max(threads, playing))


class Pace:
    """Epochs owed to the clock at `speed` epochs a second; None: as many as there is time for.

    The n-th epoch is due at `start + (n - 1) / speed`: the first at once, on average all of them in time.
    """

    def __init__(self, speed: float | None, now: float) -> None:
        self.speed = speed
        self.is_behind = False
        self._start = now
        self._done = 0
        self._next_chunk = now

    def owed(self, now: float) -> int | None:
        """Epochs to train in a chunk that starts now; None: no limit, 0: none yet."""
        if self.speed is None:
            return None
        if now < self._next_chunk - ROUNDING:
            return 0
        return max(0, floor((now - self._start) * self.speed + ROUNDING) + 1 - self._done)

    def trained(self, epochs: int, begun: float, now: float) -> None:
        """Books a chunk; one that was cut short by its time is followed at once by the next."""
        if self.speed is None:
            return
        self._done += epochs
        caught_up = self._due() > begun
        self._next_chunk = max(self._next_chunk + FRAME, begun + FRAME / 2) if caught_up else now
        arrears = now - self._due()
        self.is_behind = arrears > PATIENCE
        if self.is_behind:
            self._start += arrears - PATIENCE

    def next_moment(self) -> float:
        """When the next chunk is to start."""
        return max(self._next_chunk, self._due())

    def _due(self) -> float:
        return self._start if self.speed is None else self._start + self._done / self.speed


class Speedometer:
    """Epochs a second over the last seconds of training."""

    WINDOW = 2.0

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def mark(self, now: float, epoch: int) -> None:
        """Notes that `epoch` was reached; marks that bring nothing new are dropped."""
        if self._marks and self._marks[-1][1] >= epoch:
            return
        self._marks.append((now, epoch))
        while len(self._marks) > 2 and self._marks[1][0] < now - self.WINDOW:
            self._marks.popleft()

    def stop(self) -> None:
        """Training has stopped or jumped to another epoch."""
        self._marks.clear()

    @property
    def epochs_per_second(self) -> float:
        """0 while training stands still."""
        if len(self._marks) < 2:
            return 0.0
        (begun, first), (ended, last) = self._marks[0], self._marks[-1]
        return (last - first) / (ended - begun) if ended > begun else 0.0
