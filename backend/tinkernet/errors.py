"""Every error that a user can cause, as one tree with stable codes.

    TinkernetError
        InvalidRequest          invalid_request     the message itself is malformed
            InvalidConfig       invalid_config      a config, or a change to one, is not valid
            InvalidParameter    invalid_parameter   an edit names no parameter, or a value that is not finite
            InvalidSnapshot     invalid_snapshot    bytes that are no snapshot, or none is kept
            UnreadableExpression    unreadable      a text is no expression; the remark says why and where
            RequestTooLarge     too_large           a body or message beyond its limit
        NotFound                not_found           no such session, data set, feature, unit or point
        WatchOnly               watch_only          a watch id was used to steer
        ListingOff              listing_off         the server does not list experiments
        IllegalCommand          (by state)          the session's state forbids the command
            Diverged            diverged            training has diverged
            Playing             playing             the session is playing
        TooManySessions         too_many_sessions   a limit on sessions is reached
        TooManyMessages         too_many_messages   a stream sends faster than it may
        TooManyExperiments      too_many_experiments    a limit on experiments in progress is reached
        StorageUnavailable      storage_unavailable the database does not answer

A message is one sentence that holds the offending value and says what is allowed. The API maps this tree to
HTTP in one place, the stream to its `error` event in another; nobody else catches it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

RemarkValue = str | int | float | list[str | int]


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say, for whoever says it in their own words: a code, and the values it is about."""

    code: str
    values: Mapping[str, RemarkValue]


class TinkernetError(Exception):
    """Base of the tree. `field` is the dotted path of the offending field, where there is one.

    `remark` says the same as the message, where others may want to say it in another language.
    """

    code = "error"

    def __init__(self, message: str, field: str | None = None, remark: Remark | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.remark = remark

    def as_dict(self) -> dict[str, Any]:
        """The body of the one error shape: code, message and, where known, field and remark."""
        body: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.field is not None:
            body["field"] = self.field
        return body if self.remark is None else {**body, "remark": asdict(self.remark)}


class InvalidRequest(TinkernetError):
    code = "invalid_request"


class InvalidConfig(InvalidRequest):
    code = "invalid_config"


class InvalidParameter(InvalidRequest):
    code = "invalid_parameter"


class InvalidSnapshot(InvalidRequest):
    code = "invalid_snapshot"


class UnreadableExpression(InvalidRequest):
    code = "unreadable"


class RequestTooLarge(InvalidRequest):
    code = "too_large"


class NotFound(TinkernetError):
    code = "not_found"


class WatchOnly(TinkernetError):
    code = "watch_only"


class ListingOff(TinkernetError):
    code = "listing_off"


class IllegalCommand(TinkernetError):
    """A command that the session's present state forbids; the message names both."""

    code = "illegal_command"


class Diverged(IllegalCommand):
    code = "diverged"


class Playing(IllegalCommand):
    code = "playing"


class TooManySessions(TinkernetError):
    code = "too_many_sessions"


class TooManyMessages(TinkernetError):
    code = "too_many_messages"


class TooManyExperiments(TinkernetError):
    code = "too_many_experiments"


class StorageUnavailable(TinkernetError):
    code = "storage_unavailable"
