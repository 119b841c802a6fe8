"""What a table says of itself: a comment that tells how it is to be read, as exported tables have it."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from tinkernet.base import strict_json
from tinkernet.base.fields import Integer, Section
from tinkernet.base.validation import validated
from tinkernet.errors import InvalidRequest
from tinkernet.points.point_set import Task
from tinkernet.points.reading.sentences import refusal
from tinkernet.points.reading.table import Wishes
from tinkernet.points.scale import Method

MARK = "# tinkernet: "
"""How the line begins; JSON follows."""
Number = Annotated[Integer, Field(ge=1)]


class Directions(Section):
    """Wishes, as far as a table has some; columns by their numbers."""

    x1: Number | None = None
    x2: Number | None = None
    label: Number | None = None
    split: Number | None = None
    task: Task | None = None
    classes: tuple[str, ...] | None = None
    scale: Method | None = None


def directions(wishes: Wishes) -> str:
    """The line that says these wishes, with its end; nothing where there are none."""
    said = {name: value for name in Directions.model_fields if (value := getattr(wishes, name)) is not None}
    return f"{MARK}{strict_json.dump(said).decode()}\n" if said else ""


def heeded(line: str | None, asked: Wishes) -> Wishes:
    """What is asked, and of what a table says in such a line, without its end, what goes with that.

    A scale that is asked for takes the place of the one that is said; anything else that is, of all the rest.

    Raises:
        InvalidRequest: the line says something else.
    """
    if line is None:
        return asked
    try:
        said = validated(Directions, strict_json.parse(line.removeprefix(MARK)))
    except InvalidRequest as error:
        raise refusal("own_comment", mark=MARK.strip(": "), why=error.message) from None
    rest = [name for name in Directions.model_fields if name != "scale"]
    is_free = all(getattr(asked, name) is None for name in rest)
    found = {name: getattr(said, name) for name in rest} if is_free else {}
    return replace(asked, scale=asked.scale or said.scale, **found)
