"""What travels, as types. Written by `make wire`, from OpenAPI: not by hand."""

from typing import Any, Literal, NotRequired, TypedDict

ActivationName = Literal[
    "tanh", "relu", "sigmoid", "linear", "leaky_relu", "elu", "gelu", "silu", "softplus", "sin"
]
AnswerVerdict = Literal["right", "wrong", "rounded", "unreadable"]
InitializerName = Literal[
    "classic", "xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal", "pytorch", "zeros"
]
BinaryClass = Literal[-1, 1]
Side = Literal["train", "test"]
DatasetName = Literal[
    "circle",
    "xor",
    "gauss",
    "spiral",
    "moons",
    "rings",
    "checkerboard",
    "sine",
    "linear",
    "blobs3",
    "blobs5",
    "pinwheel3",
    "pinwheel5",
    "plane",
    "multi_gauss",
    "ripple",
    "saddle",
    "formula",
    "custom",
]
FeatureName = Literal["x1", "x2", "x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)", "r"]
OutputName = Literal["auto", "tanh", "sigmoid", "linear", "relu"]
LossName = Literal["squared_error", "mse", "mae", "huber", "hinge", "cross_entropy"]
OptimizerName = Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
RegularizerName = Literal["none", "l1", "l2"]
ScheduleName = Literal["constant", "step", "exponential", "linear", "cosine", "warmup_cosine"]
EngineName = Literal["auto", "autograd", "fused"]
Task = Literal["classification", "regression"]
DescentEnd = Literal["steps", "left", "not_finite"]
DescentOptimizer = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam"]
DistributionName = Literal["uniform", "log_uniform", "integer", "choice"]
FieldKind = Literal["number", "graph", "expression", "choice", "order", "place", "interval"]
Method = Literal["fit", "standard", "none"]
ExperimentKind = Literal["run", "sweep"]
ExperimentStatus = Literal["running", "finished", "cancelled", "failed"]
Trouble = Literal["overflow", "undefined"]
SessionStatus = Literal["paused", "playing", "diverged"]
LinearMode = Literal["point", "batch"]
Problem = Literal["two_classes", "k_classes", "regression"]
NoticeCode = Literal["diverged", "busy", "expiring"]
PerceptronEnd = Literal["separated", "cycle", "most"]
Reason = Literal["goal", "epochs", "patience", "seconds", "diverged"]


class AddPoints(TypedDict):
    """Further points, each on a side that is drawn for it."""

    gesture: NotRequired[str | int | None]
    """Edits that follow each other and have the same are undone together."""
    points: list[list[float]]
    """X1, x2, label; a label beyond those there are is a further class."""
    ids: NotRequired[list[int] | None]
    """Rising, above all that were given; null: the next ones."""


class AnswerError(TypedDict):
    """Why an answer cannot be read."""

    code: str
    """A code of the expressions, or not_a_number."""
    at: int
    """The character, from 0."""


class AnswersToCheck(TypedDict):
    """Answers to some or all fields of an exercise."""

    seed: NotRequired[int]
    answers: dict[str, str]
    """Text by field; of an order the keys, with commas or blanks between."""


class HiddenNeurons(TypedDict):
    """ŷ(x) = bias + Σ output·f(w·x + b)."""

    activation: ActivationName
    hidden: list[list[float]]
    """W and b of each neuron."""
    output: list[float]
    """Its weight."""
    bias: float


class Approximation(TypedDict):
    """A network beside its function, on 2,001 places."""

    gap: float
    """The largest distance."""
    at: float
    """Where it is first."""
    parameters: int
    """How many the network has."""
    network: HiddenNeurons
    loss: float | None
    """The mean squared error in training; null of a given network."""
    config: dict[str, Any] | None
    """Of a session that trains the same; null of a given network."""


class HiddenTraining(TypedDict):
    """One hidden layer, trained on 180 of 200 even points: Adam 0.01, batches of 20, a cosine over 2,000."""

    activation: NotRequired[ActivationName]
    init: NotRequired[InitializerName | None]
    """Null: pytorch for relu, else xavier_uniform."""
    width: int
    seed: NotRequired[int]
    epochs: NotRequired[int]


class ApproximationQuestion(TypedDict):
    """How far a network is from a function of x; it is given, or trained."""

    function: str
    low: NotRequired[float]
    high: NotRequired[float]
    network: NotRequired[HiddenNeurons | None]
    train: NotRequired[HiddenTraining | None]


class AxisReport(TypedDict):
    """A value of the file is `offset + factor · place on the square`."""

    offset: float
    factor: float


class AxisUnits(TypedDict):
    """A value is `offset + factor · place on the square`."""

    offset: float
    factor: float
    title: str


class Best(TypedDict):
    """The epoch with the lowest test loss."""

    epoch: int
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None


class Boundary(TypedDict):
    """A unit's output over the square. Row 0 is the largest x2; for K classes there are K grids.

    The axes are in the units of the data, and so is what a regression predicts.
    """

    x1: list[float]
    x2: list[float]
    values: list[list[float]] | list[list[list[float]]]


