"""REST for sessions: each handler parses, asks the session, and answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response, status

from tinkernet.api.dependencies import (
    BaseUrl,
    Looking,
    Steering,
    TheDirectory,
    client_address,
    created,
    performed,
)
from tinkernet.api.http.refusals import (
    BAD_CONFIG,
    BAD_PARAMETER,
    DIVERGED,
    MALFORMED,
    MANY_COMMANDS,
    MANY_SESSIONS,
    NO_SESSION,
    NO_SNAPSHOT,
    PLAYING,
    TOO_LARGE,
    WATCHING,
    responses,
)
from tinkernet.api.http.requests import StrictRoute
from tinkernet.live.commands import (
    Configure,
    ParameterEdits,
    Pause,
    Play,
    Regenerate,
    Reset,
    Restore,
    SetParameters,
    Step,
)
from tinkernet.wire.session import EXAMPLE_CONFIG, NewSession, OwnedSession, WatchedSession

router = APIRouter(
    prefix="/api/sessions", tags=["sessions"], route_class=StrictRoute, responses=responses(MALFORMED)
)
steering = responses(NO_SESSION, WATCHING, MANY_COMMANDS, TOO_LARGE)
EXAMPLE_EDIT = {"layer": 1, "unit": 0, "input": "bias", "value": 0.5}


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(MALFORMED, BAD_CONFIG, TOO_LARGE, MANY_SESSIONS),
)
async def create(
    request: Request, answer: Response, directory: TheDirectory, body: NewSession | None = None
) -> OwnedSession:
    """A new session, paused at epoch 0; the header `Location` has its path."""
    session = await directory.create((body or NewSession()).config, client_address(request))
    return created(session, request, answer)


@router.get("/{id}", responses=responses(NO_SESSION))
async def read(access: Looking, base_url: BaseUrl) -> OwnedSession | WatchedSession:
    """The session object; for a watch id without `id` and `url`."""
    return access.session.describe(base_url, access.may_steer)


@router.delete("/{id}", status_code=status.HTTP_204_NO_CONTENT, responses=responses(NO_SESSION, WATCHING))
async def delete(session: Steering, directory: TheDirectory) -> Response:
    """Ends the session for good."""
    await directory.delete(session)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.patch("/{id}/config", responses=steering | responses(MALFORMED, BAD_CONFIG))
async def configure(
    session: Steering, base_url: BaseUrl, change: Annotated[dict[str, Any], Body(examples=[EXAMPLE_CONFIG])]
) -> OwnedSession:
    """A change of the config, merged section by section; weights that survive are kept."""
    return await performed(session, Configure(config=change), base_url)


@router.post("/{id}/step", responses=steering | responses(DIVERGED, PLAYING))
async def step(
    session: Steering, base_url: BaseUrl, command: Annotated[Step, Body(examples=[{"epochs": 10}])]
) -> OwnedSession:
    """Trains, and answers when that is done. Other commands are carried out in between; some end it early."""
    return await performed(session, command, base_url)


@router.post("/{id}/play", responses=steering | responses(DIVERGED))
async def play(session: Steering, base_url: BaseUrl, command: Play | None = None) -> OwnedSession:
    """Trains from now on; without a speed, as fast as it goes."""
    return await performed(session, command or Play(), base_url)


@router.post("/{id}/pause", responses=steering)
async def pause(session: Steering, base_url: BaseUrl, command: Pause | None = None) -> OwnedSession:
    """Stops training, a step in progress included."""
    return await performed(session, command or Pause(), base_url)


@router.post("/{id}/reset", responses=steering)
async def reset(session: Steering, base_url: BaseUrl, command: Reset | None = None) -> OwnedSession:
    """Fresh weights at epoch 0, paused: the same ones unless a seed is given or drawn."""
    return await performed(session, command or Reset(), base_url)


@router.post("/{id}/regenerate", responses=steering)
async def regenerate(session: Steering, base_url: BaseUrl, command: Regenerate | None = None) -> OwnedSession:
    """Fresh points, with a drawn seed unless one is given; the network stays as it is."""
    return await performed(session, command or Regenerate(), base_url)


@router.post("/{id}/restore", responses=steering | responses(MALFORMED, NO_SNAPSHOT))
async def restore(
    session: Steering, base_url: BaseUrl, command: Annotated[Restore, Body(examples=[{"epoch": 0}])]
) -> OwnedSession:
    """Back to the nearest kept snapshot, paused."""
    return await performed(session, command, base_url)


@router.patch("/{id}/parameters", responses=steering | responses(MALFORMED, BAD_PARAMETER))
async def set_parameters(
    session: Steering, base_url: BaseUrl, changes: Annotated[ParameterEdits, Body(examples=[[EXAMPLE_EDIT]])]
) -> OwnedSession:
    """Parameters by hand: all of them, or none if one is wrong."""
    return await performed(session, SetParameters(changes=changes), base_url)
