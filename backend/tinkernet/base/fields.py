"""What models of other people's input are made of: strict numbers, and a base that knows its fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

MAX_SEED = 2**32 - 1

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Integer = Annotated[int, Field(strict=True)]
Seed = Annotated[Integer, Field(ge=0, le=MAX_SEED)]


class Section(BaseModel):
    """Frozen; an unknown field is an error. What is told has every field, also those that nobody gave."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_default=True,
        json_schema_serialization_defaults_required=True,
    )


def refusal(field: str, message: str) -> PydanticCustomError:
    """A violation that spans several fields, reported at `field`."""
    text = message.replace("{", "{{").replace("}", "}}")
    return PydanticCustomError("across_fields", text, {"field": field})
