"""REST for editing the points of a session; they become one's own, and the training goes on."""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from tinkernet.api.dependencies import BaseUrl, Steering, performed
from tinkernet.api.http.refusals import (
    BAD_CONFIG,
    BAD_POINTS,
    MALFORMED,
    MANY_COMMANDS,
    NO_POINT,
    NO_SESSION,
    TOO_LARGE,
    WATCHING,
    responses,
)
from tinkernet.api.http.requests import StrictRoute
from tinkernet.base.validation import validated
from tinkernet.live.commands import AddPoints, MovePoints, RedoPoints, RemovePoints, SetPoints, UndoPoints
from tinkernet.wire.session import OwnedSession

router = APIRouter(
    prefix="/api/sessions/{id}/points",
    tags=["sessions"],
    route_class=StrictRoute,
    responses=responses(NO_SESSION, WATCHING, MALFORMED, MANY_COMMANDS, TOO_LARGE),
)
BODY_OF_ADD = {"points": [[0.5, -1, 1], [2, 2, -1]], "gesture": "stroke 1"}
BODY_OF_MOVE = {"moves": [{"id": 2, "x1": 1.5, "x2": -0.5}]}
BODY_OF_SET = {"points": [[0, 0, -1], [0, 1, 1], [1, 0, 1], [1, 1, -1]], "train_percent": 100}


@router.post("/remove", responses=responses(NO_SESSION, NO_POINT, MALFORMED, BAD_POINTS))
async def remove_points(
    session: Steering, base_url: BaseUrl, command: Annotated[RemovePoints, Body(examples=[{"ids": [0, 1]}])]
) -> OwnedSession:
    """Takes points out: all of them, or none if one is wrong."""
    return await performed(session, command, base_url)


@router.patch("", responses=responses(NO_SESSION, NO_POINT, MALFORMED, BAD_POINTS))
async def move_points(
    session: Steering, base_url: BaseUrl, command: Annotated[MovePoints, Body(examples=[BODY_OF_MOVE])]
) -> OwnedSession:
    """Points to other places: all of them, or none if one is wrong."""
    return await performed(session, command, base_url)


@router.post("", responses=responses(MALFORMED, BAD_POINTS, BAD_CONFIG))
async def add_points(
    session: Steering, base_url: BaseUrl, command: Annotated[AddPoints, Body(examples=[BODY_OF_ADD])]
) -> OwnedSession:
    """Further points; all others stay on their sides."""
    return await performed(session, command, base_url)


@router.put("", responses=responses(MALFORMED, BAD_CONFIG))
async def set_points(
    session: Steering, base_url: BaseUrl, data: Annotated[dict[str, Any], Body(examples=[BODY_OF_SET])]
) -> OwnedSession:
    """Other points in the place of all: what a config has as its `data`, be it a data set, to be edited."""
    return await performed(session, validated(SetPoints, data), base_url)


@router.post("/undo")
async def undo_points(
    session: Steering, base_url: BaseUrl, command: UndoPoints | None = None
) -> OwnedSession:
    """Takes the last edit back, whoever made it; where there is none, nothing."""
    return await performed(session, command or UndoPoints(), base_url)


@router.post("/redo")
async def redo_points(
    session: Steering, base_url: BaseUrl, command: RedoPoints | None = None
) -> OwnedSession:
    """Does the last edit again that was undone; where there is none, nothing."""
    return await performed(session, command or RedoPoints(), base_url)
