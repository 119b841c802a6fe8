"""Files for a class: notebooks, and an address as a picture."""

import io
import re
from typing import Annotated

import segno
from fastapi import APIRouter, Path, Query, Response

from tinkernet.api.dependencies import ThePool
from tinkernet.api.http.answers import attachment, files
from tinkernet.api.http.refusals import BAD_LINE_POINTS, BAD_TEXT, NO_NOTEBOOK, responses
from tinkernet.base.validation import quoted
from tinkernet.config import MAX_SEED
from tinkernet.errors import InvalidRequest, NotFound
from tinkernet.export.formats import FORMATS
from tinkernet.export.lessons import FILES, POINTS, Language, lesson
from tinkernet.labs.exercises.table import exercise, instance
from tinkernet.wire.labs import FAR, MAX_LINE_POINTS

router = APIRouter(prefix="/api/labs", tags=["labs"])
SVG = "image/svg+xml"
MAX_TEXT = 2000
IPYNB = FORMATS["notebook"].media_type
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)"
_POINTS = re.compile(rf"{_NUMBER},{_NUMBER}(?:;{_NUMBER},{_NUMBER})*")


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


@router.get(
    "/notebooks/{name}",
    response_class=Response,
    responses={**files([IPYNB]), **responses(NO_NOTEBOOK, BAD_LINE_POINTS)},
)
async def read_notebook(
    pool: ThePool,
    name: Annotated[str, Path(examples=["01"])],
    language: Language = "en",
    points: Annotated[str | None, Query(max_length=400, description="x,y;x,y")] = None,
    w: Annotated[float, Query(ge=-FAR, le=FAR)] = 1.0,
    rate: Annotated[float, Query(ge=0, le=10)] = 0.01,
    seed: Annotated[int, Query(ge=0, le=MAX_SEED, description="of the last number of the second one")] = 0,
) -> Response:
    """A notebook of the lecture, which starts from the numbers of a lab."""
    if name not in FILES:
        raise NotFound(f"there is no notebook {quoted(name)}: GET /api/labs lists them")
    known = line_points(points)
    content = await pool.now(lambda: lesson(name, language, known, w, rate, _targets(seed)))
    return attachment(content, f"{FILES[name][language]}.ipynb", IPYNB)


def line_points(text: str | None) -> tuple[tuple[float, float], ...]:
    """The points of an address, as `1,2;2,4`.

    Raises:
        InvalidRequest: they are none, or too many.
    """
    if text is None:
        return POINTS
    numbers = [float(number) for number in re.split("[,;]", text)] if _POINTS.fullmatch(text) else []
    points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if not 1 <= len(points) <= MAX_LINE_POINTS or any(abs(number) > FAR for number in numbers):
        raise InvalidRequest(f"points must be 1 to {MAX_LINE_POINTS} pairs as in 1,2;2,4", "points")
    return points


def _targets(seed: int) -> list[float]:
    return [float(y) for y in instance(exercise("gradients.receipt"), seed).values()]
