"""REST for one run: what remains of it, as numbers, as a picture, as a file, and as a live session."""

from functools import partial
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response, status

from tinkernet.api.dependencies import TheDirectory, ThePool, client_address, created
from tinkernet.api.experiments import bodies
from tinkernet.api.experiments.router import (
    ExperimentRouter,
    RunNumber,
    TheConductor,
    TheProgress,
)
from tinkernet.api.http.answers import JSON, attachment, files
from tinkernet.api.http.refusals import MANY_SESSIONS, responses
from tinkernet.api.sessions.reading import boundary_body
from tinkernet.base.strict_json import decimals, dump
from tinkernet.config import MAX_RESOLUTION, MIN_RESOLUTION
from tinkernet.experiments import reopened
from tinkernet.experiments.result import boundary
from tinkernet.experiments.store import ExperimentStore
from tinkernet.export.formats import FORMATS, FormatName
from tinkernet.nn.results import History
from tinkernet.nn.snapshot import Snapshot
from tinkernet.wire.experiment import ResultDetails
from tinkernet.wire.reading import Boundary
from tinkernet.wire.session import OwnedSession

router = ExperimentRouter()
AS_FILE = files(entry.media_type for entry in FORMATS.values())


async def _end(conductor: TheConductor, progress: TheProgress, run: RunNumber) -> tuple[Snapshot, History]:
    """Where the training of a run stood at the end, and its losses."""

    def read(store: ExperimentStore) -> tuple[Snapshot, History]:
        row, found = store.result(progress.saved.id, run)
        gathered = store.state(progress.saved.id, run)
        config = progress.experiment.run(run).config
        return reopened.snapshot(config, row.epochs, found, gathered), found.history

    return await conductor.ask(read)


TheEnd = Annotated[tuple[Snapshot, History], Depends(_end)]


@router.both("GET", "/results/{run}", response_model=ResultDetails)
async def result(conductor: TheConductor, progress: TheProgress, run: RunNumber) -> Response:
    """One run with its config, its losses and its parameters."""

    def answer(store: ExperimentStore) -> bytes:
        row, found = store.result(progress.saved.id, run)
        body = bodies.details(row, progress.experiment, found)
        return dump({**body, "parameters": decimals(found.parameters)})

    return Response(await conductor.ask(answer), media_type=JSON)


@router.both("GET", "/results/{run}/boundary", response_model=Boundary)
async def result_boundary(
    conductor: TheConductor,
    progress: TheProgress,
    pool: ThePool,
    run: RunNumber,
    resolution: Annotated[int, Query(ge=MIN_RESOLUTION, le=MAX_RESOLUTION)] = 50,
) -> Response:
    """What a run's network predicts over the square at the end."""
    _, found = await conductor.ask(lambda store: store.result(progress.saved.id, run))

    def answer() -> bytes:
        config = progress.experiment.run(run).config
        return dump(boundary_body(boundary(config, found.parameters, resolution), config.data.units))

    return Response(await pool.now(answer), media_type=JSON)


@router.both("GET", "/results/{run}/export/{format}", response_class=Response, responses=AS_FILE)
async def export(
    pool: ThePool,
    end: TheEnd,
    format: Annotated[FormatName, Path(description="`onnx` needs tinkernet[onnx] on the server")],
) -> Response:
    """A run as a file: a script, a notebook, weights, ONNX, the config or the points."""
    entry, (snapshot, _) = FORMATS[format], end
    content = await pool.now(partial(entry.content, snapshot))
    return attachment(content, entry.file_name(snapshot), entry.media_type)


@router.both(
    "POST",
    "/results/{run}/session",
    status_code=status.HTTP_201_CREATED,
    response_model=OwnedSession,
    responses=responses(MANY_SESSIONS),
)
async def open_session(
    request: Request, answer: Response, directory: TheDirectory, end: TheEnd
) -> OwnedSession:
    """A new session, paused, where the run has ended, with its history: training goes on from right there."""
    session = await directory.admit(partial(reopened.trainer, *end), client_address(request))
    return created(session, request, answer)
