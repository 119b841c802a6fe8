"""The events of the stream, as the text that is sent."""

from typing import Any

from tinkernet.base import strict_json
from tinkernet.errors import TinkernetError
from tinkernet.live.commands import Id
from tinkernet.nn.results import History, Points
from tinkernet.points.given import in_full
from tinkernet.wire.errors import MISTAKE
from tinkernet.wire.reading import Losses
from tinkernet.wire.session import WatchedSession
from tinkernet.wire.stream import NoticeCode


def state(session: WatchedSession) -> str:
    """The whole session object."""
    return _event("state", dict(session))


def points(data: Points) -> str:
    """All points with their sides."""
    return _event("points", points_body(data))


def points_body(data: Points) -> dict[str, Any]:
    """Training and test points as JSON has them; points of one's own also as they can be given again."""
    whole, given = data.whole, in_full(data.whole) if data.is_own else {}
    return {
        "train": strict_json.decimals(data.train),
        "test": strict_json.decimals(data.test),
        "task": whole.task,
        "class_names": list(whole.class_names),
        "scale": whole.scale,
        "source": "points" if data.is_own else "generated",
        "digest": whole.digest if data.is_own else None,
        "points": given.get("points"),
        "sides": given.get("sides"),
        "train_percent": whole.train_percent,
        "seed": whole.seed,
    }


def history(losses: History) -> str:
    """The thinned losses of the whole run."""
    return _event("history", history_body(losses))


def history_body(losses: History) -> dict[str, Any]:
    """The thinned losses as JSON has them."""
    return {name: getattr(losses, name).tolist() for name in Losses.model_fields}


def notice(code: NoticeCode, message: str) -> str:
    """Something to tell people."""
    return _event("notice", {"code": code, "message": message})


def ok(identity: Id) -> str:
    """A command was carried out."""
    return _event("ok", {"id": identity})


def error(identity: Id, refusal: TinkernetError) -> str:
    """A message was refused."""
    return _event("error", {"id": identity, "error": refusal.as_dict()})


def mistake(identity: Id) -> str:
    """A message was answered with a mistake of ours."""
    return _event("error", {"id": identity, "error": MISTAKE})


def _event(kind: str, body: dict[str, Any]) -> str:
    return strict_json.dump({"type": kind, **body}).decode()
