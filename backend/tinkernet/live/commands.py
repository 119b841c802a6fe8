"""What can be asked of a session: the commands of the stream, which are the bodies of REST as well."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from tinkernet.base import strict_json
from tinkernet.base.validation import NUMBER, WORD, quoted, validated
from tinkernet.config import MAX_EPOCHS, MAX_RESOLUTION, MAX_STEPS, MIN_RESOLUTION, Integer, Number, Seed
from tinkernet.errors import InvalidRequest
from tinkernet.points.point_set import MAX_POINTS

MAX_SPEED = 1_000_000
MAX_FPS = 60
MAX_CHANGES = 10_000
MAX_ID = 64
MAX_POINT_ID = 2**52


def _either(*words: str) -> Discriminator:
    """One of the words, or a whole number; anything else is told of all of them."""

    def kind(value: object) -> str | None:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return NUMBER if is_number else WORD if value in words else None

    expected: dict[str, Any] = {"expected": f"{', '.join(words)} or a whole number"}
    return Discriminator(kind, "alternatives", "none of the alternatives", expected)


SeedChoice = Annotated[
    Annotated[Literal["same", "new"], Tag(WORD)] | Annotated[Seed, Tag(NUMBER)], _either("same", "new")
]
InputChoice = Annotated[
    Annotated[Literal["bias"], Tag(WORD)] | Annotated[Integer, Field(ge=0), Tag(NUMBER)],
    _either("bias"),
]


def _gesture_kind(value: object) -> str | None:
    if value is None:
        return NOTHING
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return NUMBER if is_number else WORD if isinstance(value, str) else None


NOTHING = "nothing"
Gesture = Annotated[
    Annotated[str, Field(max_length=MAX_ID), Tag(WORD)]
    | Annotated[Integer, Tag(NUMBER)]
    | Annotated[None, Tag(NOTHING)],
    Discriminator(
        _gesture_kind, "alternatives", "none of the alternatives", {"expected": "a text or a whole number"}
    ),
]
Resolution = Annotated[Integer, Field(ge=MIN_RESOLUTION, le=MAX_RESOLUTION)]


class Command(BaseModel):
    """Base of all commands."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Play(Command):
    """Train until told otherwise."""

    epochs_per_second: Annotated[Number, Field(gt=0, le=MAX_SPEED)] | None = Field(
        None, description="null: as fast as it goes", examples=[60]
    )


class Pause(Command):
    """Stop training, a `step` in progress included."""


class Step(Command):
    """Train a number of epochs, or of optimizer steps, then stop."""

    epochs: Annotated[Integer, Field(ge=1, le=MAX_EPOCHS)] | None = None
    steps: Annotated[Integer, Field(ge=1, le=MAX_STEPS)] | None = None

    @model_validator(mode="after")
    def _epochs_or_steps(self) -> Self:
        if (self.epochs is None) == (self.steps is None):
            raise PydanticCustomError("across_fields", "give either epochs or steps")
        return self


class Reset(Command):
    """Fresh weights at epoch 0, paused."""

    seed: SeedChoice = Field("same", description="`same`: the same weights again; `new`: a seed is drawn")


class Regenerate(Command):
    """Fresh points; the network stays."""

    seed: SeedChoice = Field("new", description="`new`: a seed is drawn")


class Configure(Command):
    """Change the config, section by section; weights that survive are kept."""

    config: dict[str, Any]


class ParameterEdit(Command):
    """One weight or bias, set by hand."""

    layer: Annotated[Integer, Field(ge=1)] = Field(
        description="1: first hidden layer; the output layer is the last"
    )
    unit: Annotated[Integer, Field(ge=0)]
    input: InputChoice = Field(description="index of the input, or `bias`")
    value: Number


ParameterEdits = Annotated[tuple[ParameterEdit, ...], Field(min_length=1, max_length=MAX_CHANGES)]


class SetParameters(Command):
    """Set parameters by hand: all of them, or none if one is wrong."""

    changes: ParameterEdits


class Restore(Command):
    """Go back to the nearest kept snapshot, paused."""

    epoch: Annotated[Integer, Field(ge=0)]


class Edit(Command):
    """Base of those that change points of one's own; those of a data set become such."""

    gesture: Gesture = Field(
        None, description="edits that follow each other and have the same are undone together"
    )


