"""How much a session is to train: at a speed without end, or some epochs or steps and no more."""

from collections import deque
from collections.abc import Callable

from tinkernet.live.commands import Step
from tinkernet.live.description import Facts
from tinkernet.live.orders import Chunk, Order, Stretch
from tinkernet.live.pace import Pace, Speedometer


class Effort:
    """The speed asked for, the steps asked for, and the speed reached."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.speed: float | None = None
        self._clock = clock
        self._pace = Pace(None, 0)
        self._speedometer = Speedometer()
        self._stretches: deque[Stretch] = deque()

    def play(self, speed: float | None, epoch: int) -> None:
        """From now on, at `speed` epochs a second, in the place of what was to be done."""
        self.end_steps()
        self.speed = speed
        self._pace = Pace(speed, self._clock())
        self._speedometer.mark(self._clock(), epoch)

    def step(self, command: Step, order: Order, epoch: int) -> None:
        """Some epochs or steps, after those that were asked for before."""
        self._stretches.append(Stretch(order, command.epochs, command.steps))
        self._speedometer.mark(self._clock(), epoch)

    def stop(self) -> None:
        """No more; whoever waits for a step gets what there is."""
        self.end_steps()
        self._speedometer.stop()

    def end_steps(self) -> None:
        """Answers all who wait for a step."""
        while self._stretches:
            self._stretches.popleft().order.finish()

    @property
    def steps_waiting(self) -> int:
        """How many `step`s are not done."""
        return len(self._stretches)

    @property
    def epochs_per_second(self) -> float:
        """The speed reached; 0 while training stands still."""
        return self._speedometer.epochs_per_second

    @property
    def is_behind(self) -> bool:
        """Whether the speed asked for is not reached."""
        return self._pace.is_behind

    def chunk(self, is_playing: bool, seconds: float) -> Chunk | None:
        """What to train now, for at most so many seconds; None: nothing yet."""
        if is_playing:
            epochs = self._pace.owed(self._clock())
            return None if epochs == 0 else Chunk(seconds, epochs)
        return self._stretches[0].chunk(seconds) if self._stretches else None

    def next_moment(self) -> float:
        """When the next chunk is due while playing."""
        return self._pace.next_moment()

    def book(self, is_playing: bool, begun: float, before: Facts, after: Facts) -> Order | None:
        """Accounts for a chunk; the order of a step that it has brought to its end."""
        now = self._clock()
        self._speedometer.mark(now, after.epoch)
        if is_playing:
            self._pace.trained(after.epoch - before.epoch, begun, now)
        elif self._stretches and self._stretches[0].is_finished_by(before, after):
            order = self._stretches.popleft().order
            if not self._stretches:
                self._speedometer.stop()
            return order
        return None