class ChangedPoints(TypedDict):
    """Points of one's own that have changed since the revision before; all others are as they were."""

    revision: int
    """That of the points now."""
    added: list[list[int | float | Side]]
    """Id, x1, x2, label, side."""
    moved: list[list[int | float]]
    """Id, x1, x2."""
    removed: list[int]
    """Ids."""
    digest: str
    """Of all points; the config's in the session object, from now on."""
    undo: int
    """How many edits can be undone."""
    redo: int
    """How many edits that were undone can be done again."""


class Choice(TypedDict):
    """A column that was taken."""

    column: int
    """Its number, from 1."""
    name: str | None
    why: Literal["asked", "name", "position"]
    """Asked for, told by its name, or by its position."""


class ClassCount(TypedDict):
    """A class, and how many rows have it."""

    name: str
    label: float
    count: int


class Code(TypedDict):
    """What gives the same network again: where tinkernet is installed, and in a shell."""

    python: str
    curl: str


class Column(TypedDict):
    """A column of the file."""

    name: str | None
    kind: Literal["number", "word", "boolean", "missing"]


class FormulaData(TypedDict):
    """Points drawn anywhere on the square, with the labels that a formula gives them."""

    dataset: Literal["formula"]
    samples: int | None
    """Number of points; null: 500, for regression 1,200; `custom` has as many as are given."""
    noise: float
    train_percent: float
    """Share of all points used for training; 100: there is no test data."""
    seed: int
    expression: str
    """Of x1 and x2: a comparison makes two classes, a value is a number to predict."""


class GeneratedData(TypedDict):
    """Points that a data set draws: which set, how many, how noisy, how they are split."""

    dataset: DatasetName
    samples: int | None
    """Number of points; null: 500, for regression 1,200; `custom` has as many as are given."""
    noise: float
    train_percent: float
    """Share of all points used for training; 100: there is no test data."""
    seed: int


class PointsReference(TypedDict):
    """Points of one's own that are known already."""

    source: Literal["points"]
    digest: str
    """Of the points with their sides; GET …/data gives them."""


class NetworkConfig(TypedDict):
    """The hidden layers, how they start, and the dropout on them."""

    hidden: list[int]
    activation: ActivationName | list[ActivationName]
    """One name, or one per hidden layer."""
    output: OutputName
    """Of the output layer; with sigmoid and relu the labels of two classes are 0 and 1."""
    init: InitializerName
    dropout: float
    """On hidden units, while training."""
    seed: int
    """Initial weights, minibatch order, dropout."""


class TrainingConfig(TypedDict):
    """How the parameters are updated."""

    loss: LossName | None
    """Null: squared_error, for K classes cross_entropy."""
    optimizer: OptimizerName
    learning_rate: float
    batch_size: int
    shuffle: bool
    momentum: float
    """Of momentum and nesterov."""
    beta1: float
    """Of adam and adamw."""
    beta2: float
    """Of adam and adamw."""
    epsilon: float
    """Of adagrad, rmsprop, adam and adamw."""
    rho: float
    """RMSprop's alpha."""
    weight_decay: float
    """Adamw's decoupled decay, on weights only."""
    regularization: RegularizerName
    regularization_rate: float
    clip_norm: float | None
    """Largest norm of all gradients together; null: none."""
    huber_delta: float
    class_weight: Literal["balanced"] | None
    """Balanced: every class weighs as much as any other, however many points it has."""
    schedule: ScheduleName
    schedule_epochs: int
    schedule_factor: float
    """Of step, exponential and linear."""
    warmup_epochs: int
    """Of warmup_cosine."""
    engine: EngineName


class Config(TypedDict):
    """A whole experiment. Every field has a default; `Config()` is the default network on the circle."""

    data: FormulaData | GeneratedData | PointsReference
    features: list[FeatureName]
    network: NetworkConfig
    training: TrainingConfig


class Confusion(TypedDict):
    """How many points of each class (rows) are taken for each class (columns), and what follows from it."""

    counts: list[list[int]]
    recall: list[float | None]
    """Of the points of each class, the share that is taken for it."""
    precision: list[float | None]
    """Of the points taken for each class, the share that is of it."""


class Confusions(TypedDict):
    """Which classes are taken for which, as the network is now."""

    class_names: list[str]
    """In the order of rows and columns; none for a regression."""
    train: Confusion | None
    """Null for a regression."""
    test: Confusion | None
    """Null where there is no test data, too."""


class Correction(TypedDict):
    """What changed when the machine was wrong."""

    presentation: int
    """From 0."""
    point: int
    """Its place in the list."""
    s: float
    """W·x + b before."""
    w: list[float]
    """After."""
    b: float
    """After."""


class Curve(TypedDict):
    """A function and its derivative by autograd; null where there is none."""

    x: list[float]
    value: list[float | None]
    slope: list[float | None]


class CurveQuestion(TypedDict):
    """A function of one variable over a range."""

    expression: str
    variable: str
    values: NotRequired[dict[str, float]]
    """Of all other names."""
    low: float
    high: float
    count: NotRequired[int]


class Units(TypedDict):
    """Those in which x1, x2 and a label are given; of a data set, and of classes, offset 0 and factor 1."""

    x1: AxisUnits
    x2: AxisUnits
    label: AxisUnits
    """Of a regression; its losses are of places, not of values."""


