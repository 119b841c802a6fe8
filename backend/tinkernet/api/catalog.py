"""What there is to choose from: options, the points of a data set, the map of a feature."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from tinkernet.api.dependencies import ThePool
from tinkernet.api.http.answers import JSON
from tinkernet.api.http.refusals import BAD_QUERY, NO_DATASET, NO_FEATURE, responses
from tinkernet.api.http.requests import StrictRoute
from tinkernet.api.options import options
from tinkernet.base.strict_json import decimals, dump
from tinkernet.base.validation import quoted
from tinkernet.config import FEATURES, MAX_POINTS, MAX_RESOLUTION, MAX_SEED, Config
from tinkernet.errors import InvalidRequest, NotFound
from tinkernet.nn.catalogue.datasets import DATASETS, point_set
from tinkernet.nn.catalogue.features import feature_map
from tinkernet.wire.server import DatasetPoints, FeatureMap, Options

router = APIRouter(prefix="/api", tags=["catalog"], route_class=StrictRoute)
EXPRESSION = "x2 > sin(x1)"
BAD_SAMPLES = InvalidRequest("samples must be at least 10, got '9'", "samples")


@router.get("/options", response_model=Options)
async def read_options() -> dict[str, Any]:
    """All choices, ranges, steps, valid combinations and defaults."""
    return options()


@router.get("/datasets/{name}", response_model=DatasetPoints, responses=responses(NO_DATASET, BAD_SAMPLES))
async def read_dataset(
    pool: ThePool,
    name: Annotated[str, Path(examples=["spiral"])],
    samples: Annotated[int, Query(ge=10, le=MAX_POINTS)] = 200,
    noise: Annotated[float, Query(ge=0, le=50)] = 0,
    seed: Annotated[int, Query(ge=0, le=MAX_SEED)] = 1,
    expression: Annotated[
        str | None, Query(description=f"of the data set formula: {EXPRESSION} unless given")
    ] = None,
) -> Response:
    """Points of a data set, as a session with the same values would draw them."""
    if name not in (*DATASETS, "formula"):
        raise NotFound(f"there is no data set {quoted(name)}: GET /api/options lists them")
    data = {"dataset": name, "samples": samples, "noise": noise, "seed": seed, "expression": expression}
    if name == "formula" and expression is None:
        data["expression"] = EXPRESSION
    config = Config(data=data)
    content = await pool.now(lambda: _points(config))
    return Response(content, media_type=JSON)


@router.get("/features/{name}", response_model=FeatureMap, responses=responses(NO_FEATURE, BAD_QUERY))
async def read_feature(
    pool: ThePool,
    name: Annotated[str, Path(examples=["x1"])],
    resolution: Annotated[int, Query(ge=2, le=MAX_RESOLUTION)] = 25,
) -> Response:
    """A feature over the square, scaled to [-1, 1]."""
    known = next((feature for feature in FEATURES if feature == name), None)
    if known is None:
        raise NotFound(f"there is no feature {quoted(name)}: GET /api/options lists them")
    content = await pool.now(lambda: dump({"values": decimals(feature_map(known, resolution))}))
    return Response(content, media_type=JSON)


def _points(config: Config) -> bytes:
    drawn = point_set(config.data)
    rows = decimals(drawn.rows.astype("float32"))
    return dump({"task": drawn.task, "classes": drawn.classes, "points": rows})
