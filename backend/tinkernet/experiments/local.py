"""A sweep in this process, without a server or a store."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import count
from os import PathLike
from typing import TYPE_CHECKING, Any

from tinkernet import frames
from tinkernet.config import Config
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.run import load_kernel, run
from tinkernet.experiments.stop import Stop
from tinkernet.experiments.summary import Ending, Summary, summary
from tinkernet.experiments.sweep import Experiment, RandomSearch, Values
from tinkernet.live.messages import validated
from tinkernet.progress import runs_bar

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class PointResult:
    """A point of a sweep with the runs of its seeds."""

    values: Values
    """What the point changes in the base config, by dotted path."""
    runs: tuple[RunResult, ...]
    summary: Summary

    def row(self, point: int) -> dict[str, Any]:
        """The point as REST describes it."""
        return {"point": point, "values": self.values, **asdict(self.summary)}


@dataclass(frozen=True, slots=True)
class SweepResult:
    """All points of a sweep, in order."""

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
        return frames.points_frame((point.row(place) for place, point in enumerate(self.points)), self.axes)

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the table of all runs into a file, .csv or .parquet.

        Raises:
            InvalidRequest: the file's name ends otherwise.
            ImportError: pandas or pyarrow is not installed, for Parquet.
        """
        frames.save(path, self.rows(), self.axes)

    def rows(self) -> Iterator[dict[str, Any]]:
        """All runs as REST describes them."""
        number = count()
        for place, point in enumerate(self.points):
            for result in point.runs:
                yield result.row(next(number), place, point.values)


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
    """
    experiment.check()
    load_kernel()
    done = count(1)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool, runs_bar(experiment.runs, progress) as show:

        def on_run() -> None:
            show(next(done))

        runs = list(pool.map(lambda index: _result(experiment, index, on_run), range(experiment.runs)))
    size = len(experiment.seeds)
    return SweepResult(
        experiment,
        tuple(
            _point(experiment.values(point), tuple(runs[point * size : (point + 1) * size]))
            for point in range(experiment.points)
        ),
    )


def _result(experiment: Experiment, index: int, on_run: Callable[[], object]) -> RunResult:
    result = run(experiment.run(index).config, experiment.stop)
    on_run()
    return result


def _point(values: Values, runs: tuple[RunResult, ...]) -> PointResult:
    endings = [Ending(one.metrics.test_loss, one.epochs, one.succeeded) for one in runs]
    found = summary(endings)
    assert found is not None
    return PointResult(values, runs, found)
