"""Runs and sweeps as plain values: what the models of `wire.experiment` describe."""

from typing import Any

from tinkernet.experiments.details import Details
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.schema import SavedResult
from tinkernet.experiments.summary import Ending, summary
from tinkernet.experiments.sweep import Experiment
from tinkernet.live.events import history_body
from tinkernet.wire.experiment import Best, Result

_NONE_DONE = {"runs": 0, "success": None, "test_loss": None, "epochs_to_success": None}
Body = dict[str, Any]


def news(progress: Progress) -> Body:
    """`ExperimentNews`: how far an experiment has come."""
    saved, experiment, counts = progress.saved, progress.experiment, progress.counts
    return {
        "id": saved.id,
        "kind": saved.kind,
        "status": saved.status,
        "waiting": progress.waiting,
        "created_at": saved.created_at,
        "finished_at": saved.finished_at,
        "points": experiment.points,
        "runs": saved.runs,
        "done": counts.done,
        "succeeded": counts.succeeded if experiment.stop.has_goal else None,
        "diverged": counts.diverged,
    }


def state(progress: Progress) -> Body:
    """`ExperimentState`: what was asked for, and how far it has come."""
    asked = progress.experiment.model_dump(mode="json", exclude={"max_runs"})
    return {**news(progress), **asked}


def result(row: SavedResult, experiment: Experiment) -> Body:
    """`Result`: one run, where it ended and why."""
    known = {name: getattr(row, name) for name in Result.model_fields if name not in ("values", "best")}
    best = {name: getattr(row, f"best_{name}") for name in Best.model_fields}
    return {**known, "values": experiment.values(row.point), "best": best}


def details(row: SavedResult, experiment: Experiment, found: Details) -> Body:
    """`ResultDetails` but for the parameters, which are still an array."""
    return {
        **result(row, experiment),
        "config": experiment.run(row.run).config.model_dump(mode="json"),
        "history": history_body(found.history),
    }


def point(number: int, experiment: Experiment, endings: list[Ending]) -> Body:
    """`Point`: what the seeds of a point say together, as far as they are done."""
    found = summary(endings)
    place = {"point": number, "values": experiment.values(number)}
    return {**place, **{name: getattr(found, name, none) for name, none in _NONE_DONE.items()}}