class DataPoints(TypedDict):
    """All points: rows of x1, x2, label."""

    train: list[list[float]]
    test: list[list[float]]
    task: Task
    class_names: list[str]
    """Of the classes in order; none for a regression."""
    scale: float
    """The largest label of a regression, at least 1; 1 for classes."""
    units: Units
    """Those of train, test and points; the others are of the square."""
    source: Literal["generated", "points"]
    """Drawn by a data set, or one's own."""
    digest: str | None
    """Of points of one's own; null for others, as the next two."""
    points: list[list[float]] | None
    """All, in order, to the last digit."""
    sides: list[Side] | None
    """Where each of them is."""
    train_percent: float
    """With the seed, how sides are drawn."""
    seed: int
    ids: list[int]
    """Of all points, in order; of a data set the training points come first."""
    revision: int
    """Rises by one with every change of the points."""
    undo: int
    """How many edits can be undone."""
    redo: int
    """How many edits that were undone can be done again."""


class DatasetOption(TypedDict):
    """A data set, as it is unless told otherwise."""

    name: DatasetName
    task: Task
    classes: int
    """0 for a regression."""
    samples: int


class DatasetPoints(TypedDict):
    """A data set's points: rows of x1, x2, label."""

    task: Task
    classes: int
    points: list[list[float]]


class DescentPoint(TypedDict):
    """Where a walk is after so many steps."""

    step: int
    x: float | None
    value: float | None
    slope: float | None


class Descent(TypedDict):
    """A walk by torch.optim; the start is its first point."""

    points: list[DescentPoint]
    ended: DescentEnd
    """All steps are done; x left the range; there was no number."""


class DescentQuestion(TypedDict):
    """A walk down a function of one variable; what an optimizer does not use is ignored."""

    expression: str
    variable: str
    values: NotRequired[dict[str, float]]
    """Of all other names."""
    start: float
    optimizer: NotRequired[DescentOptimizer]
    learning_rate: float
    momentum: NotRequired[float]
    beta1: NotRequired[float]
    beta2: NotRequired[float]
    epsilon: NotRequired[float]
    rho: NotRequired[float]
    """RMSprop's alpha."""
    steps: int
    low: NotRequired[float | None]
    """Below it the walk ends."""
    high: NotRequired[float | None]
    """Above it the walk ends."""


class Distribution(TypedDict):
    """Where a random search draws the values of one field from."""

    distribution: DistributionName
    low: float | None
    """Of uniform, log_uniform and integer."""
    high: float | None
    """Of the same; integer includes it."""
    values: list[Any] | None
    """Of choice."""


class DivergenceObject(TypedDict):
    """When and why training diverged."""

    epoch: int
    """The epoch in which it did."""
    reason: str
    """What ran away."""


class Done(TypedDict):
    """A message was carried out."""

    id: int | str
    """Of the message."""


class Remark(TypedDict):
    """What there is to say, for whoever says it in their own words: a code, and the values it is about."""

    code: str
    values: dict[str, str | int | float | list[str | int]]


class ErrorBody(TypedDict):
    """What went wrong, for a program and for a person."""

    code: str
    message: str
    field: NotRequired[str | None]
    """Dotted path, where there is one."""
    remark: NotRequired[Remark | None]
    """The message for a program, where it has a code of its own."""


class ErrorObject(TypedDict):
    """The one shape of all errors."""

    error: ErrorBody


class ExerciseField(TypedDict):
    """One answer that is asked for."""

    name: str
    """Of a box of a graph value.s or gradient.s."""
    kind: FieldKind
    names: list[str]
    """That an expression may have in it."""
    decimals: int | None
    """That a number must have; null: it is exact."""
    options: list[str]
    """Keys, of which one is chosen, or which are put in order."""


class PartialFormulaData(TypedDict):
    """Points drawn anywhere on the square, with the labels that a formula gives them."""

    dataset: Literal["formula"]
    samples: NotRequired[int | None]
    """Number of points; null: 500, for regression 1,200; `custom` has as many as are given."""
    noise: NotRequired[float]
    train_percent: NotRequired[float]
    """Share of all points used for training; 100: there is no test data."""
    seed: NotRequired[int]
    expression: str
    """Of x1 and x2: a comparison makes two classes, a value is a number to predict."""


class PartialGeneratedData(TypedDict):
    """Points that a data set draws: which set, how many, how noisy, how they are split."""

    dataset: NotRequired[DatasetName]
    samples: NotRequired[int | None]
    """Number of points; null: 500, for regression 1,200; `custom` has as many as are given."""
    noise: NotRequired[float]
    train_percent: NotRequired[float]
    """Share of all points used for training; 100: there is no test data."""
    seed: NotRequired[int]


class PartialGivenAxis(TypedDict):
    """An axis; what is not given follows from the scale that is asked for."""

    offset: NotRequired[float | None]
    factor: NotRequired[float | None]
    title: NotRequired[str | None]


class GivenUnits(TypedDict):
    """The units of x1, x2 and label: a value is `offset + factor · place on the square`."""

    x1: NotRequired[PartialGivenAxis]
    x2: NotRequired[PartialGivenAxis]
    label: NotRequired[PartialGivenAxis]


