"""REST for tables of points: read and reported, nothing is made of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from tinkernet.api.dependencies import ThePool
from tinkernet.api.http.answers import FILE
from tinkernet.api.http.refusals import MALFORMED, TOO_LARGE, responses
from tinkernet.api.http.requests import limited_body
from tinkernet.points.given_units import check, units_body
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.table import MAX_BYTES
from tinkernet.wire.points import ReadTable, TableWishes

router = APIRouter(prefix="/api/points", tags=["points"])


@router.post(
    "/read",
    responses=responses(MALFORMED, TOO_LARGE),
    openapi_extra={"requestBody": {"required": True, "content": {"*/*": FILE}}},
)
async def read(request: Request, pool: ThePool, asked: Annotated[TableWishes, Query()]) -> ReadTable:
    """How a table is understood, whatever its format, with all points; the content type does not matter."""
    body = await limited_body(request, MAX_BYTES)
    return await pool.now(lambda: _read(body, asked))


def _read(body: bytes, asked: TableWishes) -> ReadTable:
    table, report = read_table(body, asked.wishes)
    sides = None if table.sides is None else ["train" if side else "test" for side in table.sides.tolist()]
    rows = table.values.tolist()
    method, scale = table.scaling
    check(table.values, scale.titled(*table.columns), method, "{title}")
    units = units_body(scale)
    return ReadTable.model_validate(
        {"report": report, "points": rows, "sides": sides, "class_names": table.class_names, "units": units}
    )
