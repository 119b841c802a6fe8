"""A sweep in this process, without a server or a store."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tinkernet.config import Config
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.run import load_kernel, run
from tinkernet.experiments.stop import Stop
from tinkernet.experiments.summary import Ending, Summary, summary
from tinkernet.experiments.sweep import Experiment, RandomSearch, Values
from tinkernet.live.messages import validated


@dataclass(frozen=True, slots=True)
class PointResult:
    """A point of a sweep with the runs of its seeds."""

    values: Values
    """What the point changes in the base config, by dotted path."""
    runs: tuple[RunResult, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class SweepResult:
    """All points of a sweep, in order."""

    experiment: Experiment
    points: tuple[PointResult, ...]

    @property
    def runs(self) -> Iterator[RunResult]:
        """All runs, point after point."""
        return (run for point in self.points for run in point.runs)


def sweep(
    config: Config | Mapping[str, Any] | None = None,
    grid: Mapping[str, Sequence[Any]] | None = None,
    *,
    random: RandomSearch | Mapping[str, Any] | None = None,
    seeds: int | Sequence[int] = 1,
    stop: Stop | Mapping[str, Any] | None = None,
    threads: int | None = None,
) -> SweepResult:
    """Runs every point of a grid, or of a random search, with every seed, on all cores.

    Raises:
        InvalidConfig: the config, or a value of a point, is not valid.
        InvalidRequest: the stop condition, the search or the seeds are not valid.
    """
    body = {
        "config": config if isinstance(config, Config) else Config.parse(config or {}),
        "grid": dict(grid or {}),
        "random": random,
        "seeds": seeds,
        "stop": stop or {},
    }
    return performed(validated(Experiment, body), threads)


def performed(
    experiment: Experiment, threads: int | None = None, on_run: Callable[[], object] = lambda: None
) -> SweepResult:
    """Runs an experiment; `on_run` is called, in some thread, after every run.

    Raises:
        InvalidConfig, InvalidRequest: one of its configs is not valid.
    """
    experiment.check()
    load_kernel()
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
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
