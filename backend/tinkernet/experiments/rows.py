"""What the tables of experiments hold of a run that is done."""

from collections.abc import Iterable
from math import isfinite

from tinkernet.experiments import details
from tinkernet.experiments.query import searchable
from tinkernet.experiments.result import RunResult
from tinkernet.experiments.schema import Counts
from tinkernet.experiments.sweep import Experiment, Run
from tinkernet.nn.results import Metrics


def files(result: RunResult) -> dict[str, bytes]:
    """What is large, as columns of the details."""
    return {"file": details.to_bytes(result), "state": details.state_to_bytes(result)}


def counts(results: Iterable[RunResult]) -> Counts:
    """How these runs ended."""
    endings = [(result.succeeded is True, result.reason == "diverged") for result in results]
    return Counts(len(endings), sum(good for good, _ in endings), sum(bad for _, bad in endings))


def row(identity: str, run: Run, result: RunResult, experiment: Experiment) -> dict[str, object]:
    """The columns of a result."""
    return {
        "experiment": identity,
        "run": run.index,
        "point": run.point,
        "seed": run.seed,
        "values": searchable(experiment.values(run.point)),
        "reason": result.reason,
        "succeeded": result.succeeded,
        "epochs": result.epochs,
        **_columns("", result.metrics),
        "best_epoch": result.best.epoch,
        **_columns("best_", result.best),
        "seconds": result.seconds,
        **result.shares,
    }


def _columns(prefix: str, metrics: Metrics) -> dict[str, float | None]:
    """Losses and accuracies; null where there is none, or none that is finite."""
    names = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
    values = {prefix + name: getattr(metrics, name) for name in names}
    return {name: value if value is not None and isfinite(value) else None for name, value in values.items()}