PointRow = tuple[Number, Number, Number]
PointId = Annotated[Integer, Field(ge=0, le=MAX_POINT_ID)]
PointIds = Annotated[tuple[PointId, ...], Field(min_length=1, max_length=MAX_POINTS)]


class AddPoints(Edit):
    """Further points, each on a side that is drawn for it."""

    points: Annotated[tuple[PointRow, ...], Field(min_length=1, max_length=MAX_POINTS)] = Field(
        description="x1, x2, label; a label beyond those there are is a further class"
    )
    ids: PointIds | None = Field(None, description="rising, above all that were given; null: the next ones")


class PointMove(BaseModel):
    """A point, and where it goes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: PointId
    x1: Number
    x2: Number


class MovePoints(Edit):
    """Points to other places: all of them, or none if one is wrong."""

    moves: Annotated[tuple[PointMove, ...], Field(min_length=1, max_length=MAX_POINTS)]

    def followed_by(self, later: "MovePoints") -> "MovePoints":
        """Both at once: of each point the newest place."""
        newest = {move.id: move for move in (*self.moves, *later.moves)}
        return self.model_copy(update={"moves": tuple(newest.values())})


class RemovePoints(Edit):
    """Takes points out: all of them, or none if one is wrong."""

    ids: PointIds


class SetPoints(Edit):
    """Other points in the place of all: the section `data` of a config, whose points become one's own."""

    model_config = ConfigDict(extra="allow")


class UndoPoints(Command):
    """Takes the last edit of the points back; where there is none, nothing."""


class RedoPoints(Command):
    """Does the last edit again that was undone; where there is none, nothing."""


class View(Command):
    """What this viewer wants to see; what is not given stays as it is."""

    resolution: Resolution = 100
    unit: str | None = Field(
        None, description="layer-unit, as `1-0`; null or `output`: none beside the output"
    )
    fps: Annotated[Number, Field(ge=1, le=MAX_FPS)] = MAX_FPS
    gradients: Annotated[bool, Field(strict=True)] = False
    encoding: Literal["none", "deflate", "differences"] = "none"

    @field_validator("unit")
    @classmethod
    def _output_is_shown_anyway(cls, unit: str | None) -> str | None:
        return None if unit == "output" else unit


class Drawn(Command):
    """The viewer has drawn every frame up to this one, and is ready for more."""

    sequence: Annotated[Integer, Field(ge=0)]


STEERING: dict[str, type[Command]] = {
    "play": Play,
    "pause": Pause,
    "step": Step,
    "reset": Reset,
    "regenerate": Regenerate,
    "configure": Configure,
    "set_parameters": SetParameters,
    "restore": Restore,
    "add_points": AddPoints,
    "move_points": MovePoints,
    "remove_points": RemovePoints,
    "set_points": SetPoints,
    "undo_points": UndoPoints,
    "redo_points": RedoPoints,
}
VIEWING: dict[str, type[Command]] = {"view": View, "drawn": Drawn}
COMMANDS = STEERING | VIEWING
NAMES = {model: name for name, model in COMMANDS.items()}

Id = int | str | None
_DRAWN = re.compile(r'\{"type":"drawn","sequence":(\d{1,15})\}')


def drawn(text: str) -> Drawn | None:
    """The most frequent message, read without ceremony; None if `text` is something else."""
    match = _DRAWN.fullmatch(text)
    return Drawn.model_construct(sequence=int(match[1])) if match else None


def envelope(text: str) -> tuple[Id, dict[str, Any]]:
    """The id of a message, and the rest of it.

    Raises:
        InvalidRequest: it is not an object, or its id is neither a whole number nor a short text.
    """
    message = strict_json.parse(text)
    if not isinstance(message, dict):
        raise InvalidRequest(f"a message must be an object, got {quoted(message)}")
    identity = message.pop("id", None)
    is_number = isinstance(identity, int) and not isinstance(identity, bool)
    is_text = isinstance(identity, str) and len(identity) <= MAX_ID
    if not (identity is None or is_number or is_text):
        raise InvalidRequest(f"id must be a whole number or a text of at most {MAX_ID} characters", "id")
    return identity, message


def command(message: Mapping[str, Any]) -> Command:
    """The command that a message names.

    Raises:
        InvalidRequest: there is no such type, or its fields are not valid.
    """
    body = dict(message)
    kind = body.pop("type", None)
    model = COMMANDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise InvalidRequest(f"type must be one of {', '.join(COMMANDS)}, got {quoted(kind)}", "type")
    return validated(model, body)