class GivenPoints(TypedDict):
    """Points of one's own; what is not given follows from the others, or stays as it is."""

    source: NotRequired[Literal["points"] | None]
    dataset: NotRequired[Literal["custom"] | None]
    task: NotRequired[Task | None]
    """Of points of one's own; a data set has its own."""
    points: NotRequired[list[list[float]] | None]
    """Points of one's own: [x1, x2, label]; labels of classes are -1 and 1, or whole numbers from 0 to 7."""
    scale: NotRequired[Method | None]
    """How their units are brought to the square; null: fit, if they go beyond it."""
    units: NotRequired[GivenUnits | None]
    """Offsets and factors themselves; and titles."""
    digest: NotRequired[str | None]
    """Of points that are known."""
    sides: NotRequired[list[Side] | None]
    """One for each of the points; null: they are drawn."""
    class_names: NotRequired[list[str] | None]
    """Of a regression there are none; null: the labels."""
    train_percent: NotRequired[float | None]
    seed: NotRequired[int | None]
    samples: NotRequired[int | None]
    """No effect."""
    noise: NotRequired[float]
    """No effect."""


class PartialNetworkConfig(TypedDict):
    """The hidden layers, how they start, and the dropout on them."""

    hidden: NotRequired[list[int]]
    activation: NotRequired[ActivationName | list[ActivationName]]
    """One name, or one per hidden layer."""
    output: NotRequired[OutputName]
    """Of the output layer; with sigmoid and relu the labels of two classes are 0 and 1."""
    init: NotRequired[InitializerName]
    dropout: NotRequired[float]
    """On hidden units, while training."""
    seed: NotRequired[int]
    """Initial weights, minibatch order, dropout."""


class PartialTrainingConfig(TypedDict):
    """How the parameters are updated."""

    loss: NotRequired[LossName | None]
    """Null: squared_error, for K classes cross_entropy."""
    optimizer: NotRequired[OptimizerName]
    learning_rate: NotRequired[float]
    batch_size: NotRequired[int]
    shuffle: NotRequired[bool]
    momentum: NotRequired[float]
    """Of momentum and nesterov."""
    beta1: NotRequired[float]
    """Of adam and adamw."""
    beta2: NotRequired[float]
    """Of adam and adamw."""
    epsilon: NotRequired[float]
    """Of adagrad, rmsprop, adam and adamw."""
    rho: NotRequired[float]
    """RMSprop's alpha."""
    weight_decay: NotRequired[float]
    """Adamw's decoupled decay, on weights only."""
    regularization: NotRequired[RegularizerName]
    regularization_rate: NotRequired[float]
    clip_norm: NotRequired[float | None]
    """Largest norm of all gradients together; null: none."""
    huber_delta: NotRequired[float]
    class_weight: NotRequired[Literal["balanced"] | None]
    """Balanced: every class weighs as much as any other, however many points it has."""
    schedule: NotRequired[ScheduleName]
    schedule_epochs: NotRequired[int]
    schedule_factor: NotRequired[float]
    """Of step, exponential and linear."""
    warmup_epochs: NotRequired[int]
    """Of warmup_cosine."""
    engine: NotRequired[EngineName]


class PartialConfig(TypedDict):
    """A whole experiment. Every field has a default; `Config()` is the default network on the circle."""

    data: NotRequired[PartialFormulaData | PartialGeneratedData | GivenPoints]
    features: NotRequired[list[FeatureName]]
    network: NotRequired[PartialNetworkConfig]
    training: NotRequired[PartialTrainingConfig]


class PartialDistribution(TypedDict):
    """Where a random search draws the values of one field from."""

    distribution: DistributionName
    low: NotRequired[float | None]
    """Of uniform, log_uniform and integer."""
    high: NotRequired[float | None]
    """Of the same; integer includes it."""
    values: NotRequired[list[Any] | None]
    """Of choice."""


class PartialRandomSearch(TypedDict):
    """Points drawn at random, every field from a distribution of its own."""

    points: int
    """How many points are drawn."""
    seed: NotRequired[int]
    """Of the draws."""
    distributions: dict[str, PartialDistribution]
    """By dotted path."""


class PartialStop(TypedDict):
    """The stop condition of a run, looked at after every epoch; whatever is met first ends the run.

    `test_loss_below` and `accuracy_above` are the goal: a run succeeds at the first epoch at which those that
    are given hold together.
    """

    epochs: NotRequired[int]
    """Epochs at most."""
    test_loss_below: NotRequired[float | None]
    """The goal: a test loss below this."""
    accuracy_above: NotRequired[float | None]
    """The goal: a test accuracy, as a share, above this; for classes only."""
    patience: NotRequired[int | None]
    """Epochs without a new lowest test loss after which a run is given up."""
    seconds: NotRequired[float | None]
    """Seconds of training at most; it ends at the last whole epoch until then."""


class Experiment(TypedDict):
    """What is to be run: a config, the points around it, the seeds of each point, and when a run stops."""

    config: NotRequired[PartialConfig]
    """The base: every field is optional."""
    grid: NotRequired[dict[str, list[Any]]]
    """Values of config fields by dotted path: every combination is a point."""
    random: NotRequired[PartialRandomSearch | None]
    """A random search, in the place of a grid."""
    seeds: NotRequired[int | list[int]]
    """Values of network.seed for every point; a number n: 1 to n."""
    stop: NotRequired[PartialStop]
    max_runs: NotRequired[int]
    """Refuse the experiment if it has more runs."""


