"""What the labs ask of torch, and what it answers; a number that is not finite is null."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tinkernet.base.fields import Integer, Number, Section, Seed
from tinkernet.config import ActivationName, Config, InitializerName, TrainingConfig

MAX_LINES, MAX_VALUES = 12, 16
MAX_COUNT, MAX_STEPS = 1001, 200
MAX_POINTS, MAX_PRESENTATIONS = 40, 2000
MAX_LINE_POINTS = 8
MAX_WIDTH, MAX_EPOCHS = 64, 5000
FAR = 1e6
"""How far from 0 points and ends of ranges may lie."""

Coordinate = Annotated[Number, Field(ge=-FAR, le=FAR)]
Values = Annotated[dict[str, Number], Field(max_length=MAX_VALUES)]
Trouble = Literal["overflow", "undefined"]
DescentOptimizer = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam"]
DescentEnd = Literal["steps", "left", "not_finite"]
LinearMode = Literal["point", "batch"]
PerceptronEnd = Literal["separated", "cycle", "most"]
BinaryClass = Literal[-1, 1]

OPTIMIZER_SETTINGS = ("optimizer", "learning_rate", "momentum", "beta1", "beta2", "epsilon", "rho")
_DEFAULTS = TrainingConfig()


class GraphQuestion(Section):
    """A program: lines that each name an expression in the names before it; the last one is the output."""

    lines: Annotated[tuple[tuple[str, str], ...], Field(min_length=1, max_length=MAX_LINES)] = Field(
        description="name and expression"
    )
    values: Values = Field(description="of the inputs, in the order in which they are told")
    upstream: Number = Field(1.0, description="the gradient that arrives at the output")


class GraphNode(BaseModel):
    """An operation, an input or a number, in the order of the forward pass."""

    id: int
    name: str | None = Field(description="of an input or a line; null: within a line")
    op: str = Field(description="input, const, or the operation")
    inputs: list[int] = Field(description="ids of what it is done to")
    local: list[float | None] | None = Field(
        None, description="its derivative by each input, of operations alone"
    )
    exponent: float | None = Field(None, description="of a power")
    value: float | None
    gradient: float | None = Field(description="of the output, times what arrives there")
    nudged: float | None = Field(None, description="the same as a central difference, of inputs alone")


class GraphTrouble(BaseModel):
    """The node at which a number is first not finite."""

    node: int
    code: Trouble = Field(description="too large, or no number at all")


class Graph(BaseModel):
    """A program as a graph, with all values and gradients by autograd."""

    nodes: list[GraphNode]
    output: int
    trouble: GraphTrouble | None = Field(description="null where all is finite")


class CurveQuestion(Section):
    """A function of one variable over a range."""

    expression: str
    variable: str
    values: Values = Field(default_factory=dict, description="of all other names")
    low: Coordinate
    high: Coordinate
    count: Annotated[Integer, Field(ge=2, le=MAX_COUNT)] = 201


class Curve(BaseModel):
    """A function and its derivative by autograd; null where there is none."""

    x: list[float]
    value: list[float | None]
    slope: list[float | None]


class DescentQuestion(Section):
    """A walk down a function of one variable; what an optimizer does not use is ignored."""

    expression: str
    variable: str
    values: Values = Field(default_factory=dict, description="of all other names")
    start: Coordinate
    optimizer: DescentOptimizer = "sgd"
    learning_rate: Annotated[Number, Field(ge=0, le=10)]
    momentum: Annotated[Number, Field(ge=0, lt=1)] = _DEFAULTS.momentum
    beta1: Annotated[Number, Field(ge=0, lt=1)] = _DEFAULTS.beta1
    beta2: Annotated[Number, Field(ge=0, lt=1)] = _DEFAULTS.beta2
    epsilon: Annotated[Number, Field(ge=1e-12, le=1)] = _DEFAULTS.epsilon
    rho: Annotated[Number, Field(ge=0, lt=1)] = Field(_DEFAULTS.rho, description="RMSprop's alpha")
    steps: Annotated[Integer, Field(ge=0, le=MAX_STEPS)]
    low: Coordinate | None = Field(None, description="below it the walk ends")
    high: Coordinate | None = Field(None, description="above it the walk ends")


class DescentPoint(BaseModel):
    """Where a walk is after so many steps."""

    step: int
    x: float | None
    value: float | None
    slope: float | None


class Descent(BaseModel):
    """A walk by torch.optim; the start is its first point."""

    points: list[DescentPoint]
    ended: DescentEnd = Field(description="all steps are done; x left the range; there was no number")


class LinearQuestion(Section):
    """A weight w that learns ŷ = w·x from points by the cost (ŷ - y)²."""

    points: Annotated[
        tuple[tuple[Coordinate, Coordinate], ...], Field(min_length=1, max_length=MAX_LINE_POINTS)
    ]
    mode: LinearMode = Field(description="an update by each point in turn, or by the mean cost of all")
    w: Coordinate
    learning_rate: Annotated[Number, Field(ge=0, le=10)]
    steps: Annotated[Integer, Field(ge=0, le=MAX_STEPS)]


class LinearRow(BaseModel):
    """One update; of all points at once the first four are null, cost and gradient are means."""

    x: float | None
    y: float | None
    output: float | None
    error: float | None
    cost: float | None
    gradient: float | None
    w: float | None = Field(description="after the update")


class LinearSteps(BaseModel):
    """The updates by torch.optim.SGD."""

    rows: list[LinearRow]
    ended: DescentEnd = Field(description="all steps are done, or there was no number")


class PerceptronQuestion(Section):
    """Points with their classes, which Rosenblatt's rule is shown one by one, again and again."""

    points: Annotated[
        tuple[tuple[Coordinate, Coordinate, BinaryClass], ...], Field(min_length=1, max_length=MAX_POINTS)
    ]
    order_seed: Seed | None = Field(None, description="of the order of all passes; null: as listed")
    bias: bool = True
    most: Annotated[Integer, Field(ge=1, le=MAX_PRESENTATIONS)] = MAX_PRESENTATIONS
    line: tuple[Coordinate, Coordinate, Coordinate] | None = Field(
        None, description="w1, w2, b of a line whose margin is asked"
    )


