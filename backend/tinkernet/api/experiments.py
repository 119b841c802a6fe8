"""REST for runs and sweeps: taken on, looked at, cancelled, deleted. What can be asked of one, of both."""

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable
from http import HTTPStatus
from typing import Annotated, Any, Literal, cast

import numpy as np
from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response, status
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.responses import StreamingResponse

from tinkernet.api.dependencies import ThePool
from tinkernet.api.errors import responses
from tinkernet.api.experiment_models import (
    EXAMPLE_RUN,
    EXAMPLE_SWEEP,
    ExperimentState,
    NewRun,
    Point,
    Points,
    Result,
    ResultDetails,
    Results,
    details,
)
from tinkernet.api.models import Boundary
from tinkernet.api.requests import StrictRoute
from tinkernet.config import PLANE
from tinkernet.experiments.conductor import Conductor, Progress
from tinkernet.experiments.query import COLUMNS, Question
from tinkernet.experiments.result import boundary
from tinkernet.experiments.store import Page
from tinkernet.experiments.sweep import MAX_RUNS, Experiment
from tinkernet.experiments.tables import SavedResult
from tinkernet.live.messages import MAX_RESOLUTION, MIN_RESOLUTION
from tinkernet.live.strict_json import decimals, dump

router = APIRouter(prefix="/api", route_class=StrictRoute, responses=responses(422, 503))
JSON, CSV = "application/json", "text/csv"
MAX_PAGE = 1000
ERRORS_AS_JSON: dict[int | str, dict[str, Any]] = {
    code: {
        "description": HTTPStatus(code).phrase,
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/ErrorObject"}}},
    }
    for code in (404, 422, 503)
}
"""Of a route that answers something else; FastAPI would describe its errors as the same."""
AS_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {CSV: {"schema": {"type": "string"}}}}}

ExperimentId = Annotated[str, Path(max_length=64, description="as POST has answered")]
RunNumber = Annotated[int, Path(ge=0, lt=MAX_RUNS, description="as in the results")]
Offset = Annotated[int, Query(ge=0, le=MAX_RUNS)]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Handler = Callable[..., Any]


def _the_conductor(request: Request) -> Conductor:
    return cast(Conductor, request.app.state.conductor)


TheConductor = Annotated[Conductor, Depends(_the_conductor)]


async def _the_progress(conductor: TheConductor, id: ExperimentId) -> Progress:
    return await conductor.progress(id)


TheProgress = Annotated[Progress, Depends(_the_progress)]


def _question(
    sort: Annotated[
        str, Query(max_length=64, description="a field or an axis; with a minus before it, descending")
    ] = "run",
    filter: Annotated[
        list[Annotated[str, Query(max_length=200)]],
        Query(description="field:comparison:value with eq, ne, lt, le, gt or ge; all must hold"),
    ] = [],  # noqa: B006  # FastAPI copies it
) -> Question:
    return Question(tuple(filter), sort)


TheQuestion = Annotated[Question, Depends(_question)]


def _of_both(method: str, path: str, **options: Any) -> Callable[[Handler], Handler]:
    """Adds a route below a run and below a sweep."""

    def register(handler: Handler) -> Handler:
        for kind in ("runs", "sweeps"):
            router.add_api_route(
                f"/{kind}/{{id}}{path}",
                handler,
                methods=[method],
                tags=[kind],
                **{**options, "responses": {**responses(404), **options.get("responses", {})}},
            )
        return handler

    return register


def _json(content: Any, code: int = status.HTTP_200_OK) -> Response:
    return Response(dump(content), code, media_type=JSON)


@router.post(
    "/runs",
    tags=["runs"],
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ExperimentState,
    responses=responses(413, 429),
)
async def create_run(
    conductor: TheConductor, body: Annotated[NewRun, Body(examples=[EXAMPLE_RUN])]
) -> Response:
    """Trains a config to a stop condition, once for every seed."""
    return await _accepted(conductor, "run", body.experiment())


@router.post(
    "/sweeps",
    tags=["sweeps"],
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ExperimentState,
    responses=responses(413, 429),
)
async def create_sweep(
    conductor: TheConductor, body: Annotated[Experiment, Body(examples=[EXAMPLE_SWEEP])]
) -> Response:
    """Trains every point of a grid or of a random search, once for every seed."""
    return await _accepted(conductor, "sweep", body)


@_of_both("GET", "", response_model=ExperimentState)
async def read(progress: TheProgress) -> Response:
    """What was asked for, and how far it has come."""
    return _json(ExperimentState.of(progress))


