"""REST for runs and sweeps: taken on, listed, looked at, cancelled, deleted."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Body, Query, Request, Response, status
from fastapi.sse import EventSourceResponse, ServerSentEvent

from tinkernet.api.dependencies import ThePool, located
from tinkernet.api.experiments import bodies
from tinkernet.api.experiments.router import (
    ExperimentRouter,
    Offset,
    TheConductor,
    TheProgress,
)
from tinkernet.api.http.answers import json_response
from tinkernet.api.http.refusals import BAD_CONFIG, LISTING, MALFORMED, MANY_EXPERIMENTS, TOO_LARGE, responses
from tinkernet.base.strict_json import dump
from tinkernet.errors import ListingOff, NotFound
from tinkernet.experiments.store import RUNNING
from tinkernet.experiments.sweep import Experiment
from tinkernet.live.events import points_body
from tinkernet.nn.results import Points
from tinkernet.nn.state import Split
from tinkernet.wire.experiment import EXAMPLE_RUN, EXAMPLE_SWEEP, Experiments, ExperimentState, NewRun
from tinkernet.wire.reading import DataPoints

router = ExperimentRouter()
MAX_LIST = 200


def _add_routes_of_all(kind: str, model: Any, example: dict[str, Any], does: str) -> None:
    """Adds the routes that take experiments of a kind on and list them."""

    async def create(
        request: Request, conductor: TheConductor, body: Annotated[model, Body(examples=[example])]
    ) -> Response:
        experiment = body if isinstance(body, Experiment) else Experiment(**dict(body))
        identity = await conductor.start(kind, experiment)
        state = bodies.state(await conductor.progress(identity))
        answer = json_response(state, status.HTTP_202_ACCEPTED)
        located(request, answer, f"/api/{kind}s/{identity}")
        return answer

    async def listed(
        request: Request,
        conductor: TheConductor,
        offset: Offset = 0,
        limit: Annotated[int, Query(ge=1, le=MAX_LIST)] = 50,
    ) -> Response:
        if not request.app.state.settings.list_experiments:
            raise ListingOff(f"this server does not list {kind}s: one needs the id of each")
        page = await conductor.listed(kind, offset, limit)
        return json_response(
            {"total": page.total, "experiments": [bodies.state(progress) for progress in page.rows]}
        )

    router.add_api_route(
        f"/{kind}s",
        create,
        methods=["POST"],
        name=f"create_{kind}",
        description=does,
        tags=[f"{kind}s"],
        status_code=status.HTTP_202_ACCEPTED,
        response_model=ExperimentState,
        responses=responses(TOO_LARGE, MALFORMED, BAD_CONFIG, MANY_EXPERIMENTS),
    )
    router.add_api_route(
        f"/{kind}s",
        listed,
        methods=["GET"],
        name=f"list_{kind}s",
        description=f"All {kind}s, newest first, where the server lists them.",
        tags=[f"{kind}s"],
        response_model=Experiments,
        responses=responses(LISTING),
    )


_add_routes_of_all("run", NewRun, EXAMPLE_RUN, "Trains a config to a stop condition, once for every seed.")
_add_routes_of_all(
    "sweep",
    Experiment,
    EXAMPLE_SWEEP,
    "Trains every point of a grid or of a random search, once for every seed.",
)


@router.both("GET", "", response_model=ExperimentState)
async def read(progress: TheProgress) -> Response:
    """What was asked for, and how far it has come."""
    return json_response(bodies.state(progress))


@router.both("GET", "/data", response_model=DataPoints)
async def data(progress: TheProgress, pool: ThePool) -> Response:
    """The points of the config, which names points of one's own by their digest alone."""
    config = progress.experiment.config
    return json_response(await pool.now(lambda: points_body(Points.of(config, Split.of(config)))))


@router.both("GET", "/events", response_class=EventSourceResponse)
async def events(conductor: TheConductor, progress: TheProgress) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `progress` with the object that GET answers, then with what can change; then `end`.

    A stream that ends without it ends with the server.
    """
    body, last = bodies.state, dict[str, Any]()
    try:
        async for news in conductor.news(progress.saved.id):
            yield _event("progress", body(news))
            body, last = bodies.news, bodies.news(news)
    except NotFound:
        last = {**last, "status": "deleted"}
    if last["status"] != RUNNING:
        yield _event("end", last)


def _event(name: str, content: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=dump(content).decode())


@router.both("POST", "/cancel", response_model=ExperimentState)
async def cancel(conductor: TheConductor, progress: TheProgress) -> Response:
    """Gives up the runs that are not done; results that are there stay."""
    await conductor.cancel(progress.saved.id)
    return json_response(bodies.state(await conductor.progress(progress.saved.id)))


@router.both("DELETE", "", status_code=status.HTTP_204_NO_CONTENT)
async def delete(conductor: TheConductor, progress: TheProgress) -> Response:
    """Cancels it, and forgets it with all its results."""
    await conductor.delete(progress.saved.id)
    return Response(status_code=status.HTTP_204_NO_CONTENT)
