"""The events of the stream: each has the fields of its body, beside its `type`."""

from typing import Literal

from pydantic import BaseModel, Field

from tinkernet.wire.errors import ErrorBody
from tinkernet.wire.reading import ChangedPoints, DataPoints, Losses
from tinkernet.wire.session import SessionObject

NoticeCode = Literal["diverged", "busy", "expiring"]


class Notice(BaseModel):
    """Something to tell people."""

    code: NoticeCode
    message: str


class Done(BaseModel):
    """A message was carried out."""

    id: int | str = Field(description="of the message")


class Refused(BaseModel):
    """A message was refused."""

    id: int | str | None = Field(description="of the message; null: it had none")
    error: ErrorBody


EVENTS: dict[str, type[BaseModel]] = {
    "state": SessionObject,
    "points": DataPoints,
    "points_changed": ChangedPoints,
    "history": Losses,
    "notice": Notice,
    "ok": Done,
    "error": Refused,
}
"""The body of each type."""