class Correction(BaseModel):
    """What changed when the machine was wrong."""

    presentation: int = Field(description="from 0")
    point: int = Field(description="its place in the list")
    s: float = Field(description="w·x + b before")
    w: list[float] = Field(description="after")
    b: float = Field(description="after")


class PerceptronCycle(BaseModel):
    """After the last correction, the one from this place on comes again, and so do all others."""

    start: int
    length: int


class Perceptron(BaseModel):
    """All corrections from zero weights on; sign(0) is -1."""

    corrections: list[Correction]
    presentations: int = Field(description="how many points were shown")
    ended: PerceptronEnd = Field(description="a whole pass is right; it repeats for ever; so many were shown")
    cycle: PerceptronCycle | None
    margin: float | None = Field(
        description="the best of any line, the bias as a third coordinate; null: none"
    )
    radius: float = Field(description="the farthest point, the third coordinate included")
    bound: float | None = Field(description="on the corrections: (radius / margin)²")
    line_margin: float | None = Field(description="of the line that was asked, negative if a point is wrong")


class HiddenNeurons(Section):
    """ŷ(x) = bias + Σ output·f(w·x + b)."""

    activation: ActivationName
    hidden: Annotated[tuple[tuple[Number, Number], ...], Field(max_length=MAX_WIDTH)] = Field(
        description="w and b of each neuron"
    )
    output: Annotated[tuple[Number, ...], Field(max_length=MAX_WIDTH)] = Field(description="its weight")
    bias: Number


class HiddenTraining(Section):
    """One hidden layer, trained on 180 of 200 even points: Adam 0.01, batches of 20, a cosine over 2,000."""

    activation: ActivationName = "relu"
    init: InitializerName | None = Field(None, description="null: pytorch for relu, else xavier_uniform")
    width: Annotated[Integer, Field(ge=1, le=MAX_WIDTH)]
    seed: Seed = 1
    epochs: Annotated[Integer, Field(ge=1, le=MAX_EPOCHS)] = 2000