@_of_both("GET", "/events", response_class=EventSourceResponse, responses=ERRORS_AS_JSON)
async def events(conductor: TheConductor, progress: TheProgress) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events named `progress`, each the object that GET answers, until it is over."""
    async for news in conductor.news(progress.saved.id):
        yield ServerSentEvent(event="progress", raw_data=dump(ExperimentState.of(news)).decode())


@_of_both("GET", "/results", response_model=Results, responses=AS_CSV)
async def results(
    conductor: TheConductor,
    progress: TheProgress,
    question: TheQuestion,
    offset: Offset = 0,
    limit: Limit = 100,
    format: Annotated[Literal["json", "csv"], Query(description="csv: all pages at once")] = "json",
) -> Response:
    """The runs that are done, filtered, sorted and paged."""
    if format == "csv":
        return await _csv(conductor, progress, question)
    page = await _page(conductor, progress, question, offset, limit)
    rows = [Result.of(row, progress.experiment) for row in page.rows]
    return _json({"total": page.total, "results": rows})


@_of_both("GET", "/points", response_model=Points)
async def points(
    conductor: TheConductor, progress: TheProgress, offset: Offset = 0, limit: Limit = 100
) -> Response:
    """The points, each with what its seeds say together."""
    total = progress.experiment.points
    asked = range(min(offset, total), min(offset + limit, total))
    endings = await conductor.ask(lambda store: store.endings(progress.saved.id, asked))
    found = [Point.of(point, progress.experiment, endings[point]) for point in asked]
    return _json({"total": total, "points": found})


@_of_both("GET", "/results/{run}", response_model=ResultDetails)
async def result(conductor: TheConductor, progress: TheProgress, run: RunNumber) -> Response:
    """One run with its config, its losses and its parameters."""
    row, found = await conductor.ask(lambda store: store.result(progress.saved.id, run))
    body = details(row, progress.experiment, found)
    return _json({**body, "parameters": decimals(found.parameters)})


@_of_both("GET", "/results/{run}/boundary", response_model=Boundary)
async def result_boundary(
    conductor: TheConductor,
    progress: TheProgress,
    pool: ThePool,
    run: RunNumber,
    resolution: Annotated[int, Query(ge=MIN_RESOLUTION, le=MAX_RESOLUTION)] = 50,
) -> Response:
    """What a run's network predicts over the square at the end."""
    _, found = await conductor.ask(lambda store: store.result(progress.saved.id, run))
    config = progress.experiment.run(run).config
    axis = np.linspace(-PLANE, PLANE, resolution)

    def answer() -> bytes:
        values = boundary(config, found.parameters, resolution)
        return dump({"x1": axis.tolist(), "x2": axis[::-1].tolist(), "values": decimals(values)})

    return Response(await pool.now(answer), media_type=JSON)


@_of_both("POST", "/cancel", response_model=ExperimentState)
async def cancel(conductor: TheConductor, progress: TheProgress) -> Response:
    """Gives up the runs that are not done; results that are there stay."""
    await conductor.cancel(progress.saved.id)
    return _json(ExperimentState.of(await conductor.progress(progress.saved.id)))


@_of_both("DELETE", "", status_code=status.HTTP_204_NO_CONTENT)
async def delete(conductor: TheConductor, progress: TheProgress) -> Response:
    """Cancels it, and forgets it with all its results."""
    await conductor.delete(progress.saved.id)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


async def _accepted(conductor: Conductor, kind: str, experiment: Experiment) -> Response:
    identity = await conductor.start(kind, experiment)
    return _json(ExperimentState.of(await conductor.progress(identity)), status.HTTP_202_ACCEPTED)


async def _page(
    conductor: Conductor, progress: Progress, question: Question, offset: int, limit: int
) -> Page:
    return await conductor.ask(
        lambda store: store.results(progress.saved.id, progress.experiment, question, offset, limit)
    )


async def _csv(conductor: Conductor, progress: Progress, question: Question) -> Response:
    """All results, page after page as they are sent."""
    first = await _page(conductor, progress, question, 0, MAX_PAGE)
    axes = progress.experiment.axes

    async def lines() -> AsyncIterator[bytes]:
        yield _lines([[*COLUMNS, *axes]])
        page, offset = first, 0
        while page.rows:
            yield _lines(_cells(row, progress.experiment) for row in page.rows)
            offset += MAX_PAGE
            page = await _page(conductor, progress, question, offset, MAX_PAGE)

    name = f"{progress.saved.kind}-{progress.saved.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines(), headers=headers, media_type=CSV)


def _cells(row: SavedResult, experiment: Experiment) -> list[Any]:
    values = experiment.values(row.point)
    cells = [*(getattr(row, name) for name in COLUMNS), *(values[path] for path in experiment.axes)]
    return [cell if isinstance(cell, str) else "" if cell is None else dump(cell).decode() for cell in cells]


def _lines(rows: Iterable[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
