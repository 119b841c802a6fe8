"""REST for the results of runs and sweeps: run by run, as a table, and what the seeds of a point say."""

from typing import Annotated, Literal

from fastapi import Query, Response

from tinkernet.api.experiments import bodies
from tinkernet.api.experiments.router import (
    ExperimentRouter,
    Offset,
    TheConductor,
    TheProgress,
    TheQuestion,
)
from tinkernet.api.experiments.tables import CSV, PARQUET, csv_response, pages, parquet_response
from tinkernet.api.http.answers import JSON, files
from tinkernet.base.strict_json import dump
from tinkernet.experiments.store import MAX_PAGE, ExperimentStore
from tinkernet.wire.experiment import Points, Results

router = ExperimentRouter()
ROWS = 100
"""Results of a page, unless told otherwise."""

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]


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
        return await csv_response(progress, pages(conductor, progress, question, offset, limit))
    if format == "parquet":
        return await parquet_response(progress, pages(conductor, progress, question, offset, limit))

    def answer(store: ExperimentStore) -> bytes:
        asked = (progress.saved.id, progress.experiment, question)
        page = store.results(*asked, offset, limit or ROWS)
        success = store.success(*asked) if progress.experiment.stop.has_goal else None
        rows = [bodies.result(row, progress.experiment) for row in page.rows]
        return dump({"total": page.total, "success": success, "results": rows})

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