class ApproximationQuestion(Section):
    """How far a network is from a function of x; it is given, or trained."""

    function: str
    low: Annotated[Number, Field(ge=-6, le=6)] = -5.0
    high: Annotated[Number, Field(ge=-6, le=6)] = 5.0
    network: HiddenNeurons | None = None
    train: HiddenTraining | None = None


class Approximation(BaseModel):
    """A network beside its function, on 2,001 places."""

    gap: float = Field(description="the largest distance")
    at: float = Field(description="where it is first")
    parameters: int = Field(description="how many the network has")
    network: HiddenNeurons
    loss: float | None = Field(description="the mean squared error in training; null of a given network")
    config: dict[str, Any] | None = Field(
        description="of a session that trains the same; null of a given network"
    )


class LayersQuestion(Section):
    """A network, before its first step."""

    config: Config


class LayerGradient(BaseModel):
    """The gradients of the weights of a layer."""

    units: int
    activation: ActivationName
    rms: float = Field(description="their root mean square")
    largest: float = Field(description="in size")


class LayerGradients(BaseModel):
    """From the first hidden layer to the output."""

    layers: list[LayerGradient]


FieldKind = Literal["number", "graph", "expression", "choice", "order", "place", "interval"]
AnswerVerdict = Literal["right", "wrong", "rounded", "unreadable"]
MAX_ANSWER, MAX_ANSWERS = 200, 40


class ExerciseField(BaseModel):
    """One answer that is asked for."""

    name: str = Field(description="of a box of a graph value.s or gradient.s")
    kind: FieldKind
    names: list[str] = Field(description="that an expression may have in it")
    decimals: int | None = Field(description="that a number must have; null: it is exact")
    options: list[str] = Field(description="keys, of which one is chosen, or which are put in order")


class LabExercise(BaseModel):
    """An exercise with the numbers of a seed."""

    id: str
    seed: int
    values: dict[str, float]
    lines: list[tuple[str, str]] = Field(description="of the program that it is about; none: of no program")
    fields: list[ExerciseField]


class AnswersToCheck(Section):
    """Answers to some or all fields of an exercise."""

    seed: Seed = 0
    answers: Annotated[
        dict[str, Annotated[str, Field(max_length=MAX_ANSWER)]], Field(max_length=MAX_ANSWERS)
    ] = Field(description="text by field; of an order the keys, with commas or blanks between")


class AnswerError(BaseModel):
    """Why an answer cannot be read."""

    code: str = Field(description="a code of the expressions, or not_a_number")
    at: int = Field(description="the character, from 0")


class Witness(BaseModel):
    """A point at which a formula differs from the truth."""

    point: dict[str, float]
    yours: float | None = Field(description="null: not defined there")
    truth: float
    name: str = Field(description="by what is derived")


class FieldVerdict(BaseModel):
    """What is to be said of an answer."""

    verdict: AnswerVerdict
    trap: str | None = Field(None, description="the error that gives this answer; of a right one, a note")
    about: dict[str, str | float] | None = Field(None, description="what the text of the trap names")
    witness: Witness | None = Field(None, description="of a formula that is wrong otherwise")
    error: AnswerError | None = Field(None, description="of an answer that is unreadable")
    read_as: str | None = Field(None, description="the tree that was read, as an S-expression")


class Verdicts(BaseModel):
    """What is to be said of the answers that were given."""

    right: int
    total: int = Field(description="fields of the exercise")
    fields: dict[str, FieldVerdict]


class SolvedField(BaseModel):
    """A right answer."""

    text: str
    value: float | None = Field(description="null of formulas, choices and orders")


class Solution(BaseModel):
    """A right answer to each field."""

    fields: dict[str, SolvedField]


class LabEntry(BaseModel):
    """A lab and its exercises."""

    id: str
    exercises: list[str]


class Labs(BaseModel):
    """All labs in the order of the lecture, and what they may ask."""

    version: str
    labs: list[LabEntry]
    notebooks: list[str]
    limits: dict[str, int]
