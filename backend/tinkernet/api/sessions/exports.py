"""REST for taking a session home, and for bringing it back."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response, status

from tinkernet.api.dependencies import BaseUrl, Looking, TheDirectory, client_address, created
from tinkernet.api.http.answers import FILE, attachment, files
from tinkernet.api.http.refusals import (
    BAD_CONFIG,
    BAD_FILE,
    BAD_FORMAT,
    MALFORMED,
    MANY_COMMANDS,
    MANY_SESSIONS,
    NO_SESSION,
    TOO_LARGE,
    responses,
)
from tinkernet.api.http.requests import MAX_BODY, limited_body
from tinkernet.base import strict_json
from tinkernet.config import Config
from tinkernet.errors import InvalidRequest, RequestTooLarge
from tinkernet.export.code import curl_code, python_code
from tinkernet.export.formats import FORMATS, FormatName
from tinkernet.export.table import from_table
from tinkernet.export.tensors import from_safetensors
from tinkernet.nn import before
from tinkernet.nn.snapshot import Snapshot
from tinkernet.nn.trainer import Trainer
from tinkernet.points.reading.reader import is_packed
from tinkernet.points.reading.report import Report
from tinkernet.points.reading.table import MAX_BYTES, Wishes
from tinkernet.wire.points import TableWishes
from tinkernet.wire.reading import Code
from tinkernet.wire.session import EXAMPLE_CONFIG, ImportedSession

router = APIRouter(prefix="/api/sessions", tags=["exports"])


TABLES = ("text/csv", "text/plain", "text/tab-separated-values")
KINDS = ("application/json", "application/octet-stream", *TABLES)
"""The content types of a body that is imported."""
EXAMPLE_TABLE = "x1,x2,label,split\n1.5,-2,1,train\n"
BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": {"type": ["object", "array"], "examples": [EXAMPLE_CONFIG]}},
        "application/octet-stream": FILE,
        **{kind: {"schema": {"type": "string", "examples": [EXAMPLE_TABLE]}} for kind in TABLES},
    },
}


@router.get(
    "/{id}/export/{format}",
    response_class=Response,
    responses={
        **files(entry.media_type for entry in FORMATS.values()),
        **responses(NO_SESSION, BAD_FORMAT, MANY_COMMANDS),
    },
)
async def export(
    access: Looking,
    format: Annotated[FormatName, Path(description="`onnx` needs tinkernet[onnx] on the server")],
) -> Response:
    """The session as it is now, as a file: a script, a notebook, weights, ONNX, the config or the points."""
    entry = FORMATS[format]

    def answer(trainer: Trainer) -> tuple[bytes, str]:
        snapshot = trainer.snapshot()
        return entry.content(snapshot), entry.file_name(snapshot)

    content, name = await access.session.ask(answer)
    return attachment(content, name, entry.media_type)


@router.get("/{id}/code", responses=responses(NO_SESSION, MANY_COMMANDS))
async def code(access: Looking, base_url: BaseUrl) -> Code:
    """The session as it is now, as code to copy, which gives the same network again."""

    def answer(trainer: Trainer) -> Code:
        snapshot = trainer.snapshot()
        return Code(python=python_code(snapshot), curl=curl_code(snapshot, base_url))

    return await access.session.ask(answer)


@router.post(
    "/import",
    status_code=status.HTTP_201_CREATED,
    responses=responses(TOO_LARGE, MALFORMED, BAD_CONFIG, BAD_FILE, MANY_SESSIONS),
    openapi_extra={"requestBody": BODY},
)
async def import_session(
    request: Request, answer: Response, directory: TheDirectory, asked: Annotated[TableWishes, Query()]
) -> ImportedSession:
    """A new session from a config (JSON), weights (safetensors), or a table of points, with wishes."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise InvalidRequest(f"the content type must be one of {', '.join(KINDS)}")
    body = await limited_body(request, MAX_BYTES)
    reports: list[Report] = []

    def imported(fused_ready: Callable[[], bool]) -> Trainer:
        start, report = _read(kind, body, asked.wishes)
        reports.extend([report] if report else [])
        return Trainer(start, fused_ready=fused_ready)

    session = await directory.admit(imported, client_address(request))
    made = created(session, request, answer)
    return ImportedSession(**dict(made), report=reports[0] if reports else None)


def _read(kind: str, body: bytes, wishes: Wishes) -> tuple[Config | Snapshot, Report | None]:
    """What a file holds; of a table also how it was understood."""
    if kind in TABLES or is_packed(body) or (kind == "application/json" and body.lstrip().startswith(b"[")):
        return from_table(body, wishes)
    if len(body) > MAX_BODY:
        raise RequestTooLarge(f"a file that is no table must have at most {MAX_BODY} bytes, got {len(body)}")
    if kind == "application/json":
        return before.read(strict_json.parse(body)), None
    return from_safetensors(body), None
