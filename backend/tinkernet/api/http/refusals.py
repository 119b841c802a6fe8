"""The errors that routes declare: each a real one, which is its own example."""

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from tinkernet.api.http.errors import status_of
from tinkernet.errors import (
    Diverged,
    InvalidConfig,
    InvalidParameter,
    InvalidRequest,
    InvalidSnapshot,
    ListingOff,
    NotFound,
    Playing,
    Remark,
    RequestTooLarge,
    StorageUnavailable,
    TinkernetError,
    TooManyExperiments,
    TooManyMessages,
    TooManySessions,
    UnreadableExpression,
    WatchOnly,
)

ERROR = "#/components/schemas/ErrorObject"

MALFORMED = InvalidRequest("there is no field 'epoch'", "epoch")
BAD_QUERY = InvalidRequest("resolution must be at most 200, got '201'", "resolution")
BAD_FORMAT = InvalidRequest("format must be one of pytorch, notebook, got 'keras'", "format")
BAD_CONFIG = InvalidConfig("noise must be between 0 and 50, got 80", "data.noise")
BAD_PARAMETER = InvalidParameter("layer must be between 1 and 3, got 4", "[0].layer")
BAD_POINTS = InvalidRequest("x1 must be between -6 and 6, got 7", "points[0]")
UNREADABLE = UnreadableExpression(
    "at character 5, there is no such name (unknown_name)", "lines.2", Remark("unknown_name", {"at": 4})
)
BAD_SEED = InvalidRequest("seed must be at least 0, got '-1'", "seed")
BAD_ANSWERS = InvalidRequest("linear.gradient has no field 'slope'", "answers.slope")
BAD_LINE_POINTS = InvalidRequest("points must be 1 to 8 pairs as in 1,2;2,4", "points")
BAD_TEXT = InvalidRequest("text must have at most 2000 characters, got 2001", "text")
BAD_FILE = InvalidSnapshot("the file holds no network that Tinkernet has saved")
NO_SNAPSHOT = InvalidSnapshot("no snapshot is kept")
TOO_LARGE = RequestTooLarge("a body must have at most 524288 bytes")
NO_SESSION = NotFound("there is no session with this id: it may have expired or been deleted")
NO_UNIT = NotFound("there is no such unit; units are named layer-unit, from 1-0 to 3-0", "unit")
NO_POINT = NotFound("there is no point 17: it may be gone", "ids[0]")
NO_DATASET = NotFound("there is no data set 'circus': GET /api/options lists them")
NO_FEATURE = NotFound("there is no feature 'x3': GET /api/options lists them")
NO_EXPERIMENT = NotFound("there is no experiment with this id: it may have been deleted")
WATCHING = WatchOnly("this is a watch id: it may look, not steer")
LISTING = ListingOff("this server does not list runs: one needs the id of each")
DIVERGED = Diverged(
    "the session has diverged and cannot step: reset or restore it, or change its config or parameters first"
)
PLAYING = Playing("the session is playing: pause it before a step")
MANY_SESSIONS = TooManySessions("the server holds at most 256 sessions: delete one, or try again later")
MANY_COMMANDS = TooManyMessages("at most 256 commands may wait for a session: wait for answers")
MANY_EXPERIMENTS = TooManyExperiments(
    "at most 64 experiments may be in progress: cancel one, or wait for one to finish"
)
AWAY = StorageUnavailable("the database does not answer: try again in a while")


NO_EXERCISE = NotFound("there is no exercise 'linear.gradients': GET /api/labs lists them")
NO_NOTEBOOK = NotFound("there is no notebook '04': GET /api/labs lists them")


def responses(*errors: TinkernetError) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's description of the errors of a route."""
    found: dict[int | str, list[dict[str, str]]] = defaultdict(list)
    for error in errors:
        found[status_of(error).value].append(error.as_dict())
    return {status: described(int(status), bodies) for status, bodies in found.items()}


def described(status: int, bodies: Iterable[dict[str, str]]) -> dict[str, Any]:
    """OpenAPI's description of one status, with each body as an example; JSON, whatever the route answers."""
    examples = {
        " ".join(filter(None, (body["code"], body.get("field")))): {"value": {"error": body}}
        for body in bodies
    }
    content = {"application/json": {"schema": {"$ref": ERROR}, "examples": examples}}
    return {"description": HTTPStatus(status).phrase, "content": content}
