"""Runs and sweeps in this process, without a server or a store."""

import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tinkernet.base.validation import validated
from tinkernet.config import Config
from tinkernet.experiments.run import Course, trained
from tinkernet.experiments.summary import Ending, summary
from tinkernet.experiments.sweep import Experiment
from tinkernet.local.results import Interrupted, PointResult, SweepResult, TrainedRun
from tinkernet.nn.fused.warm import prepare
from tinkernet.points.from_python import PointsLike, with_points
from tinkernet.progress_bar import runs_bar
from tinkernet.wire.search import RandomSearch
from tinkernet.wire.stop import Stop

SLICE = 0.1
"""Seconds of training between two looks at whether to go on."""


def run(
    config: Config | Mapping[str, Any] | None = None,
    stop: Stop | Mapping[str, Any] | None = None,
    *,
    points: PointsLike | None = None,
    seed: int | None = None,
) -> TrainedRun:
    """Trains a config to the stop condition, in this process; `seed` takes the place of `network.seed`.

    `points` take the place of those of the config: see `read_points` for what they may be.

    Raises:
        InvalidConfig: the config, the seed or the points are not valid.
        InvalidRequest: the stop condition is not valid, or does not fit the config; or no points are read.
    """
    config = _config(config, points)
    if seed is not None:
        config = config.merged({"network": {"seed": seed}})
    return TrainedRun.of(trained(config, stop if isinstance(stop, Stop) else validated(Stop, stop or {})))


def sweep(
    config: Config | Mapping[str, Any] | None = None,
    grid: Mapping[str, Sequence[Any]] | None = None,
    *,
    random: RandomSearch | Mapping[str, Any] | None = None,
    seeds: int | Sequence[int] = 1,
    stop: Stop | Mapping[str, Any] | None = None,
    points: PointsLike | None = None,
    max_runs: int = 10_000,
    threads: int | None = None,
    progress: bool = False,
) -> SweepResult:
    """Runs every point of a grid, or of a random search, with every seed, on all cores.

    `points` take the place of those of the config: see `read_points` for what they may be. With `progress` a
    bar shows on standard error how far it has come, where somebody looks.

    Raises:
        InvalidConfig: the config, or a value of a combination, is not valid.
        InvalidRequest: the stop condition, the search or the seeds are not valid, or there are too many runs.
        Interrupted: a KeyboardInterrupt came; its `result` has the runs that are done.
    """
    body = {
        "config": _config(config, points),
        "grid": dict(grid or {}),
        "random": random,
        "seeds": seeds,
        "stop": stop or {},
        "max_runs": max_runs,
    }
    return performed(validated(Experiment, body), threads, progress)


def _config(config: Config | Mapping[str, Any] | None, points: PointsLike | None) -> Config:
    found = config if isinstance(config, Config) else Config.parse(config or {})
    return found if points is None else with_points(found, points)


def performed(experiment: Experiment, threads: int | None = None, progress: bool = False) -> SweepResult:
    """Runs an experiment.

    Raises:
        InvalidConfig, InvalidRequest: one of its configs is not valid.
        Interrupted: a KeyboardInterrupt came.
    """
    experiment.check()
    prepare()
    done: dict[int, TrainedRun] = {}
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


def _result(experiment: Experiment, index: int, is_given_up: threading.Event) -> TrainedRun | None:
    """What comes of a run; None: it was given up."""
    course = Course(experiment.run(index).config, experiment.stop)
    while not course.is_over:
        if is_given_up.is_set():
            return None
        course.advance(SLICE)
    return TrainedRun.of(course.result())


def _swept(experiment: Experiment, done: Mapping[int, TrainedRun]) -> SweepResult:
    size = len(experiment.seeds)
    points = []
    for number in range(experiment.points):
        runs = tuple(done[index] for index in range(number * size, (number + 1) * size) if index in done)
        found = summary(Ending(one.metrics.test_loss, one.epochs, one.succeeded) for one in runs)
        if found is not None:
            points.append(PointResult(number, experiment.values(number), runs, found))
    return SweepResult(experiment, tuple(points))
