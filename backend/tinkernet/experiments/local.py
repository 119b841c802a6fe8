"""A sweep in this process, without a server or a store."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any

from tinkernet import frames
from tinkernet.config import Config
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.run import Course, load_kernel
from tinkernet.experiments.stop import Stop
from tinkernet.experiments.summary import Ending, Summary, summary
from tinkernet.experiments.sweep import Experiment, RandomSearch, Values
from tinkernet.live.messages import validated
from tinkernet.progress import runs_bar

if TYPE_CHECKING:
    from pandas import DataFrame

SLICE = 0.1
"""Seconds of training between two looks at whether to go on."""


@dataclass(frozen=True, slots=True)
class PointResult:
    """A point of a sweep with the runs of its seeds."""

    number: int
    """Among all points."""
    values: Values
    """What the point changes in the base config, by dotted path."""
    runs: tuple[RunResult, ...]
    summary: Summary

    def row(self) -> dict[str, Any]:
        """The point as REST describes it."""
        return {"point": self.number, "values": self.values, **asdict(self.summary)}


@dataclass(frozen=True, slots=True)
class SweepResult:
    """All points of a sweep, in order; of one that was interrupted, what is done."""

    experiment: Experiment
    points: tuple[PointResult, ...]

    @property
    def runs(self) -> Iterator[RunResult]:
        """All runs, point after point."""
        return (run for point in self.points for run in point.runs)

    @property
    def axes(self) -> tuple[str, ...]:
        """The dotted paths of the fields that differ between points."""
        return self.experiment.axes

    def to_frame(self) -> "DataFrame":
        """All runs as a data frame, with the columns of the CSV file of a sweep on a server.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frames.results_frame(self.rows(), self.axes)

    def points_frame(self) -> "DataFrame":
        """The points as a data frame: values, success rate, quartiles.

        Raises:
            ModuleNotFoundError: pandas is not installed.
        """
        return frames.points_frame((point.row() for point in self.points), self.axes)

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the table of all runs into a file, .csv or .parquet.

        Raises:
            InvalidRequest: the file's name ends otherwise.
            ImportError: pandas or pyarrow is not installed, for Parquet.
        """
        frames.save(path, self.rows(), self.axes)

    def rows(self) -> Iterator[dict[str, Any]]:
        """All runs as REST describes them."""
        places = {seed: place for place, seed in enumerate(self.experiment.seeds)}
        for point in self.points:
            for result in point.runs:
                number = point.number * len(places) + places[result.config.network.seed]
                yield result.row(number, point.number, point.values)


class Interrupted(KeyboardInterrupt):
    """Somebody has interrupted a sweep; `result` holds the runs that are done."""

    def __init__(self, result: SweepResult) -> None:
        super().__init__()
        self.result = result


def sweep(
    config: Config | Mapping[str, Any] | None = None,
    grid: Mapping[str, Sequence[Any]] | None = None,
    *,
    random: RandomSearch | Mapping[str, Any] | None = None,
    seeds: int | Sequence[int] = 1,
    stop: Stop | Mapping[str, Any] | None = None,
    max_runs: int = 10_000,
    threads: int | None = None,
    progress: bool = False,
) -> SweepResult:
    """Runs every point of a grid, or of a random search, with every seed, on all cores.

    With `progress` a bar shows on standard error how far it has come, where somebody looks.

    Raises:
        InvalidConfig: the config, or a value of a point, is not valid.
        InvalidRequest: the stop condition, the search or the seeds are not valid, or there are too many runs.
        Interrupted: a KeyboardInterrupt came; its `result` has the runs that are done.
    """
    body = {
        "config": config if isinstance(config, Config) else Config.parse(config or {}),
        "grid": dict(grid or {}),
        "random": random,
        "seeds": seeds,
        "stop": stop or {},
        "max_runs": max_runs,
    }
    return performed(validated(Experiment, body), threads, progress)


def performed(experiment: Experiment, threads: int | None = None, progress: bool = False) -> SweepResult:
    """Runs an experiment.

    Raises:
        InvalidConfig, InvalidRequest: one of its configs is not valid.
        Interrupted: a KeyboardInterrupt came.
    """
    experiment.check()
    load_kernel()
    done: dict[int, RunResult] = {}
    is_given_up = threading.Event()
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool, runs_bar(experiment.runs, progress) as show:

        def work(index: int) -> None:
            result = _result(experiment, index, is_given_up)
            if result is not None:
                done[index] = result
                show(len(done))

        try:
            list(pool.map(work, range(experiment.runs)))
        except KeyboardInterrupt:
            is_given_up.set()
            pool.shutdown(cancel_futures=True)
            raise Interrupted(_swept(experiment, done)) from None
    return _swept(experiment, done)


def _result(experiment: Experiment, index: int, is_given_up: threading.Event) -> RunResult | None:
    """What comes of a run; None: it was given up."""
    course = Course(experiment.run(index).config, experiment.stop)
    while not course.is_over:
        if is_given_up.is_set():
            return None
        course.advance(SLICE)
    return course.result()


def _swept(experiment: Experiment, done: Mapping[int, RunResult]) -> SweepResult:
    size = len(experiment.seeds)
    points = []
    for number in range(experiment.points):
        runs = tuple(done[index] for index in range(number * size, (number + 1) * size) if index in done)
        found = summary(Ending(one.metrics.test_loss, one.epochs, one.succeeded) for one in runs)
        if found is not None:
            points.append(PointResult(number, experiment.values(number), runs, found))
    return SweepResult(experiment, tuple(points))
