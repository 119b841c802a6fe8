"""Files for a class: an address as a picture."""

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Query, Response

from tinkernet.api.dependencies import ThePool
from tinkernet.api.http.refusals import BAD_TEXT, responses
from tinkernet.errors import InvalidRequest

router = APIRouter(prefix="/api/labs", tags=["labs"])
SVG = "image/svg+xml"
MAX_TEXT = 2000


@router.get(
    "/qr",
    response_class=Response,
    responses={200: {"content": {SVG: {"schema": {"type": "string"}}}}, **responses(BAD_TEXT)},
)
async def qr(pool: ThePool, text: Annotated[str, Query(min_length=1, max_length=MAX_TEXT)]) -> Response:
    """A text, such as the link of a lab, as a QR code."""
    return Response(await pool.now(lambda: picture(text)), media_type=SVG)


def picture(text: str) -> bytes:
    """The code as SVG, black on white, with the quiet zone that readers need.

    Raises:
        InvalidRequest: the text has more bytes than a code.
    """
    try:
        code = segno.make_qr(text, error="l", encoding="utf-8")
    except segno.DataOverflowError:
        raise InvalidRequest(
            "text must fit into a QR code: it has too many letters of other scripts", "text"
        ) from None
    file = io.BytesIO()
    code.save(file, kind="svg", xmldecl=False, light="white", omitsize=True)
    return file.getvalue()