class RandomSearch(TypedDict):
    """Points drawn at random, every field from a distribution of its own."""

    points: int
    """How many points are drawn."""
    seed: int
    """Of the draws."""
    distributions: dict[str, Distribution]
    """By dotted path."""


class Stop(TypedDict):
    """The stop condition of a run, looked at after every epoch; whatever is met first ends the run.

    `test_loss_below` and `accuracy_above` are the goal: a run succeeds at the first epoch at which those that
    are given hold together.
    """

    epochs: int
    """Epochs at most."""
    test_loss_below: float | None
    """The goal: a test loss below this."""
    accuracy_above: float | None
    """The goal: a test accuracy, as a share, above this; for classes only."""
    patience: int | None
    """Epochs without a new lowest test loss after which a run is given up."""
    seconds: float | None
    """Seconds of training at most; it ends at the last whole epoch until then."""


class ExperimentState(TypedDict):
    """What was asked for, and how far it has come."""

    id: str
    kind: ExperimentKind
    status: ExperimentStatus
    waiting: str | None
    """Why nothing is trained at present; null: nothing is in the way."""
    created_at: float
    """Seconds since 1970."""
    finished_at: float | None
    points: int
    runs: int
    done: int
    succeeded: int | None
    """Runs that reached the goal; null: there is none."""
    diverged: int
    config: Config
    grid: dict[str, list[Any]]
    random: RandomSearch | None
    seeds: int | list[int]
    stop: Stop


class Experiments(TypedDict):
    """A page of experiments, and how many there are on all pages."""

    total: int
    experiments: list[ExperimentState]


class FeatureMap(TypedDict):
    """A feature over the square, scaled to [-1, 1]. Row 0 is the largest x2."""

    values: list[list[float]]


class FeatureOption(TypedDict):
    """An input of the network."""

    name: FeatureName


class Witness(TypedDict):
    """A point at which a formula differs from the truth."""

    point: dict[str, float]
    yours: float | None
    """Null: not defined there."""
    truth: float
    name: str
    """By what is derived."""


class FieldVerdict(TypedDict):
    """What is to be said of an answer."""

    verdict: AnswerVerdict
    trap: NotRequired[str | None]
    """The error that gives this answer; of a right one, a note."""
    about: NotRequired[dict[str, str | float] | None]
    """What the text of the trap names."""
    witness: NotRequired[Witness | None]
    """Of a formula that is wrong otherwise."""
    error: NotRequired[AnswerError | None]
    """Of an answer that is unreadable."""
    read_as: NotRequired[str | None]
    """The tree that was read, as an S-expression."""


class FirstRow(TypedDict):
    """A row as it is understood."""

    line: int
    x1: float
    x2: float
    label: float | str
    """Of a class its name."""
    side: Side | None


class Gradients(TypedDict):
    """The gradient of the unpenalised loss over the whole training set, in the layout of the parameters."""

    gradients: list[float]


class GraphNode(TypedDict):
    """An operation, an input or a number, in the order of the forward pass."""

    id: int
    name: str | None
    """Of an input or a line; null: within a line."""
    op: str
    """Input, const, or the operation."""
    inputs: list[int]
    """Ids of what it is done to."""
    local: NotRequired[list[float | None] | None]
    """Its derivative by each input, of operations alone."""
    exponent: NotRequired[float | None]
    """Of a power."""
    value: float | None
    gradient: float | None
    """Of the output, times what arrives there."""
    nudged: NotRequired[float | None]
    """The same as a central difference, of inputs alone."""


class GraphTrouble(TypedDict):
    """The node at which a number is first not finite."""

    node: int
    code: Trouble
    """Too large, or no number at all."""


class Graph(TypedDict):
    """A program as a graph, with all values and gradients by autograd."""

    nodes: list[GraphNode]
    output: int
    trouble: GraphTrouble | None
    """Null where all is finite."""


class GraphQuestion(TypedDict):
    """A program: lines that each name an expression in the names before it; the last one is the output."""

    lines: list[list[str]]
    """Name and expression."""
    values: dict[str, float]
    """Of the inputs, in the order in which they are told."""
    upstream: NotRequired[float]
    """The gradient that arrives at the output."""


class Health(TypedDict):
    """Alive."""

    status: Literal["ok"]
    version: str
    sessions: int
    kernels: Literal["ready", "compiling"]


class RunHistory(TypedDict):
    """The thinned losses of one run among others."""

    epochs: list[int]
    train_loss: list[float | None]
    test_loss: list[float | None]
    run: int


class Histories(TypedDict):
    """A page of losses, and how many runs there are on all pages."""

    total: int
    histories: list[RunHistory]


class History(TypedDict):
    """The thinned losses of a run."""

    epochs: list[int]
    train_loss: list[float | None]
    test_loss: list[float | None]


class MetricsObject(TypedDict):
    """How well the network does. Losses never include the penalty; the accuracy of a regression is null."""

    train_loss: float | None
    """Null where it is not finite, in the middle of a divergence."""
    test_loss: float | None
    train_accuracy: float | None
    """Share of right answers; null for a regression."""
    test_accuracy: float | None
    learning_rate: float
    """Of the present epoch, as the schedule has it."""
    epochs_per_second: float
    """Measured; 0 while training stands still."""


class LayerObject(TypedDict):
    """A hidden layer."""

    units: int
    activation: ActivationName


