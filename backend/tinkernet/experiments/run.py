"""One config trained to a stop condition: a trainer with a goal, and no audience."""

import time

from tinkernet.config import Config
from tinkernet.experiments.result import HISTORY_CAPACITY, RunResult
from tinkernet.nn.fused.warm import prepare
from tinkernet.nn.state import Ending
from tinkernet.nn.timeline import Timeline
from tinkernet.nn.trainer import Trainer
from tinkernet.nn.until import EPOCH
from tinkernet.wire.experiment import Reason
from tinkernet.wire.stop import Stop

_REASONS: dict[Ending, Reason] = {
    Ending.GOAL: "goal",
    Ending.PATIENCE: "patience",
    Ending.PARAMETERS_RAN_AWAY: "diverged",
    Ending.LOSS_RAN_AWAY: "diverged",
}
SLICE = 1.0
"""Seconds of training in one piece, where nothing waits for them."""


def trained(config: Config, stop: Stop) -> RunResult:
    """Trains a config to the stop condition, in this thread.

    Raises:
        InvalidRequest: the stop condition does not fit the config.
    """
    prepare()
    course = Course(config, stop)
    while not course.is_over:
        course.advance(SLICE)
    return course.result()


class Course:
    """A run in progress. Not thread-safe; the fused kernels release the GIL."""

    def __init__(self, config: Config, stop: Stop) -> None:
        """Raises `InvalidRequest` where the stop condition does not fit the config."""
        stop.check(config)
        self._stop = stop
        self.trainer = Trainer(config, Timeline(HISTORY_CAPACITY, snapshots=0))
        self._until = self.trainer.watched(
            test_loss_below=stop.test_loss_below,
            accuracy_above=stop.accuracy_above,
            patience=stop.patience,
        )
        self._seconds = 0.0

    @property
    def is_over(self) -> bool:
        """Whether the stop condition is met."""
        return self.reason is not None

    @property
    def reason(self) -> Reason | None:
        """What ended the run; None: it goes on."""
        if self._until.ending is not Ending.SOUND:
            return _REASONS[self._until.ending]
        if self.trainer.epoch >= self._stop.epochs:
            return "epochs"
        return "seconds" if self._seconds >= (self._stop.seconds or float("inf")) else None

    def advance(self, seconds: float) -> None:
        """Trains for about so many seconds, at most to the end, which lies at the end of an epoch."""
        assert not self.is_over, "the run is over"
        left = self._stop.seconds
        begun = time.perf_counter()
        self.trainer.train(
            self._stop.epochs - self.trainer.epoch,
            seconds=seconds if left is None else min(seconds, left - self._seconds),
            until=self._until,
        )
        self._seconds += time.perf_counter() - begun
        if self.reason == "seconds":
            self.trainer.to_good_epoch()

    def result(self) -> RunResult:
        """What remains of the run, which must be over."""
        assert self.reason is not None, "the run goes on"
        until, trainer = self._until, self.trainer
        latest = trainer.metrics_of(until.latest.tolist(), trainer.epoch)
        return RunResult(
            self.reason,
            self.reason == "goal" if self._stop.has_goal else None,
            latest,
            trainer.metrics_of(until.best[:EPOCH].tolist(), int(until.best[EPOCH])),
            trainer.history.ending(latest),
            trainer.snapshot(),
            self._seconds,
            trainer.confusion,
        )
