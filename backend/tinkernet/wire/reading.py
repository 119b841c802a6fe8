"""What can be read of a session, and what is asked about it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tinkernet.config import Number, Side, Task
from tinkernet.wire.units import Units

MAX_PREDICTIONS = 10_000


class PointsToPredict(BaseModel):
    """Points of the plane, or beyond, in the units of the data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: Annotated[tuple[tuple[Number, Number], ...], Field(max_length=MAX_PREDICTIONS)] = Field(
        examples=[[[0.5, -1.0], [2, 2]]]
    )


class Predictions(BaseModel):
    """The output for each point; one number, or one per class."""

    outputs: list[float] | list[list[float]]


class Parameters(BaseModel):
    """All parameters in one list: layer by layer, weight (out x in, row by row), then bias."""

    parameters: list[float]


class Gradients(BaseModel):
    """The gradient of the unpenalised loss over the whole training set, in the layout of the parameters."""

    gradients: list[float]


class Boundary(BaseModel):
    """A unit's output over the square. Row 0 is the largest x2; for K classes there are K grids.

    The axes are in the units of the data, and so is what a regression predicts.
    """

    x1: list[float]
    x2: list[float]
    values: list[list[float]] | list[list[list[float]]]


class DataPoints(BaseModel):
    """All points: rows of x1, x2, label."""

    train: list[tuple[float, float, float]]
    test: list[tuple[float, float, float]]
    task: Task
    class_names: list[str] = Field(description="of the classes in order; none for a regression")
    scale: float = Field(description="the largest label of a regression, at least 1; 1 for classes")
    units: Units = Field(description="those of train, test and points; the others are of the square")
    source: Literal["generated", "points"] = Field(description="drawn by a data set, or one's own")
    digest: str | None = Field(description="of points of one's own; null for others, as the next two")
    points: list[tuple[float, float, float]] | None = Field(description="all, in order, to the last digit")
    sides: list[Side] | None = Field(description="where each of them is")
    train_percent: float = Field(description="with the seed, how sides are drawn")
    seed: int
    ids: list[int] = Field(
        description="of all points, in order; of a data set the training points come first"
    )
    revision: int = Field(description="rises by one with every change of the points")
    undo: int = Field(description="how many edits can be undone")
    redo: int = Field(description="how many edits that were undone can be done again")


class ChangedPoints(BaseModel):
    """Points of one's own that have changed since the revision before; all others are as they were."""

    revision: int = Field(description="that of the points now")
    added: list[tuple[int, float, float, float, Side]] = Field(description="id, x1, x2, label, side")
    moved: list[tuple[int, float, float]] = Field(description="id, x1, x2")
    removed: list[int] = Field(description="ids")
    digest: str = Field(description="of all points; the config's in the session object, from now on")
    undo: int = Field(description="how many edits can be undone")
    redo: int = Field(description="how many edits that were undone can be done again")


Shares = list[float | None]
"""For each class; null where there is nothing that it could be a share of."""


class Confusion(BaseModel):
    """How many points of each class (rows) are taken for each class (columns), and what follows from it."""

    counts: list[list[int]]
    recall: Shares = Field(description="of the points of each class, the share that is taken for it")
    precision: Shares = Field(description="of the points taken for each class, the share that is of it")


class Confusions(BaseModel):
    """Which classes are taken for which, as the network is now."""

    class_names: list[str] = Field(description="in the order of rows and columns; none for a regression")
    train: Confusion | None = Field(description="null for a regression")
    test: Confusion | None = Field(description="null where there is no test data, too")


class Losses(BaseModel):
    """The thinned losses of the whole run."""

    epochs: list[int]
    train_loss: list[float | None]
    test_loss: list[float | None]


class Snapshots(BaseModel):
    """The epochs one can go back to."""

    epochs: list[int]


class Code(BaseModel):
    """What gives the same network again: where tinkernet is installed, and in a shell."""

    python: str
    curl: str