class StructureObject(TypedDict):
    """The network's shape."""

    features: list[FeatureName]
    layers: list[LayerObject]
    """The hidden ones."""
    outputs: int
    """Output units: one, or one per class."""
    parameters: int
    """How many."""


class Omission(TypedDict):
    """Rows that were left out."""

    reason: str
    remark: Remark
    """The reason, for whoever says it in words of their own."""
    count: int
    lines: list[int]
    """The first of them."""


class Sample(TypedDict):
    """Some of the rows, drawn with a seed."""

    of: int
    seed: int


class ScaleReport(TypedDict):
    """How the units of the file are brought to the square."""

    method: Method
    x1: AxisReport
    x2: AxisReport
    label: AxisReport
    """Of classes 0 and 1."""


class Range(TypedDict):
    """The least and the largest value."""

    least: float
    largest: float


class Report(TypedDict):
    """How a table was understood."""

    format: Literal["text", "json", "arff", "parquet", "arrow", "npz", "arrays"]
    encoding: str | None
    delimiter: Literal[",", ";", "\t", "|", " "] | None
    decimal: Literal[".", ","] | None
    """Null: no number has a fraction."""
    header: bool
    columns: list[Column]
    x1: Choice
    x2: Choice
    label: Choice
    split: Choice | None
    task: Task
    task_why: Literal[
        "asked", "words", "booleans", "few numbers", "many numbers", "fractions", "no repetitions"
    ]
    classes: list[ClassCount]
    comments: int
    """Lines that were skipped because they begin with # or %."""
    rows: int
    """In the file."""
    used: int
    """In the table that is made."""
    left_out: list[Omission]
    sample: Sample | None
    scale: ScaleReport
    ranges: dict[str, Range]
    first: list[FirstRow]


class ImportedSession(TypedDict):
    """A session that was made from a file."""

    watch_id: str
    """Who has it may look."""
    watch_url: str
    """The page for those who look."""
    status: SessionStatus
    speed: float | None
    """Asked epochs a second; null: as fast as it goes."""
    task: Task
    classes: int
    """0 for a regression."""
    label_scale: float
    """By what maps of a regression are divided; 1 for classes."""
    units: Units
    """Those of points and predictions; maps and losses are of the square."""
    config: Config
    epoch: int
    """Epochs begun and ended since the start."""
    step: int
    """Updates since the start."""
    engine: Literal["fused", "autograd"]
    """What performs the steps now."""
    pristine: bool
    """Whether nothing but training changed the parameters since epoch 0."""
    divergence: DivergenceObject | None
    """Null unless training has diverged."""
    metrics: MetricsObject
    structure: StructureObject
    id: str
    """Who has it may steer."""
    url: str
    """The page with this session."""
    report: Report | None
    """How a table was understood; null for other files."""


class LabEntry(TypedDict):
    """A lab and its exercises."""

    id: str
    exercises: list[str]


class LabExercise(TypedDict):
    """An exercise with the numbers of a seed."""

    id: str
    seed: int
    values: dict[str, float]
    lines: list[list[str]]
    """Of the program that it is about; none: of no program."""
    fields: list[ExerciseField]


class Labs(TypedDict):
    """All labs in the order of the lecture, and what they may ask."""

    version: str
    labs: list[LabEntry]
    notebooks: list[str]
    limits: dict[str, int]


class LayerGradient(TypedDict):
    """The gradients of the weights of a layer."""

    units: int
    activation: ActivationName
    rms: float
    """Their root mean square."""
    largest: float
    """In size."""


class LayerGradients(TypedDict):
    """From the first hidden layer to the output."""

    layers: list[LayerGradient]


class LayersQuestion(TypedDict):
    """A network, before its first step."""

    config: PartialConfig


class LinearQuestion(TypedDict):
    """A weight w that learns ŷ = w·x from points by the cost (ŷ - y)²."""

    points: list[list[float]]
    mode: LinearMode
    """An update by each point in turn, or by the mean cost of all."""
    w: float
    learning_rate: float
    steps: int


class LinearRow(TypedDict):
    """One update; of all points at once the first four are null, cost and gradient are means."""

    x: float | None
    y: float | None
    output: float | None
    error: float | None
    cost: float | None
    gradient: float | None
    w: float | None
    """After the update."""


class LinearSteps(TypedDict):
    """The updates by torch.optim.SGD."""

    rows: list[LinearRow]
    ended: DescentEnd
    """All steps are done, or there was no number."""


class LossOption(TypedDict):
    """A loss."""

    name: LossName
    tasks: list[Problem]
    """That it is for."""
    parameters: list[str]
    """Fields of the config that it uses."""


class Losses(TypedDict):
    """The thinned losses of the whole run."""

    epochs: list[int]
    train_loss: list[float | None]
    test_loss: list[float | None]


class PointMove(TypedDict):
    """A point, and where it goes."""

    id: int
    x1: float
    x2: float


class MovePoints(TypedDict):
    """Points to other places: all of them, or none if one is wrong."""

    gesture: NotRequired[str | int | None]
    """Edits that follow each other and have the same are undone together."""
    moves: list[PointMove]


class NewRun(TypedDict):
    """A config to be run with one or more seeds."""

    config: NotRequired[PartialConfig]
    """Every field is optional."""
    seeds: NotRequired[int | list[int]]
    """Values of network.seed; a number n: 1 to n."""
    stop: NotRequired[PartialStop]


