"""What the routes of runs and sweeps share: one router for both, and what their handlers ask for."""

from collections.abc import Callable
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Query, Request

from tinkernet.api.http.refusals import AWAY, BAD_QUERY, NO_EXPERIMENT, responses
from tinkernet.api.http.requests import StrictRoute
from tinkernet.experiments.conductor import Conductor
from tinkernet.experiments.progress import Progress
from tinkernet.experiments.query import Question
from tinkernet.wire.search import MAX_RUNS

Handler = Callable[..., Any]
ExperimentId = Annotated[str, Path(description="as POST has answered")]
RunNumber = Annotated[int, Path(ge=0, lt=MAX_RUNS, description="as in the results")]
Offset = Annotated[int, Query(ge=0, le=MAX_RUNS)]


class ExperimentRouter(APIRouter):
    """Routes of runs and of sweeps: what can be asked of one, of both."""

    def __init__(self) -> None:
        super().__init__(prefix="/api", route_class=StrictRoute, responses=responses(BAD_QUERY, AWAY))

    def both(self, method: str, path: str, **options: Any) -> Callable[[Handler], Handler]:
        """Adds a route below a run and below a sweep."""

        def register(handler: Handler) -> Handler:
            for kind in ("runs", "sweeps"):
                self.add_api_route(
                    f"/{kind}/{{id}}{path}",
                    handler,
                    methods=[method],
                    tags=[kind],
                    **{**options, "responses": {**responses(NO_EXPERIMENT), **options.get("responses", {})}},
                )
            return handler

        return register


def _the_conductor(request: Request) -> Conductor:
    return cast(Conductor, request.app.state.conductor)


TheConductor = Annotated[Conductor, Depends(_the_conductor)]


async def _the_progress(conductor: TheConductor, id: ExperimentId) -> Progress:
    return await conductor.progress(id)


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


TheProgress = Annotated[Progress, Depends(_the_progress)]
TheQuestion = Annotated[Question, Depends(_question)]
