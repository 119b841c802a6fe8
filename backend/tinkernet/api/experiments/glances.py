"""REST for many runs at a glance: their losses, and their boundaries."""

import json
from functools import partial
from typing import Annotated, Any

import safetensors.numpy
from fastapi import Query, Response

from tinkernet.api.dependencies import ThePool
from tinkernet.api.experiments.router import ExperimentRouter, Offset, TheConductor, TheProgress, TheQuestion
from tinkernet.api.http.answers import BINARY, JSON, files
from tinkernet.base.strict_json import dump
from tinkernet.config import MIN_RESOLUTION
from tinkernet.experiments.details import Details
from tinkernet.experiments.pictures import Boundaries, thinned
from tinkernet.experiments.result import HISTORY_CAPACITY
from tinkernet.experiments.store import ExperimentStore
from tinkernet.live.events import history_body
from tinkernet.wire.experiment import Histories

router = ExperimentRouter()
MAX_GLANCE = 250
"""Runs whose losses or boundaries are sent together."""
MAX_SMALL = 100
"""The largest resolution of many boundaries at once."""
PORTION = 25
"""Boundaries that are computed before live sessions have their turn."""

Glance = Annotated[int, Query(ge=1, le=MAX_GLANCE)]


@router.both("GET", "/histories", response_model=Histories)
async def histories(
    conductor: TheConductor,
    progress: TheProgress,
    question: TheQuestion,
    offset: Offset = 0,
    limit: Glance = 100,
    rows: Annotated[int, Query(ge=2, le=HISTORY_CAPACITY, description="losses of each run at most")] = 64,
) -> Response:
    """The losses of many runs at once, thinned; the first and the last of each are kept."""

    def answer(store: ExperimentStore) -> bytes:
        page = store.detailed(progress.saved.id, progress.experiment, question, offset, limit)
        found = [{"run": run, **history_body(thinned(details.history, rows))} for run, details in page.rows]
        return dump({"total": page.total, "histories": found})

    return Response(await conductor.ask(answer), media_type=JSON)


@router.both("GET", "/boundaries", response_class=Response, responses=files([BINARY]))
async def boundaries(
    conductor: TheConductor,
    progress: TheProgress,
    pool: ThePool,
    question: TheQuestion,
    offset: Offset = 0,
    limit: Glance = 100,
    resolution: Annotated[int, Query(ge=MIN_RESOLUTION, le=MAX_SMALL)] = 25,
) -> Response:
    """The boundaries of many runs at once: a safetensors file with a tensor for each run, by its number.

    They are quantised as in a frame of the stream. The metadata have `total` and the `runs` in their order.
    """
    page = await conductor.ask(
        lambda store: store.detailed(progress.saved.id, progress.experiment, question, offset, limit)
    )
    painter, tensors = Boundaries(progress.experiment, resolution), dict[str, Any]()
    for start in range(0, len(page.rows), PORTION):
        portion = page.rows[start : start + PORTION]
        tensors |= await pool.now(partial(_painted, painter, portion))
    metadata = {"total": str(page.total), "runs": json.dumps([run for run, _ in page.rows])}
    return Response(safetensors.numpy.save(tensors, metadata), media_type=BINARY)


def _painted(painter: Boundaries, rows: list[tuple[int, Details]]) -> dict[str, Any]:
    return {str(run): painter.of(run, details.parameters) for run, details in rows}