class NewSession(TypedDict):
    """What a session starts with."""

    config: NotRequired[PartialConfig]
    """Every field is optional."""


class Notice(TypedDict):
    """Something to tell people."""

    code: NoticeCode
    message: str


class OptimizerOption(TypedDict):
    """An optimizer."""

    name: OptimizerName
    parameters: list[str]
    """Fields of the config that it uses."""


class ScheduleOption(TypedDict):
    """A schedule of the learning rate."""

    name: ScheduleName
    parameters: list[str]
    """Fields of the config that it uses."""


class Options(TypedDict):
    """All choices, ranges, steps, valid combinations and defaults."""

    fields: dict[str, dict[str, Any]]
    """Type, bounds and default, by the field's dotted path."""
    datasets: list[DatasetOption]
    features: list[FeatureOption]
    activations: list[ActivationName]
    initializers: list[InitializerName]
    losses: list[LossOption]
    """With the tasks they are for, and the fields they use."""
    optimizers: list[OptimizerOption]
    regularizers: list[RegularizerName]
    schedules: list[ScheduleOption]
    engines: list[EngineName]
    speeds: list[float | None]
    """Epochs a second; null: as fast as it goes."""
    learning_rates: list[float]
    regularization_rates: list[float]
    limits: dict[str, float]
    defaults: Config


class OwnedSession(TypedDict):
    """A session as whoever may steer it sees it."""

    watch_id: str
    """Who has it may look."""
    watch_url: str
    """The page for those who look."""
    status: SessionStatus
    speed: float | None
    """Asked epochs a second; null: as fast as it goes."""
    task: Task
    classes: int
    """0 for a regression."""
    label_scale: float
    """By what maps of a regression are divided; 1 for classes."""
    units: Units
    """Those of points and predictions; maps and losses are of the square."""
    config: Config
    epoch: int
    """Epochs begun and ended since the start."""
    step: int
    """Updates since the start."""
    engine: Literal["fused", "autograd"]
    """What performs the steps now."""
    pristine: bool
    """Whether nothing but training changed the parameters since epoch 0."""
    divergence: DivergenceObject | None
    """Null unless training has diverged."""
    metrics: MetricsObject
    structure: StructureObject
    id: str
    """Who has it may steer."""
    url: str
    """The page with this session."""


class ParameterEdit(TypedDict):
    """One weight or bias, set by hand."""

    layer: int
    """1: first hidden layer; the output layer is the last."""
    unit: int
    input: Literal["bias"] | int
    """Index of the input, or `bias`."""
    value: float


class Parameters(TypedDict):
    """All parameters in one list: layer by layer, weight (out x in, row by row), then bias."""

    parameters: list[float]


class Pause(TypedDict):
    """Stop training, a `step` in progress included."""


class PerceptronCycle(TypedDict):
    """After the last correction, the one from this place on comes again, and so do all others."""

    start: int
    length: int


class Perceptron(TypedDict):
    """All corrections from zero weights on; sign(0) is -1."""

    corrections: list[Correction]
    presentations: int
    """How many points were shown."""
    ended: PerceptronEnd
    """A whole pass is right; it repeats for ever; so many were shown."""
    cycle: PerceptronCycle | None
    margin: float | None
    """The best of any line, the bias as a third coordinate; null: none."""
    radius: float
    """The farthest point, the third coordinate included."""
    bound: float | None
    """On the corrections: (radius / margin)²."""
    line_margin: float | None
    """Of the line that was asked, negative if a point is wrong."""


class PerceptronQuestion(TypedDict):
    """Points with their classes, which Rosenblatt's rule is shown one by one, again and again."""

    points: list[list[float | BinaryClass]]
    order_seed: NotRequired[int | None]
    """Of the order of all passes; null: as listed."""
    bias: NotRequired[bool]
    most: NotRequired[int]
    line: NotRequired[list[float] | None]
    """W1, w2, b of a line whose margin is asked."""


class Play(TypedDict):
    """Train until told otherwise."""

    epochs_per_second: NotRequired[float | None]
    """Null: as fast as it goes."""


class Rate(TypedDict):
    """A share with its 95 % Wilson interval."""

    rate: float
    low: float
    high: float


class Quartiles(TypedDict):
    """Where a quarter, a half and three quarters of the values lie below."""

    q1: float
    median: float
    q3: float


class Point(TypedDict):
    """A point's seeds together, as far as they are done."""

    point: int
    values: dict[str, Any]
    runs: int
    success: Rate | None
    """Null: there is no goal, or no run is done."""
    test_loss: Quartiles | None
    epochs_to_success: Quartiles | None
    """Null: no run succeeded."""


class Points(TypedDict):
    """A page of points, and how many there are on all pages."""

    total: int
    points: list[Point]


class PointsToPredict(TypedDict):
    """Points of the plane, or beyond, in the units of the data."""

    points: list[list[float]]


class Predictions(TypedDict):
    """The output for each point; one number, or one per class."""

    outputs: list[float] | list[list[float]]


class ReadTable(TypedDict):
    """A table as it is understood, in the units of its file: what a preview shows."""

    report: Report
    points: list[list[float]]
    """X1, x2, label, as a config takes them."""
    sides: list[Side] | None
    """Of each of them; null: the table does not say."""
    class_names: list[str]
    """Of the classes in order; none for a regression."""
    units: Units
    """By which the points are brought to the square, as a config takes them."""


