"""The events of the stream, as the text that is sent."""

from typing import Any

from tinkernet.base import strict_json
from tinkernet.errors import TinkernetError
from tinkernet.live.commands import Id
from tinkernet.nn.results import Divergence, History, Points
from tinkernet.points.drawing import Drawing, Edit
from tinkernet.points.given import Side, in_full
from tinkernet.points.given_units import units_body
from tinkernet.points.numbered import Record
from tinkernet.wire.errors import MISTAKE
from tinkernet.wire.reading import Losses
from tinkernet.wire.session import WatchedSession
from tinkernet.wire.stream import NoticeCode


def state(session: WatchedSession) -> str:
    """The whole session object."""
    return _event("state", dict(session))


def points(data: Points, drawing: Drawing) -> str:
    """All points with their sides and ids."""
    return _event("points", points_body(data, drawing))


def points_body(data: Points, drawing: Drawing | None = None) -> dict[str, Any]:
    """Training and test points as JSON has them; points of one's own also as they can be given again.

    Without a drawing they are as nobody has edited them.
    """
    drawing = drawing or Drawing(data.whole)
    whole, given = data.whole, in_full(data.whole) if data.is_own else {}
    return {
        "train": strict_json.decimals(data.train),
        "test": strict_json.decimals(data.test),
        "task": whole.task,
        "class_names": list(whole.class_names),
        "scale": whole.scale,
        "units": units_body(whole.units),
        "source": "points" if data.is_own else "generated",
        "digest": whole.digest if data.is_own else None,
        "points": given.get("points"),
        "sides": given.get("sides"),
        "train_percent": whole.train_percent,
        "seed": whole.seed,
        "ids": drawing.now.ids.tolist(),
        "revision": drawing.revision,
        "undo": drawing.undo_steps,
        "redo": drawing.redo_steps,
    }


def points_changed(edit: Edit, drawing: Drawing) -> str:
    """Those points of one's own that have changed, and how."""
    came = {id: record for id, record in edit.after.items() if record is not None}
    there = {id for id, record in edit.before.items() if record is not None}
    body = {
        "revision": drawing.revision,
        "added": [[id, *_told(record)] for id, record in came.items() if id not in there],
        "moved": [[id, *record[:2]] for id, record in came.items() if id in there],
        "removed": [id for id in there if id not in came],
        "digest": drawing.now.points.digest,
        "undo": drawing.undo_steps,
        "redo": drawing.redo_steps,
    }
    return _event("points_changed", body)


def _told(record: Record) -> tuple[float, float, float, Side]:
    x1, x2, label, for_training = record
    return x1, x2, label, "train" if for_training else "test"


def history(losses: History) -> str:
    """The thinned losses of the whole run."""
    return _event("history", history_body(losses))


def history_body(losses: History) -> dict[str, Any]:
    """The thinned losses as JSON has them."""
    return {name: getattr(losses, name).tolist() for name in Losses.model_fields}


def diverged(divergence: Divergence) -> str:
    """Training has diverged, and what to try."""
    return _notice(
        "diverged",
        f"training diverged at epoch {divergence.epoch}: {divergence.reason}; "
        "lower the learning rate, or reset or restore",
    )


def busy() -> str:
    """The server has no time to train as fast as was asked."""
    return _notice("busy", "the server trains many networks at once: this one is slower than asked")


def expiring() -> str:
    """The session has not long to live."""
    return _notice("expiring", "nobody has used this session for long: it is about to be deleted")


def ok(identity: Id) -> str:
    """A command was carried out."""
    return _event("ok", {"id": identity})


def error(identity: Id, refusal: TinkernetError) -> str:
    """A message was refused."""
    return _event("error", {"id": identity, "error": refusal.as_dict()})


def mistake(identity: Id) -> str:
    """A message was answered with a mistake of ours."""
    return _event("error", {"id": identity, "error": MISTAKE})


def _notice(code: NoticeCode, message: str) -> str:
    return _event("notice", {"code": code, "message": message})


def _event(kind: str, body: dict[str, Any]) -> str:
    return strict_json.dump({"type": kind, **body}).decode()
