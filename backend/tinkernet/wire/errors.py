"""What is refused, over REST and on the stream."""

from pydantic import BaseModel, Field

from tinkernet.errors import Remark


class ErrorBody(BaseModel):
    """What went wrong, for a program and for a person."""

    code: str = Field(examples=["invalid_config"])
    message: str = Field(examples=["noise must be between 0 and 50, got 80"])
    field: str | None = Field(None, description="dotted path, where there is one", examples=["data.noise"])
    remark: Remark | None = Field(
        None, description="the message for a program, where it has a code of its own"
    )


class ErrorObject(BaseModel):
    """The one shape of all errors."""

    error: ErrorBody


MISTAKE = {"code": "internal_server_error", "message": "the server made a mistake; it is logged there"}
"""The `ErrorBody` of a mistake of ours."""
