"""REST for the results of runs and sweeps: tables, points, and many runs at a glance."""

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any, Literal

import safetensors.numpy
from fastapi import Query, Response
from starlette.responses import StreamingResponse

from tinkernet.api.dependencies import ThePool
from tinkernet.api.experiments import bodies
from tinkernet.api.experiments.router import (
    ExperimentRouter,
    Offset,
    TheConductor,
    TheProgress,
    TheQuestion,
)
from tinkernet.api.experiments.tables import Pages, Parquet, csv_head, csv_lines, pages
from tinkernet.api.http.answers import BINARY, JSON, attachment, files, kept_as
from tinkernet.base.strict_json import dump
from tinkernet.config import MIN_RESOLUTION
from tinkernet.experiments.details import Details
from tinkernet.experiments.pictures import Boundaries, thinned
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.result import HISTORY_CAPACITY
from tinkernet.experiments.schema import SavedResult
from tinkernet.experiments.store import MAX_PAGE, ExperimentStore
from tinkernet.live.events import history_body
from tinkernet.wire.experiment import Histories, Points, Results

router = ExperimentRouter()
CSV, PARQUET = "text/csv", "application/vnd.apache.parquet"
ROWS = 100
"""Results of a page, unless told otherwise."""
MAX_GLANCE = 250
"""Runs whose losses or boundaries are sent together."""
MAX_SMALL = 100
"""The largest resolution of many boundaries at once."""
PORTION = 25
"""Boundaries that are computed before live sessions have their turn."""

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Glance = Annotated[int, Query(ge=1, le=MAX_GLANCE)]


@router.both("GET", "/results", response_model=Results, responses=files([CSV, PARQUET]))
async def results(
    conductor: TheConductor,
    progress: TheProgress,
    question: TheQuestion,
    offset: Offset = 0,
    limit: Annotated[Limit | None, Query(description="100 for json; for a table all, unless given")] = None,
    format: Annotated[
        Literal["json", "csv", "parquet"],
        Query(description="csv and parquet: a table; parquet needs tinkernet[parquet] on the server"),
    ] = "json",
) -> Response:
    """The runs that are done, filtered, sorted and paged."""
    if format == "csv":
        return await _csv(progress, pages(conductor, progress, question, offset, limit))
    if format == "parquet":
        return await _parquet(progress, pages(conductor, progress, question, offset, limit))

    def answer(store: ExperimentStore) -> bytes:
        page = store.results(progress.saved.id, progress.experiment, question, offset, limit or ROWS)
        rows = [bodies.result(row, progress.experiment) for row in page.rows]
        return dump({"total": page.total, "results": rows})

    return Response(await conductor.ask(answer), media_type=JSON)


@router.both("GET", "/points", response_model=Points)
async def points(
    conductor: TheConductor, progress: TheProgress, offset: Offset = 0, limit: Limit = 100
) -> Response:
    """The points, each with what its seeds say together."""
    total = progress.experiment.points
    asked = range(min(offset, total), min(offset + limit, total))

    def answer(store: ExperimentStore) -> bytes:
        endings = store.endings(progress.saved.id, asked)
        found = [bodies.point(point, progress.experiment, endings[point]) for point in asked]
        return dump({"total": total, "points": found})

    return Response(await conductor.ask(answer), media_type=JSON)


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


async def _csv(progress: Progress, found: Pages) -> Response:
    """Results, page after page as they are sent."""
    first: list[SavedResult] = await anext(found, [])

    async def lines() -> AsyncIterator[bytes]:
        yield csv_head(progress.experiment)
        yield await asyncio.to_thread(csv_lines, first, progress.experiment)
        async for rows in found:
            yield await asyncio.to_thread(csv_lines, rows, progress.experiment)

    return StreamingResponse(lines(), headers=kept_as(f"{_name(progress)}.csv"), media_type=CSV)


async def _parquet(progress: Progress, found: Pages) -> Response:
    file = await asyncio.to_thread(Parquet, progress.experiment)
    async for rows in found:
        await asyncio.to_thread(file.add, rows)
    return attachment(file.content(), f"{_name(progress)}.parquet", PARQUET)


def _name(progress: Progress) -> str:
    return f"{progress.saved.kind}-{progress.saved.id}"
