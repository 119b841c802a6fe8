/** What travels, as types. Written by `make wire`, from OpenAPI: not by hand. The browser never loads it. */
declare namespace Wire {
  type ActivationName = "tanh" | "relu" | "sigmoid" | "linear" | "leaky_relu" | "elu" | "gelu" | "silu" | "softplus" |
    "sin";
  type AnswerVerdict = "right" | "wrong" | "rounded" | "unreadable";
  type InitializerName = "classic" | "xavier_uniform" | "xavier_normal" | "kaiming_uniform" | "kaiming_normal" | "pytorch"
    | "zeros";
  type BinaryClass = -1 | 1;
  type Side = "train" | "test";
  type DatasetName = "circle" | "xor" | "gauss" | "spiral" | "moons" | "rings" | "checkerboard" | "sine" | "linear" |
    "blobs3" | "blobs5" | "pinwheel3" | "pinwheel5" | "plane" | "multi_gauss" | "ripple" | "saddle" | "formula" |
    "custom";
  type FeatureName = "x1" | "x2" | "x1^2" | "x2^2" | "x1x2" | "sin(x1)" | "sin(x2)" | "cos(x1)" | "cos(x2)" | "r";
  type OutputName = "auto" | "tanh" | "sigmoid" | "linear" | "relu";
  type LossName = "squared_error" | "mse" | "mae" | "huber" | "hinge" | "cross_entropy";
  type OptimizerName = "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam" | "adamw";
  type RegularizerName = "none" | "l1" | "l2";
  type ScheduleName = "constant" | "step" | "exponential" | "linear" | "cosine" | "warmup_cosine";
  type EngineName = "auto" | "autograd" | "fused";
  type Task = "classification" | "regression";
  type DescentEnd = "steps" | "left" | "not_finite";
  type DescentOptimizer = "sgd" | "momentum" | "nesterov" | "rmsprop" | "adam";
  type DistributionName = "uniform" | "log_uniform" | "integer" | "choice";
  type FieldKind = "number" | "graph" | "expression" | "choice" | "order" | "place" | "interval";
  type Method = "fit" | "standard" | "none";
  type ExperimentKind = "run" | "sweep";
  type ExperimentStatus = "running" | "finished" | "cancelled" | "failed";
  type Trouble = "overflow" | "undefined";
  type SessionStatus = "paused" | "playing" | "diverged";
  type LinearMode = "point" | "batch";
  type Problem = "two_classes" | "k_classes" | "regression";
  type NoticeCode = "diverged" | "busy" | "expiring";
  type PerceptronEnd = "separated" | "cycle" | "most";
  type Reason = "goal" | "epochs" | "patience" | "seconds" | "diverged";
  /** Further points, each on a side that is drawn for it. */
  type AddPoints = {
    /** Edits that follow each other and have the same are undone together. */
    gesture?: string | number | null;
    /** X1, x2, label; a label beyond those there are is a further class. */
    points: [number, number, number][];
    /** Rising, above all that were given; null: the next ones. */
    ids?: number[] | null;
  };
  /** Why an answer cannot be read. */
  type AnswerError = {
    /** A code of the expressions, or not_a_number. */
    code: string;
    /** The character, from 0. */
    at: number;
  };
  /** Answers to some or all fields of an exercise. */
  type AnswersToCheck = {
    seed?: number;
    /** Text by field; of an order the keys, with commas or blanks between. */
    answers: Record<string, string>;
  };
  /** ŷ(x) = bias + Σ output·f(w·x + b). */
  type HiddenNeurons = {
    activation: ActivationName;
    /** W and b of each neuron. */
    hidden: [number, number][];
    /** Its weight. */
    output: number[];
    bias: number;
  };
  /** A network beside its function, on 2,001 places. */
  type Approximation = {
    /** The largest distance. */
    gap: number;
    /** Where it is first. */
    at: number;
    /** How many the network has. */
    parameters: number;
    network: HiddenNeurons;
    /** The mean squared error in training; null of a given network. */
    loss: number | null;
    /** Of a session that trains the same; null of a given network. */
    config: Record<string, any> | null;
  };
  /** One hidden layer, trained on 180 of 200 even points: Adam 0.01, batches of 20, a cosine over 2,000. */
  type HiddenTraining = {
    activation?: ActivationName;
    /** Null: pytorch for relu, else xavier_uniform. */
    init?: InitializerName | null;
    width: number;
    seed?: number;
    epochs?: number;
  };
  /** How far a network is from a function of x; it is given, or trained. */
  type ApproximationQuestion = {
    function: string;
    low?: number;
    high?: number;
    network?: HiddenNeurons | null;
    train?: HiddenTraining | null;
  };
  /** A value of the file is `offset + factor · place on the square`. */
  type AxisReport = {
    offset: number;
    factor: number;
  };
  /** A value is `offset + factor · place on the square`. */
  type AxisUnits = {
    offset: number;
    factor: number;
    title: string;
  };
  /** The epoch with the lowest test loss. */
  type Best = {
    epoch: number;
    train_loss: number | null;
    test_loss: number | null;
    train_accuracy: number | null;
    test_accuracy: number | null;
  };
  /** A unit's output over the square. Row 0 is the largest x2; for K classes there are K grids. The axes are in the units
    of the data, and so is what a regression predicts. */
  type Boundary = {
    x1: number[];
    x2: number[];
    values: number[][] | number[][][];
  };
  /** Points of one's own that have changed since the revision before; all others are as they were. */
  type ChangedPoints = {
    /** That of the points now. */
    revision: number;
    /** Id, x1, x2, label, side. */
    added: [number, number, number, number, Side][];
    /** Id, x1, x2. */
    moved: [number, number, number][];
    /** Ids. */
    removed: number[];
    /** Of all points; the config's in the session object, from now on. */
    digest: string;
    /** How many edits can be undone. */
    undo: number;
    /** How many edits that were undone can be done again. */
    redo: number;
  };
  /** A column that was taken. */
  type Choice = {
    /** Its number, from 1. */
    column: number;
    name: string | null;
    /** Asked for, told by its name, or by its position. */
    why: "asked" | "name" | "position";
  };
  /** A class, and how many rows have it. */
  type ClassCount = {
    name: string;
    label: number;
    count: number;
  };
  /** What gives the same network again: where tinkernet is installed, and in a shell. */
  type Code = {
    python: string;
    curl: string;
  };
  /** A column of the file. */
  type Column = {
    name: string | null;
    kind: "number" | "word" | "boolean" | "missing";
  };
  /** Points drawn anywhere on the square, with the labels that a formula gives them. */
  type FormulaData = {
    dataset: "formula";
    /** Number of points; null: 500, for regression 1,200; `custom` has as many as are given. */
    samples: number | null;
    noise: number;
    /** Share of all points used for training; 100: there is no test data. */
    train_percent: number;
    seed: number;
    /** Of x1 and x2: a comparison makes two classes, a value is a number to predict. */
    expression: string;
  };
  /** Points that a data set draws: which set, how many, how noisy, how they are split. */
  type GeneratedData = {
    dataset: DatasetName;
    /** Number of points; null: 500, for regression 1,200; `custom` has as many as are given. */
    samples: number | null;
    noise: number;
    /** Share of all points used for training; 100: there is no test data. */
    train_percent: number;
    seed: number;
  };
  /** Points of one's own that are known already. */
  type PointsReference = {
    source: "points";
    /** Of the points with their sides; GET …/data gives them. */
    digest: string;
  };
  /** The hidden layers, how they start, and the dropout on them. */
  type NetworkConfig = {
    hidden: number[];
    /** One name, or one per hidden layer. */
    activation: ActivationName | ActivationName[];
    /** Of the output layer; with sigmoid and relu the labels of two classes are 0 and 1. */
    output: OutputName;
    init: InitializerName;
    /** On hidden units, while training. */
    dropout: number;
    /** Initial weights, minibatch order, dropout. */
    seed: number;
  };
  /** How the parameters are updated. */
  type TrainingConfig = {
    /** Null: squared_error, for K classes cross_entropy. */
    loss: LossName | null;
    optimizer: OptimizerName;
    learning_rate: number;
    batch_size: number;
    shuffle: boolean;
    /** Of momentum and nesterov. */
    momentum: number;
    /** Of adam and adamw. */
    beta1: number;
    /** Of adam and adamw. */
    beta2: number;
    /** Of adagrad, rmsprop, adam and adamw. */
    epsilon: number;
    /** RMSprop's alpha. */
    rho: number;
    /** Adamw's decoupled decay, on weights only. */
    weight_decay: number;
    regularization: RegularizerName;
    regularization_rate: number;
    /** Largest norm of all gradients together; null: none. */
    clip_norm: number | null;
    huber_delta: number;
    /** Balanced: every class weighs as much as any other, however many points it has. */
    class_weight: "balanced" | null;
    schedule: ScheduleName;
    schedule_epochs: number;
    /** Of step, exponential and linear. */
    schedule_factor: number;
    /** Of warmup_cosine. */
    warmup_epochs: number;
    engine: EngineName;
  };
  /** A whole experiment. Every field has a default; `Config()` is the default network on the circle. */
  type Config = {
    data: FormulaData | GeneratedData | PointsReference;
    features: FeatureName[];
    network: NetworkConfig;
    training: TrainingConfig;
  };
  /** How many points of each class (rows) are taken for each class (columns), and what follows from it. */
  type Confusion = {
    counts: number[][];
    /** Of the points of each class, the share that is taken for it. */
    recall: (number | null)[];
    /** Of the points taken for each class, the share that is of it. */
    precision: (number | null)[];
  };
  /** Which classes are taken for which, as the network is now. */
  type Confusions = {
    /** In the order of rows and columns; none for a regression. */
    class_names: string[];
    /** Null for a regression. */
    train: Confusion | null;
    /** Null where there is no test data, too. */
    test: Confusion | null;
  };
  /** What changed when the machine was wrong. */
  type Correction = {
    /** From 0. */
    presentation: number;
    /** Its place in the list. */
    point: number;
    /** W·x + b before. */
    s: number;
    /** After. */
    w: number[];
    /** After. */
    b: number;
  };
  /** A function and its derivative by autograd; null where there is none. */
  type Curve = {
    x: number[];
    value: (number | null)[];
    slope: (number | null)[];
  };
  /** A function of one variable over a range. */
  type CurveQuestion = {
    expression: string;
    variable: string;
    /** Of all other names. */
    values?: Record<string, number>;
    low: number;
    high: number;
    count?: number;
  };
  /** Those in which x1, x2 and a label are given; of a data set, and of classes, offset 0 and factor 1. */
  type Units = {
    x1: AxisUnits;
    x2: AxisUnits;
    /** Of a regression; its losses are of places, not of values. */
    label: AxisUnits;
  };
  /** All points: rows of x1, x2, label. */
  type DataPoints = {
    train: [number, number, number][];
    test: [number, number, number][];
    task: Task;
    /** Of the classes in order; none for a regression. */
    class_names: string[];
    /** The largest label of a regression, at least 1; 1 for classes. */
    scale: number;
    /** Those of train, test and points; the others are of the square. */
    units: Units;
    /** Drawn by a data set, or one's own. */
    source: "generated" | "points";
    /** Of points of one's own; null for others, as the next two. */
    digest: string | null;
    /** All, in order, to the last digit. */
    points: [number, number, number][] | null;
    /** Where each of them is. */
    sides: Side[] | null;
    /** With the seed, how sides are drawn. */
    train_percent: number;
    seed: number;
    /** Of all points, in order; of a data set the training points come first. */
    ids: number[];
    /** Rises by one with every change of the points. */
    revision: number;
    /** How many edits can be undone. */
    undo: number;
    /** How many edits that were undone can be done again. */
    redo: number;
  };
  /** A data set, as it is unless told otherwise. */
  type DatasetOption = {
    name: DatasetName;
    task: Task;
    /** 0 for a regression. */
    classes: number;
    samples: number;
  };
  /** A data set's points: rows of x1, x2, label. */
  type DatasetPoints = {
    task: Task;
    classes: number;
    points: [number, number, number][];
  };
  /** Where a walk is after so many steps. */
  type DescentPoint = {
    step: number;
    x: number | null;
    value: number | null;
    slope: number | null;
  };
  /** A walk by torch.optim; the start is its first point. */
  type Descent = {
    points: DescentPoint[];
    /** All steps are done; x left the range; there was no number. */
    ended: DescentEnd;
  };
  /** A walk down a function of one variable; what an optimizer does not use is ignored. */
  type DescentQuestion = {
    expression: string;
    variable: string;
    /** Of all other names. */
    values?: Record<string, number>;
    start: number;
    optimizer?: DescentOptimizer;
    learning_rate: number;
    momentum?: number;
    beta1?: number;
    beta2?: number;
    epsilon?: number;
    /** RMSprop's alpha. */
    rho?: number;
    steps: number;
    /** Below it the walk ends. */
    low?: number | null;
    /** Above it the walk ends. */
    high?: number | null;
  };
  /** Where a random search draws the values of one field from. */
  type Distribution = {
    distribution: DistributionName;
    /** Of uniform, log_uniform and integer. */
    low: number | null;
    /** Of the same; integer includes it. */
    high: number | null;
    /** Of choice. */
    values: any[] | null;
  };
  /** When and why training diverged. */
  type DivergenceObject = {
    /** The epoch in which it did. */
    epoch: number;
    /** What ran away. */
    reason: string;
  };
  /** A message was carried out. */
  type Done = {
    /** Of the message. */
    id: number | string;
  };
  /** What there is to say, for whoever says it in their own words: a code, and the values it is about. */
  type Remark = {
    code: string;
    values: Record<string, string | number | (string | number)[]>;
  };
  /** What went wrong, for a program and for a person. */
  type ErrorBody = {
    code: string;
    message: string;
    /** Dotted path, where there is one. */
    field?: string | null;
    /** The message for a program, where it has a code of its own. */
    remark?: Remark | null;
  };
  /** The one shape of all errors. */
  type ErrorObject = {
    error: ErrorBody;
  };
  /** One answer that is asked for. */
  type ExerciseField = {
    /** Of a box of a graph value.s or gradient.s. */
    name: string;
    kind: FieldKind;
    /** That an expression may have in it. */
    names: string[];
    /** That a number must have; null: it is exact. */
    decimals: number | null;
    /** Keys, of which one is chosen, or which are put in order. */
    options: string[];
  };
  /** Points drawn anywhere on the square, with the labels that a formula gives them. */
  type PartialFormulaData = {
    dataset: "formula";
    /** Number of points; null: 500, for regression 1,200; `custom` has as many as are given. */
    samples?: number | null;
    noise?: number;
    /** Share of all points used for training; 100: there is no test data. */
    train_percent?: number;
    seed?: number;
    /** Of x1 and x2: a comparison makes two classes, a value is a number to predict. */
    expression: string;
  };
  /** Points that a data set draws: which set, how many, how noisy, how they are split. */
  type PartialGeneratedData = {
    dataset?: DatasetName;
    /** Number of points; null: 500, for regression 1,200; `custom` has as many as are given. */
    samples?: number | null;
    noise?: number;
    /** Share of all points used for training; 100: there is no test data. */
    train_percent?: number;
    seed?: number;
  };
  /** An axis; what is not given follows from the scale that is asked for. */
  type PartialGivenAxis = {
    offset?: number | null;
    factor?: number | null;
    title?: string | null;
  };
  /** The units of x1, x2 and label: a value is `offset + factor · place on the square`. */
  type GivenUnits = {
    x1?: PartialGivenAxis;
    x2?: PartialGivenAxis;
    label?: PartialGivenAxis;
  };
  /** Points of one's own; what is not given follows from the others, or stays as it is. */
  type GivenPoints = {
    source?: "points" | null;
    dataset?: "custom" | null;
    /** Of points of one's own; a data set has its own. */
    task?: Task | null;
    /** Points of one's own: [x1, x2, label]; labels of classes are -1 and 1, or whole numbers from 0 to 7. */
    points?: [number, number, number][] | null;
    /** How their units are brought to the square; null: fit, if they go beyond it. */
    scale?: Method | null;
    /** Offsets and factors themselves; and titles. */
    units?: GivenUnits | null;
    /** Of points that are known. */
    digest?: string | null;
    /** One for each of the points; null: they are drawn. */
    sides?: Side[] | null;
    /** Of a regression there are none; null: the labels. */
    class_names?: string[] | null;
    train_percent?: number | null;
    seed?: number | null;
    /** No effect. */
    samples?: number | null;
    /** No effect. */
    noise?: number;
  };
  /** The hidden layers, how they start, and the dropout on them. */
  type PartialNetworkConfig = {
    hidden?: number[];
    /** One name, or one per hidden layer. */
    activation?: ActivationName | ActivationName[];
    /** Of the output layer; with sigmoid and relu the labels of two classes are 0 and 1. */
    output?: OutputName;
    init?: InitializerName;
    /** On hidden units, while training. */
    dropout?: number;
    /** Initial weights, minibatch order, dropout. */
    seed?: number;
  };
  /** How the parameters are updated. */
  type PartialTrainingConfig = {
    /** Null: squared_error, for K classes cross_entropy. */
    loss?: LossName | null;
    optimizer?: OptimizerName;
    learning_rate?: number;
    batch_size?: number;
    shuffle?: boolean;
    /** Of momentum and nesterov. */
    momentum?: number;
    /** Of adam and adamw. */
    beta1?: number;
    /** Of adam and adamw. */
    beta2?: number;
    /** Of adagrad, rmsprop, adam and adamw. */
    epsilon?: number;
    /** RMSprop's alpha. */
    rho?: number;
    /** Adamw's decoupled decay, on weights only. */
    weight_decay?: number;
    regularization?: RegularizerName;
    regularization_rate?: number;
    /** Largest norm of all gradients together; null: none. */
    clip_norm?: number | null;
    huber_delta?: number;
    /** Balanced: every class weighs as much as any other, however many points it has. */
    class_weight?: "balanced" | null;
    schedule?: ScheduleName;
    schedule_epochs?: number;
    /** Of step, exponential and linear. */
    schedule_factor?: number;
    /** Of warmup_cosine. */
    warmup_epochs?: number;
    engine?: EngineName;
  };
  /** A whole experiment. Every field has a default; `Config()` is the default network on the circle. */
  type PartialConfig = {
    data?: PartialFormulaData | PartialGeneratedData | GivenPoints;
    features?: FeatureName[];
    network?: PartialNetworkConfig;
    training?: PartialTrainingConfig;
  };
  /** Where a random search draws the values of one field from. */
  type PartialDistribution = {
    distribution: DistributionName;
    /** Of uniform, log_uniform and integer. */
    low?: number | null;
    /** Of the same; integer includes it. */
    high?: number | null;
    /** Of choice. */
    values?: any[] | null;
  };
  /** Points drawn at random, every field from a distribution of its own. */
  type PartialRandomSearch = {
    /** How many points are drawn. */
    points: number;
    /** Of the draws. */
    seed?: number;
    /** By dotted path. */
    distributions: Record<string, PartialDistribution>;
  };
  /** The stop condition of a run, looked at after every epoch; whatever is met first ends the run. `test_loss_below` and
    `accuracy_above` are the goal: a run succeeds at the first epoch at which those that are given hold together. */
  type PartialStop = {
    /** Epochs at most. */
    epochs?: number;
    /** The goal: a test loss below this. */
    test_loss_below?: number | null;
    /** The goal: a test accuracy, as a share, above this; for classes only. */
    accuracy_above?: number | null;
    /** Epochs without a new lowest test loss after which a run is given up. */
    patience?: number | null;
    /** Seconds of training at most; it ends at the last whole epoch until then. */
    seconds?: number | null;
  };
  /** What is to be run: a config, the points around it, the seeds of each point, and when a run stops. */
  type Experiment = {
    /** The base: every field is optional. */
    config?: PartialConfig;
    /** Values of config fields by dotted path: every combination is a point. */
    grid?: Record<string, any[]>;
    /** A random search, in the place of a grid. */
    random?: PartialRandomSearch | null;
    /** Values of network.seed for every point; a number n: 1 to n. */
    seeds?: number | number[];
    stop?: PartialStop;
    /** Refuse the experiment if it has more runs. */
    max_runs?: number;
  };
  /** Points drawn at random, every field from a distribution of its own. */
  type RandomSearch = {
    /** How many points are drawn. */
    points: number;
    /** Of the draws. */
    seed: number;
    /** By dotted path. */
    distributions: Record<string, Distribution>;
  };
  /** The stop condition of a run, looked at after every epoch; whatever is met first ends the run. `test_loss_below` and
    `accuracy_above` are the goal: a run succeeds at the first epoch at which those that are given hold together. */
  type Stop = {
    /** Epochs at most. */
    epochs: number;
    /** The goal: a test loss below this. */
    test_loss_below: number | null;
    /** The goal: a test accuracy, as a share, above this; for classes only. */
    accuracy_above: number | null;
    /** Epochs without a new lowest test loss after which a run is given up. */
    patience: number | null;
    /** Seconds of training at most; it ends at the last whole epoch until then. */
    seconds: number | null;
  };
  /** What was asked for, and how far it has come. */
  type ExperimentState = {
    id: string;
    kind: ExperimentKind;
    status: ExperimentStatus;
    /** Why nothing is trained at present; null: nothing is in the way. */
    waiting: string | null;
    /** Seconds since 1970. */
    created_at: number;
    finished_at: number | null;
    points: number;
    runs: number;
    done: number;
    /** Runs that reached the goal; null: there is none. */
    succeeded: number | null;
    diverged: number;
    config: Config;
    grid: Record<string, any[]>;
    random: RandomSearch | null;
    seeds: number | number[];
    stop: Stop;
  };
  /** A page of experiments, and how many there are on all pages. */
  type Experiments = {
    total: number;
    experiments: ExperimentState[];
  };
  /** A feature over the square, scaled to [-1, 1]. Row 0 is the largest x2. */
  type FeatureMap = {
    values: number[][];
  };
  /** An input of the network. */
  type FeatureOption = {
    name: FeatureName;
  };
  /** A point at which a formula differs from the truth. */
  type Witness = {
    point: Record<string, number>;
    /** Null: not defined there. */
    yours: number | null;
    truth: number;
    /** By what is derived. */
    name: string;
  };
  /** What is to be said of an answer. */
  type FieldVerdict = {
    verdict: AnswerVerdict;
    /** The error that gives this answer; of a right one, a note. */
    trap?: string | null;
    /** What the text of the trap names. */
    about?: Record<string, string | number> | null;
    /** Of a formula that is wrong otherwise. */
    witness?: Witness | null;
    /** Of an answer that is unreadable. */
    error?: AnswerError | null;
    /** The tree that was read, as an S-expression. */
    read_as?: string | null;
  };
  /** A row as it is understood. */
  type FirstRow = {
    line: number;
    x1: number;
    x2: number;
    /** Of a class its name. */
    label: number | string;
    side: Side | null;
  };
  /** The gradient of the unpenalised loss over the whole training set, in the layout of the parameters. */
  type Gradients = {
    gradients: number[];
  };
  /** An operation, an input or a number, in the order of the forward pass. */
  type GraphNode = {
    id: number;
    /** Of an input or a line; null: within a line. */
    name: string | null;
    /** Input, const, or the operation. */
    op: string;
    /** Ids of what it is done to. */
    inputs: number[];
    /** Its derivative by each input, of operations alone. */
    local?: (number | null)[] | null;
    /** Of a power. */
    exponent?: number | null;
    value: number | null;
    /** Of the output, times what arrives there. */
    gradient: number | null;
    /** The same as a central difference, of inputs alone. */
    nudged?: number | null;
  };
  /** The node at which a number is first not finite. */
  type GraphTrouble = {
    node: number;
    /** Too large, or no number at all. */
    code: Trouble;
  };
  /** A program as a graph, with all values and gradients by autograd. */
  type Graph = {
    nodes: GraphNode[];
    output: number;
    /** Null where all is finite. */
    trouble: GraphTrouble | null;
  };
  /** A program: lines that each name an expression in the names before it; the last one is the output. */
  type GraphQuestion = {
    /** Name and expression. */
    lines: [string, string][];
    /** Of the inputs, in the order in which they are told. */
    values: Record<string, number>;
    /** The gradient that arrives at the output. */
    upstream?: number;
  };
  /** Alive. */
  type Health = {
    status: "ok";
    version: string;
    sessions: number;
    kernels: "ready" | "compiling";
  };
  /** The thinned losses of one run among others. */
  type RunHistory = {
    epochs: number[];
    train_loss: (number | null)[];
    test_loss: (number | null)[];
    run: number;
  };
  /** A page of losses, and how many runs there are on all pages. */
  type Histories = {
    total: number;
    histories: RunHistory[];
  };
  /** The thinned losses of a run. */
  type History = {
    epochs: number[];
    train_loss: (number | null)[];
    test_loss: (number | null)[];
  };
  /** How well the network does. Losses never include the penalty; the accuracy of a regression is null. */
  type MetricsObject = {
    /** Null where it is not finite, in the middle of a divergence. */
    train_loss: number | null;
    test_loss: number | null;
    /** Share of right answers; null for a regression. */
    train_accuracy: number | null;
    test_accuracy: number | null;
    /** Of the present epoch, as the schedule has it. */
    learning_rate: number;
    /** Measured; 0 while training stands still. */
    epochs_per_second: number;
  };
  /** A hidden layer. */
  type LayerObject = {
    units: number;
    activation: ActivationName;
  };
  /** The network's shape. */
  type StructureObject = {
    features: FeatureName[];
    /** The hidden ones. */
    layers: LayerObject[];
    /** Output units: one, or one per class. */
    outputs: number;
    /** How many. */
    parameters: number;
  };
  /** Rows that were left out. */
  type Omission = {
    reason: string;
    /** The reason, for whoever says it in words of their own. */
    remark: Remark;
    count: number;
    /** The first of them. */
    lines: number[];
  };
  /** Some of the rows, drawn with a seed. */
  type Sample = {
    of: number;
    seed: number;
  };
  /** How the units of the file are brought to the square. */
  type ScaleReport = {
    method: Method;
    x1: AxisReport;
    x2: AxisReport;
    /** Of classes 0 and 1. */
    label: AxisReport;
  };
  /** The least and the largest value. */
  type Range = {
    least: number;
    largest: number;
  };
  /** How a table was understood. */
  type Report = {
    format: "text" | "json" | "arff" | "parquet" | "arrow" | "npz" | "arrays";
    encoding: string | null;
    delimiter: "," | ";" | "\t" | "|" | " " | null;
    /** Null: no number has a fraction. */
    decimal: "." | "," | null;
    header: boolean;
    columns: Column[];
    x1: Choice;
    x2: Choice;
    label: Choice;
    split: Choice | null;
    task: Task;
    task_why: "asked" | "words" | "booleans" | "few numbers" | "many numbers" | "fractions" | "no repetitions";
    classes: ClassCount[];
    /** Lines that were skipped because they begin with # or %. */
    comments: number;
    /** In the file. */
    rows: number;
    /** In the table that is made. */
    used: number;
    left_out: Omission[];
    sample: Sample | null;
    scale: ScaleReport;
    ranges: Record<string, Range>;
    first: FirstRow[];
  };
  /** A session that was made from a file. */
  type ImportedSession = {
    /** Who has it may look. */
    watch_id: string;
    /** The page for those who look. */
    watch_url: string;
    status: SessionStatus;
    /** Asked epochs a second; null: as fast as it goes. */
    speed: number | null;
    task: Task;
    /** 0 for a regression. */
    classes: number;
    /** By what maps of a regression are divided; 1 for classes. */
    label_scale: number;
    /** Those of points and predictions; maps and losses are of the square. */
    units: Units;
    config: Config;
    /** Epochs begun and ended since the start. */
    epoch: number;
    /** Updates since the start. */
    step: number;
    /** What performs the steps now. */
    engine: "fused" | "autograd";
    /** Whether nothing but training changed the parameters since epoch 0. */
    pristine: boolean;
    /** Null unless training has diverged. */
    divergence: DivergenceObject | null;
    metrics: MetricsObject;
    structure: StructureObject;
    /** Who has it may steer. */
    id: string;
    /** The page with this session. */
    url: string;
    /** How a table was understood; null for other files. */
    report: Report | null;
  };
  /** A lab and its exercises. */
  type LabEntry = {
    id: string;
    exercises: string[];
  };
  /** An exercise with the numbers of a seed. */
  type LabExercise = {
    id: string;
    seed: number;
    values: Record<string, number>;
    /** Of the program that it is about; none: of no program. */
    lines: [string, string][];
    fields: ExerciseField[];
  };
  /** All labs in the order of the lecture, and what they may ask. */
  type Labs = {
    version: string;
    labs: LabEntry[];
    notebooks: string[];
    limits: Record<string, number>;
  };
  /** The gradients of the weights of a layer. */
  type LayerGradient = {
    units: number;
    activation: ActivationName;
    /** Their root mean square. */
    rms: number;
    /** In size. */
    largest: number;
  };
  /** From the first hidden layer to the output. */
  type LayerGradients = {
    layers: LayerGradient[];
  };
  /** A network, before its first step. */
  type LayersQuestion = {
    config: PartialConfig;
  };
  /** A weight w that learns ŷ = w·x from points by the cost (ŷ - y)². */
  type LinearQuestion = {
    points: [number, number][];
    /** An update by each point in turn, or by the mean cost of all. */
    mode: LinearMode;
    w: number;
    learning_rate: number;
    steps: number;
  };
  /** One update; of all points at once the first four are null, cost and gradient are means. */
  type LinearRow = {
    x: number | null;
    y: number | null;
    output: number | null;
    error: number | null;
    cost: number | null;
    gradient: number | null;
    /** After the update. */
    w: number | null;
  };
  /** The updates by torch.optim.SGD. */
  type LinearSteps = {
    rows: LinearRow[];
    /** All steps are done, or there was no number. */
    ended: DescentEnd;
  };
  /** A loss. */
  type LossOption = {
    name: LossName;
    /** That it is for. */
    tasks: Problem[];
    /** Fields of the config that it uses. */
    parameters: string[];
  };
  /** The thinned losses of the whole run. */
  type Losses = {
    epochs: number[];
    train_loss: (number | null)[];
    test_loss: (number | null)[];
  };
  /** A point, and where it goes. */
  type PointMove = {
    id: number;
    x1: number;
    x2: number;
  };
  /** Points to other places: all of them, or none if one is wrong. */
  type MovePoints = {
    /** Edits that follow each other and have the same are undone together. */
    gesture?: string | number | null;
    moves: PointMove[];
  };
  /** A config to be run with one or more seeds. */
  type NewRun = {
    /** Every field is optional. */
    config?: PartialConfig;
    /** Values of network.seed; a number n: 1 to n. */
    seeds?: number | number[];
    stop?: PartialStop;
  };
  /** What a session starts with. */
  type NewSession = {
    /** Every field is optional. */
    config?: PartialConfig;
  };
  /** Something to tell people. */
  type Notice = {
    code: NoticeCode;
    message: string;
  };
  /** An optimizer. */
  type OptimizerOption = {
    name: OptimizerName;
    /** Fields of the config that it uses. */
    parameters: string[];
  };
  /** A schedule of the learning rate. */
  type ScheduleOption = {
    name: ScheduleName;
    /** Fields of the config that it uses. */
    parameters: string[];
  };
  /** All choices, ranges, steps, valid combinations and defaults. */
  type Options = {
    /** Type, bounds and default, by the field's dotted path. */
    fields: Record<string, Record<string, any>>;
    datasets: DatasetOption[];
    features: FeatureOption[];
    activations: ActivationName[];
    initializers: InitializerName[];
    /** With the tasks they are for, and the fields they use. */
    losses: LossOption[];
    optimizers: OptimizerOption[];
    regularizers: RegularizerName[];
    schedules: ScheduleOption[];
    engines: EngineName[];
    /** Epochs a second; null: as fast as it goes. */
    speeds: (number | null)[];
    learning_rates: number[];
    regularization_rates: number[];
    limits: Record<string, number>;
    defaults: Config;
  };
  /** A session as whoever may steer it sees it. */
  type OwnedSession = {
    /** Who has it may look. */
    watch_id: string;
    /** The page for those who look. */
    watch_url: string;
    status: SessionStatus;
    /** Asked epochs a second; null: as fast as it goes. */
    speed: number | null;
    task: Task;
    /** 0 for a regression. */
    classes: number;
    /** By what maps of a regression are divided; 1 for classes. */
    label_scale: number;
    /** Those of points and predictions; maps and losses are of the square. */
    units: Units;
    config: Config;
    /** Epochs begun and ended since the start. */
    epoch: number;
    /** Updates since the start. */
    step: number;
    /** What performs the steps now. */
    engine: "fused" | "autograd";
    /** Whether nothing but training changed the parameters since epoch 0. */
    pristine: boolean;
    /** Null unless training has diverged. */
    divergence: DivergenceObject | null;
    metrics: MetricsObject;
    structure: StructureObject;
    /** Who has it may steer. */
    id: string;
    /** The page with this session. */
    url: string;
  };
  /** One weight or bias, set by hand. */
  type ParameterEdit = {
    /** 1: first hidden layer; the output layer is the last. */
    layer: number;
    unit: number;
    /** Index of the input, or `bias`. */
    input: "bias" | number;
    value: number;
  };
  /** All parameters in one list: layer by layer, weight (out x in, row by row), then bias. */
  type Parameters = {
    parameters: number[];
  };
  /** Stop training, a `step` in progress included. */
  type Pause = {
  };
  /** After the last correction, the one from this place on comes again, and so do all others. */
  type PerceptronCycle = {
    start: number;
    length: number;
  };
  /** All corrections from zero weights on; sign(0) is -1. */
  type Perceptron = {
    corrections: Correction[];
    /** How many points were shown. */
    presentations: number;
    /** A whole pass is right; it repeats for ever; so many were shown. */
    ended: PerceptronEnd;
    cycle: PerceptronCycle | null;
    /** The best of any line, the bias as a third coordinate; null: none. */
    margin: number | null;
    /** The farthest point, the third coordinate included. */
    radius: number;
    /** On the corrections: (radius / margin)². */
    bound: number | null;
    /** Of the line that was asked, negative if a point is wrong. */
    line_margin: number | null;
  };
  /** Points with their classes, which Rosenblatt's rule is shown one by one, again and again. */
  type PerceptronQuestion = {
    points: [number, number, BinaryClass][];
    /** Of the order of all passes; null: as listed. */
    order_seed?: number | null;
    bias?: boolean;
    most?: number;
    /** W1, w2, b of a line whose margin is asked. */
    line?: [number, number, number] | null;
  };
  /** Train until told otherwise. */
  type Play = {
    /** Null: as fast as it goes. */
    epochs_per_second?: number | null;
  };
  /** A share with its 95 % Wilson interval. */
  type Rate = {
    rate: number;
    low: number;
    high: number;
  };
  /** Where a quarter, a half and three quarters of the values lie below. */
  type Quartiles = {
    q1: number;
    median: number;
    q3: number;
  };
  /** A point's seeds together, as far as they are done. */
  type Point = {
    point: number;
    values: Record<string, any>;
    runs: number;
    /** Null: there is no goal, or no run is done. */
    success: Rate | null;
    test_loss: Quartiles | null;
    /** Null: no run succeeded. */
    epochs_to_success: Quartiles | null;
  };
  /** A page of points, and how many there are on all pages. */
  type Points = {
    total: number;
    points: Point[];
  };
  /** Points of the plane, or beyond, in the units of the data. */
  type PointsToPredict = {
    points: [number, number][];
  };
  /** The output for each point; one number, or one per class. */
  type Predictions = {
    outputs: number[] | number[][];
  };
  /** A table as it is understood, in the units of its file: what a preview shows. */
  type ReadTable = {
    report: Report;
    /** X1, x2, label, as a config takes them. */
    points: [number, number, number][];
    /** Of each of them; null: the table does not say. */
    sides: Side[] | null;
    /** Of the classes in order; none for a regression. */
    class_names: string[];
    /** By which the points are brought to the square, as a config takes them. */
    units: Units;
  };
  /** Does the last edit again that was undone; where there is none, nothing. */
  type RedoPoints = {
  };
  /** A message was refused. */
  type Refused = {
    /** Of the message; null: it had none. */
    id: number | string | null;
    error: ErrorBody;
  };
  /** Fresh points; the network stays. */
  type Regenerate = {
    /** `new`: a seed is drawn. */
    seed?: "same" | "new" | number;
  };
  /** Takes points out: all of them, or none if one is wrong. */
  type RemovePoints = {
    /** Edits that follow each other and have the same are undone together. */
    gesture?: string | number | null;
    ids: number[];
  };
  /** Fresh weights at epoch 0, paused. */
  type Reset = {
    /** `same`: the same weights again; `new`: a seed is drawn. */
    seed?: "same" | "new" | number;
  };
  /** Go back to the nearest kept snapshot, paused. */
  type Restore = {
    epoch: number;
  };
  /** One run: where it ended and why. */
  type Result = {
    run: number;
    point: number;
    /** What the point changes in the config, by dotted path. */
    values: Record<string, any>;
    seed: number;
    /** What ended it. */
    reason: Reason;
    /** Null: there is no goal. */
    succeeded: boolean | null;
    /** Epochs taken; to success, where it succeeded. */
    epochs: number;
    train_loss: number | null;
    test_loss: number | null;
    train_accuracy: number | null;
    test_accuracy: number | null;
    best: Best;
    seconds: number;
    /** At the end; null for a regression. */
    train_recall: (number | null)[] | null;
    /** Null where there is no test data, too. */
    test_recall: (number | null)[] | null;
    train_precision: (number | null)[] | null;
    test_precision: (number | null)[] | null;
  };
  /** One run with all that remains of it. */
  type ResultDetails = {
    run: number;
    point: number;
    /** What the point changes in the config, by dotted path. */
    values: Record<string, any>;
    seed: number;
    /** What ended it. */
    reason: Reason;
    /** Null: there is no goal. */
    succeeded: boolean | null;
    /** Epochs taken; to success, where it succeeded. */
    epochs: number;
    train_loss: number | null;
    test_loss: number | null;
    train_accuracy: number | null;
    test_accuracy: number | null;
    best: Best;
    seconds: number;
    /** At the end; null for a regression. */
    train_recall: (number | null)[] | null;
    /** Null where there is no test data, too. */
    test_recall: (number | null)[] | null;
    train_precision: (number | null)[] | null;
    test_precision: (number | null)[] | null;
    config: Config;
    history: History;
    /** Layer by layer, weight (out x in, row by row), then bias. */
    parameters: number[];
  };
  /** A page of results, and how many there are on all pages. */
  type Results = {
    total: number;
    success: Rate | null;
    results: Result[];
  };
  /** A session; `id` and `url` are for whoever may steer it. */
  type SessionObject = {
    /** Who has it may look. */
    watch_id: string;
    /** The page for those who look. */
    watch_url: string;
    status: SessionStatus;
    /** Asked epochs a second; null: as fast as it goes. */
    speed: number | null;
    task: Task;
    /** 0 for a regression. */
    classes: number;
    /** By what maps of a regression are divided; 1 for classes. */
    label_scale: number;
    /** Those of points and predictions; maps and losses are of the square. */
    units: Units;
    config: Config;
    /** Epochs begun and ended since the start. */
    epoch: number;
    /** Updates since the start. */
    step: number;
    /** What performs the steps now. */
    engine: "fused" | "autograd";
    /** Whether nothing but training changed the parameters since epoch 0. */
    pristine: boolean;
    /** Null unless training has diverged. */
    divergence: DivergenceObject | null;
    metrics: MetricsObject;
    structure: StructureObject;
    /** Who has it may steer. */
    id?: string;
    /** The page with this session. */
    url?: string;
  };
  /** The epochs one can go back to. */
  type Snapshots = {
    epochs: number[];
  };
  /** A right answer. */
  type SolvedField = {
    text: string;
    /** Null of formulas, choices and orders. */
    value: number | null;
  };
  /** A right answer to each field. */
  type Solution = {
    fields: Record<string, SolvedField>;
  };
  /** Train a number of epochs, or of optimizer steps, then stop. */
  type Step = {
    epochs?: number | null;
    steps?: number | null;
  };
  /** What the stream tells. */
  type StreamEvent = ({ type: "state" } & SessionObject) | ({ type: "points" } & DataPoints) | ({ type: "points_changed" }
    & ChangedPoints) | ({ type: "history" } & Losses) | ({ type: "notice" } & Notice) | ({ type: "ok" } & Done) | ({ type:
    "error" } & Refused);
  /** Takes the last edit of the points back; where there is none, nothing. */
  type UndoPoints = {
  };
  /** What is to be said of the answers that were given. */
  type Verdicts = {
    right: number;
    /** Fields of the exercise. */
    total: number;
    fields: Record<string, FieldVerdict>;
  };
  /** A session as a watcher sees it. */
  type WatchedSession = {
    /** Who has it may look. */
    watch_id: string;
    /** The page for those who look. */
    watch_url: string;
    status: SessionStatus;
    /** Asked epochs a second; null: as fast as it goes. */
    speed: number | null;
    task: Task;
    /** 0 for a regression. */
    classes: number;
    /** By what maps of a regression are divided; 1 for classes. */
    label_scale: number;
    /** Those of points and predictions; maps and losses are of the square. */
    units: Units;
    config: Config;
    /** Epochs begun and ended since the start. */
    epoch: number;
    /** Updates since the start. */
    step: number;
    /** What performs the steps now. */
    engine: "fused" | "autograd";
    /** Whether nothing but training changed the parameters since epoch 0. */
    pristine: boolean;
    /** Null unless training has diverged. */
    divergence: DivergenceObject | null;
    metrics: MetricsObject;
    structure: StructureObject;
  };
}
