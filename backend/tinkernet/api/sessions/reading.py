"""REST for looking into a session. Every answer is made in the pool, between two chunks of training."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Header, Query, Response
from safetensors.numpy import save

from tinkernet.api.dependencies import Looking, Steering
from tinkernet.api.http.answers import BINARY, JSON, files, prefers_binary
from tinkernet.api.http.refusals import (
    BAD_QUERY,
    MALFORMED,
    MANY_COMMANDS,
    NO_SESSION,
    NO_UNIT,
    TOO_LARGE,
    WATCHING,
    responses,
)
from tinkernet.api.http.requests import StrictRoute
from tinkernet.base.strict_json import decimals, dump
from tinkernet.config import MAX_RESOLUTION, MIN_RESOLUTION, PLANE
from tinkernet.live import events
from tinkernet.nn.state import Array
from tinkernet.nn.trainer import Trainer
from tinkernet.points.scale import Scale
from tinkernet.wire.reading import (
    Boundary,
    Confusion,
    Confusions,
    DataPoints,
    Gradients,
    Losses,
    Parameters,
    PointsToPredict,
    Predictions,
    Snapshots,
)

router = APIRouter(
    prefix="/api/sessions/{id}",
    tags=["sessions"],
    route_class=StrictRoute,
    responses=responses(NO_SESSION, MALFORMED, MANY_COMMANDS),
)


@router.get("/parameters", response_model=Parameters)
async def parameters(access: Looking) -> Response:
    """All weights and biases."""
    content = await access.session.ask(lambda trainer: dump({"parameters": decimals(trainer.parameters)}))
    return Response(content, media_type=JSON)


@router.get("/gradients", response_model=Gradients)
async def gradients(access: Looking) -> Response:
    """The gradient of the unpenalised training loss over the whole training set, without dropout."""
    content = await access.session.ask(lambda trainer: dump({"gradients": decimals(trainer.gradients())}))
    return Response(content, media_type=JSON)


@router.get(
    "/boundary",
    response_model=Boundary,
    responses=files([BINARY]) | responses(NO_SESSION, NO_UNIT, BAD_QUERY),
)
async def boundary(
    access: Looking,
    resolution: Annotated[int, Query(ge=MIN_RESOLUTION, le=MAX_RESOLUTION)] = 100,
    unit: Annotated[str, Query(description="`output`, or layer-unit, as `1-0`")] = "output",
    accept: Annotated[str, Header()] = JSON,
) -> Response:
    """The output over the square, or a unit's; as JSON, or as a safetensors file if that is accepted."""
    as_file = prefers_binary(accept)

    def answer(trainer: Trainer) -> bytes:
        values = trainer.boundary(resolution, unit)
        if as_file:
            return save({"boundary": np.ascontiguousarray(values)})
        return dump(boundary_body(values, trainer.units))

    content = await access.session.ask(answer)
    return Response(content, headers={"Vary": "Accept"}, media_type=BINARY if as_file else JSON)


def boundary_body(values: Array, units: Scale) -> dict[str, Any]:
    """`Boundary` as plain values: those over the square (..., R, R), and where they lie in these units."""
    axis = np.linspace(-PLANE, PLANE, values.shape[-1])
    x1, x2 = units.x1.value(axis), units.x2.value(axis[::-1])
    return {"x1": x1.tolist(), "x2": x2.tolist(), "values": decimals(values)}


@router.post("/predict", response_model=Predictions, responses=responses(WATCHING, TOO_LARGE))
async def predict(session: Steering, body: PointsToPredict) -> Response:
    """The output for any points."""
    points = np.array(body.points, dtype=np.float64).reshape(-1, 2)
    content = await session.ask(lambda trainer: dump({"outputs": decimals(trainer.predict(points))}))
    return Response(content, media_type=JSON)


@router.get("/data", response_model=DataPoints)
async def data(access: Looking) -> Response:
    """The points, training and test."""
    return Response(await access.session.data(), media_type=JSON)


@router.get("/confusion", response_model=Confusions)
async def confusion(access: Looking) -> Response:
    """How many points of each class are taken for which, with recall and precision."""
    content = await access.session.ask(lambda trainer: dump(confusion_body(trainer)))
    return Response(content, media_type=JSON)


def confusion_body(trainer: Trainer) -> dict[str, Any]:
    """`Confusions` as plain values."""
    found = trainer.confusion
    sides = {"train": found.train, "test": found.test}
    return {
        "class_names": list(trainer.points.whole.class_names),
        **{
            side: one and {name: getattr(one, name) for name in Confusion.model_fields}
            for side, one in sides.items()
        },
    }


@router.get("/history", response_model=Losses)
async def history(access: Looking) -> Response:
    """The losses of the whole run, thinned."""
    content = await access.session.ask(lambda trainer: dump(events.history_body(trainer.history)))
    return Response(content, media_type=JSON)


@router.get("/snapshots", response_model=Snapshots)
async def snapshots(access: Looking) -> Response:
    """The epochs of the kept snapshots."""
    content = await access.session.ask(lambda trainer: dump({"epochs": list(trainer.kept)}))
    return Response(content, media_type=JSON)