class RedoPoints(TypedDict):
    """Does the last edit again that was undone; where there is none, nothing."""


class Refused(TypedDict):
    """A message was refused."""

    id: int | str | None
    """Of the message; null: it had none."""
    error: ErrorBody


class Regenerate(TypedDict):
    """Fresh points; the network stays."""

    seed: NotRequired[Literal["same", "new"] | int]
    """`new`: a seed is drawn."""


class RemovePoints(TypedDict):
    """Takes points out: all of them, or none if one is wrong."""

    gesture: NotRequired[str | int | None]
    """Edits that follow each other and have the same are undone together."""
    ids: list[int]


class Reset(TypedDict):
    """Fresh weights at epoch 0, paused."""

    seed: NotRequired[Literal["same", "new"] | int]
    """`same`: the same weights again; `new`: a seed is drawn."""


class Restore(TypedDict):
    """Go back to the nearest kept snapshot, paused."""

    epoch: int


class Result(TypedDict):
    """One run: where it ended and why."""

    run: int
    point: int
    values: dict[str, Any]
    """What the point changes in the config, by dotted path."""
    seed: int
    reason: Reason
    """What ended it."""
    succeeded: bool | None
    """Null: there is no goal."""
    epochs: int
    """Epochs taken; to success, where it succeeded."""
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    best: Best
    seconds: float
    train_recall: list[float | None] | None
    """At the end; null for a regression."""
    test_recall: list[float | None] | None
    """Null where there is no test data, too."""
    train_precision: list[float | None] | None
    test_precision: list[float | None] | None


class ResultDetails(TypedDict):
    """One run with all that remains of it."""

    run: int
    point: int
    values: dict[str, Any]
    """What the point changes in the config, by dotted path."""
    seed: int
    reason: Reason
    """What ended it."""
    succeeded: bool | None
    """Null: there is no goal."""
    epochs: int
    """Epochs taken; to success, where it succeeded."""
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    best: Best
    seconds: float
    train_recall: list[float | None] | None
    """At the end; null for a regression."""
    test_recall: list[float | None] | None
    """Null where there is no test data, too."""
    train_precision: list[float | None] | None
    test_precision: list[float | None] | None
    config: Config
    history: History
    parameters: list[float]
    """Layer by layer, weight (out x in, row by row), then bias."""


class Results(TypedDict):
    """A page of results, and how many there are on all pages."""

    total: int
    success: Rate | None
    results: list[Result]


class SessionObject(TypedDict):
    """A session; `id` and `url` are for whoever may steer it."""

    watch_id: str
    """Who has it may look."""
    watch_url: str
    """The page for those who look."""
    status: SessionStatus
    speed: float | None
    """Asked epochs a second; null: as fast as it goes."""
    task: Task
    classes: int
    """0 for a regression."""
    label_scale: float
    """By what maps of a regression are divided; 1 for classes."""
    units: Units
    """Those of points and predictions; maps and losses are of the square."""
    config: Config
    epoch: int
    """Epochs begun and ended since the start."""
    step: int
    """Updates since the start."""
    engine: Literal["fused", "autograd"]
    """What performs the steps now."""
    pristine: bool
    """Whether nothing but training changed the parameters since epoch 0."""
    divergence: DivergenceObject | None
    """Null unless training has diverged."""
    metrics: MetricsObject
    structure: StructureObject
    id: NotRequired[str]
    """Who has it may steer."""
    url: NotRequired[str]
    """The page with this session."""


class Snapshots(TypedDict):
    """The epochs one can go back to."""

    epochs: list[int]


class SolvedField(TypedDict):
    """A right answer."""

    text: str
    value: float | None
    """Null of formulas, choices and orders."""


class Solution(TypedDict):
    """A right answer to each field."""

    fields: dict[str, SolvedField]


class Step(TypedDict):
    """Train a number of epochs, or of optimizer steps, then stop."""

    epochs: NotRequired[int | None]
    steps: NotRequired[int | None]


class UndoPoints(TypedDict):
    """Takes the last edit of the points back; where there is none, nothing."""


class Verdicts(TypedDict):
    """What is to be said of the answers that were given."""

    right: int
    total: int
    """Fields of the exercise."""
    fields: dict[str, FieldVerdict]


class WatchedSession(TypedDict):
    """A session as a watcher sees it."""

    watch_id: str
    """Who has it may look."""
    watch_url: str
    """The page for those who look."""
    status: SessionStatus
    speed: float | None
    """Asked epochs a second; null: as fast as it goes."""
    task: Task
    classes: int
    """0 for a regression."""
    label_scale: float
    """By what maps of a regression are divided; 1 for classes."""
    units: Units
    """Those of points and predictions; maps and losses are of the square."""
    config: Config
    epoch: int
    """Epochs begun and ended since the start."""
    step: int
    """Updates since the start."""
    engine: Literal["fused", "autograd"]
    """What performs the steps now."""
    pristine: bool
    """Whether nothing but training changed the parameters since epoch 0."""
    divergence: DivergenceObject | None
    """Null unless training has diverged."""
    metrics: MetricsObject
    structure: StructureObject
