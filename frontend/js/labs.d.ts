/** The vocabulary of the labs, for the type checker. The browser never loads it. */

/** A line of a program: the name that it gives, and what is computed. */
type ProgramLine = [string, ExpressionNode];
type Program = { lines: ProgramLine[]; inputs: string[]; error: { line: number; code: string; at: number } | null };
type TapeNode = { id: number; name: string | null; op: string; inputs: number[]; local: number[]; value: number; gradient: number; exponent?: number };
type LabGraph = { nodes: TapeNode[]; output: number; upstream: number; operations: number[] };
type LabSeen = { hasValue: (id: number) => boolean; arrived: Map<number, number[]>; active: number | null };
type LinearRow = { x: number | null; y: number | null; output: number | null; error: number | null; cost: number; gradient: number; w: number };

/* What a lab is: data, and functions of its inputs and of what follows from them. */

type LabValues = Record<string, any>;
/** What follows from the inputs; each lab has its own. */
type LabComputed = any;
type Sentence = [key: string, values?: Record<string, string | number>];
type LabTexts = Texts & { format: Record<"figure" | "exact", (value: number | null | undefined) => string> };
type Of<V, C, Value> = (computed: C, inputs: V, texts: LabTexts) => Value;

type LabInputCommon = { start: any; label?: string; also?: LabValues; isHidden?: boolean; when?: (inputs: any) => boolean };
type LabNumber = LabInputCommon & { kind: "number"; min: number; max: number; step?: number; isLog?: boolean; marks?: number[]; meaning?: (value: number, inputs: LabValues, texts: LabTexts) => Sentence };
type LabCount = LabInputCommon & { kind: "count"; min?: number; max: number };
type LabChoice = LabInputCommon & { kind: "choice"; values: (string | number)[] };
/** What makes the control of an input that is no number and no choice. */
type LabControl = (name: string, input: any, view: LabView) => { root: HTMLElement; open: (isOpen: boolean) => void };
type LabControls = ({ name: string } & ReturnType<LabControl>)[];
type LabButton = (name: string, shape: string, run: () => void, kind?: string) => HTMLElement & { disabled: boolean };
type LabText = LabInputCommon & { kind: "text"; control: LabControl; lines?: number; longest?: number; presets?: Record<string, LabValues>; check: (text: string) => { line?: number; code: string; at: number } | null };
type LabValuesInput = LabInputCommon & { kind: "values"; control?: LabControl; names?: (inputs: LabValues) => string[]; /** What a press does to the inputs. */ act?: { label: string; run: (inputs: any, computed: any) => LabValues } };
type LabRows = LabInputCommon & { kind: "rows"; most?: number; min?: number; max?: number };
type LabInput = LabNumber | LabCount | LabChoice | LabText | LabValuesInput | LabRows;
type LabKind = { read: (text: string, input: any) => any; write: (value: any) => string };
type LabInputs = Record<string, LabInput>;
type LabAddress = { values: LabValues; ignored: string[]; step: number | null; seed: number | "each" | null; lock: string[]; hide: string[]; isStage: boolean };

type LabTransport = { input: string; most: number | ((computed: any, inputs: any) => number); speed?: number };
type LabVerify<V, Computed> = {
  /** What to ask, and with which body; null: nothing. */
  ask: (inputs: V, computed: Computed) => [what: string, body: unknown] | null;
  /** What follows from the inputs according to the server. */
  read: (answer: any, computed: Computed) => Computed;
  numbers: (computed: Computed, inputs: V) => Record<string, number | null | undefined>;
};
type LabCheck = { state: "none" | "yes" | "no" | "away"; numbers: LabPair[]; wrong?: LabPair };
type LabPair = { name: string; shown: number; truth: number };

/** What each way of `lib/labs/formula` gives. */
type LabFormulas = {
  num: (value: number | null | undefined, q?: string) => LabTerm;
  id: (name: string) => LabTerm;
  frac: (above: LabTerm[], below: LabTerm[]) => LabTerm;
  sup: (base: LabTerm[], exponent: LabTerm[]) => LabTerm;
  /** ∂a/∂b. */
  partial: (above: string, below: string) => LabTerm;
  /** A number after an operator, in brackets where it is negative. */
  bracketed: (value: number | null | undefined, q?: string) => LabTerm[];
};
type LabTerm =
  | string
  | { kind: "number"; value: number; q?: string }
  | { kind: "name"; text: string; below: string; q?: string }
  | { kind: "function"; text: string }
  | { kind: "frac" | "sup"; parts: LabTerm[][] };

type LabPaneCommon<V> = { area: string; title: string; when?: (inputs: V) => boolean };
type LabAxis<V, C> = { label: string; range: number[] | ((computed: C, inputs: V) => number[]); isLog?: boolean };
type LabPlace = readonly [number, number];
type LabLayer = { look?: string; q?: string } & (
  | { kind: "curve" | "area" | "stems"; points: LabPlace[] }
  | { kind: "points"; points: LabPlace[]; shape?: "round" | "square" }
  | { kind: "vertical"; at: number }
  | { kind: "square"; at: number; from: number; to: number }
  | { kind: "arrow"; from: LabPlace; to: LabPlace }
  | { kind: "text"; at: LabPlace; text: string; by?: LabPlace; anchor?: "start" | "middle" | "end" }
);
/** The quantity, which gives the colour, and how it looks. */
type LabLook = { q?: string; look?: string };
type LabLine = (points: LabPlace[], more?: LabLook) => LabLayer;
type LabLayers = {
  curve: LabLine;
  area: LabLine;
  /** Lines up from 0. */
  stems: LabLine;
  dots: (points: LabPlace[], more?: LabLook & { shape?: "round" | "square" }) => LabLayer;
  /** A line from top to bottom. */
  rule: (at: number, more?: LabLook) => LabLayer;
  /** A square to the right of a place, as high as from one value to another. */
  square: (at: number, from: number, to: number, more?: LabLook) => LabLayer;
  arrow: (from: LabPlace, to: LabPlace, more?: LabLook) => LabLayer;
  /** A text beside a place. */
  label: (at: LabPlace, text: string, more?: LabLook & { by?: LabPlace; anchor?: "start" | "middle" | "end" }) => LabLayer;
};
type LabHandle<V = any> = { name: string; label?: string; at: LabPlace; q?: string; look?: string; text: string; isFixed?: boolean; move: (x: number, y: number, inputs: V) => Partial<V> };
type LabChart<V = any, C = any> = LabPaneCommon<V> & {
  widget: typeof import("./widgets/labs/chart.js").chart; x: LabAxis<V, C>; y: LabAxis<V, C>; height?: number; margin?: Margins;
  /** By how much the arrow keys move a handle, across and up; 0: not at all. */
  step?: [number, number];
  layers: Of<V, C, LabLayer[]>; handles?: Of<V, C, LabHandle<V>[]>;
  press?: (room: LabRoom, x: number, y: number) => void;
};
/** The plot of a chart in pixels, and the way back to values. */
type LabFrame = { width: number; left: number; top: number; columns: number; rows: number; xs: NumberScale; ys: NumberScale } & Record<"x" | "y" | "across" | "up", (value: number) => number>;
type LabFormula<V = any, C = any> = LabPaneCommon<V> & { widget: typeof import("./widgets/labs/formula.js").formula; lines: Of<V, C, LabTerm[][]> };
type LabRow = { cells: (number | string | null)[]; isNow?: boolean; look?: string };
type LabTrace<V = any, C = any> = LabPaneCommon<V> & {
  widget: typeof import("./widgets/labs/trace.js").trace; columns: { label: string; isText?: boolean; q?: string; format?: keyof LabTexts["format"] }[]; rows: Of<V, C, LabRow[]>;
  pick?: (index: number, inputs: V) => Partial<V>;
};
type LabCode = LabPaneCommon<any> & { widget: typeof import("./widgets/labs/code.js").code };
type LabGraphPane<V = any, C = any> = LabPaneCommon<V> & { widget: typeof import("./widgets/labs/graph.js").graph; of: (computed: C, inputs: V) => { graph: LabGraph; seen: LabSeen } };
type LabPlayground = LabPaneCommon<any> & { widget: typeof import("./widgets/labs/playground.js").playground };
type LabPane<V, C> = LabPlayground | LabChart<V, C> | LabFormula<V, C> | LabTrace<V, C> | LabCode | LabGraphPane<V, C>;

type LabStepCommon<V, C> = {
  /** Where the inputs are put as the step begins. */
  set?: Partial<V>;
  /** Where they are put once it is done. */
  then?: Partial<V>;
  /** The inputs that this step is about; the others are quiet. */
  free?: string[];
  done?: (inputs: V, computed: C) => boolean;
  /** Panes, the `readout`, or how long a run is (`most`), that would tell what is to be predicted: covered until the step is done. */
  covers?: string[];
  explain?: string;
  more?: string;
  with?: Of<V, C, Record<string, string | number>>;
  /** The option that is right, read off the run itself. */
  truth?: (computed: C, inputs: V) => string;
  /** What the server is asked for. */
  asks?: string;
};
type LabPredictStep<V = any, C = any> = LabStepCommon<V, C> & { kind: "predict"; text: string; base: string; options: string[]; do?: string };
type LabTask<V = any, C = any> = LabStepCommon<V, C> & { kind: "do"; text: string };
type LabWhy<V = any, C = any> = LabStepCommon<V, C> & { kind: "why"; options: string[]; right: string };
/** Fills the card of a step. */
type LabBody<Step> = (body: HTMLElement, step: Step, index: number, view: LabView & LabGrading) => void;
/** A control for an answer that is no line of text. */
type LabAnswer = (parts: LabAnswerParts) => { control: HTMLElement; focus: () => void; put: (value: any) => void };
type LabAnswerParts = { field: LabField; label: string; value: any; option: (key: string) => string; say: LabView["say"]; change: (value: string | null) => void };
type LabExerciseStep = { exercise: string; text: string; labels?: Record<string, string>; hints?: string[]; answer?: LabAnswer; /** Code that it is about. */ listing?: string };
type LabExercises<V = any, C = any> = LabStepCommon<V, C> & { kind: "exercise"; all: LabExerciseStep[] };
type LabStep<V = any, C = any> = LabPredictStep<V, C> | LabTask<V, C> | LabWhy<V, C> | LabExercises<V, C> | (LabStepCommon<V, C> & { kind: "take" });

type Lab<V = any, C = any> = {
  id: string;
  /** Its place in the lecture. */
  number: number;
  minutes: number;
  inputs: LabInputs;
  model: (inputs: V) => C;
  verify?: LabVerify<V, C>;
  readout?: Of<V, C, Sentence>;
  transport?: LabTransport;
  figure: LabPane<V, C>[];
  /** The rows of the grid, as CSS has them. */
  areas: string[];
  code?: (inputs: V, computed: C) => string;
  /** The name of its notebook, and the numbers with which that begins. */
  notebook?: (inputs: V) => [name: string, numbers: Record<string, string>];
  /** What the playground opens: a session that there is, or a new one. */
  playground?: (computed: C, inputs: V) => { session?: string | null; config?: unknown };
  /** What only the server computes, asked for by a step; parts are told as they come. */
  ask?: Record<string, (compute: (what: string, body: unknown) => Promise<any>, tell: (part: Partial<C>) => void, inputs: V) => Promise<void>>;
  /** What of it is kept in this browser. */
  keeps?: string[];
  steps: LabStep<V, C>[];
};

/* A lab as it is done. */

type LabPrediction = { option: string; sure: string | null; truth?: string };
type KeptAnswer = { text: unknown; seed: number; verdict: string };
type KeptLab = { step: number; address: string; predictions: Record<string, LabPrediction>; answers: Record<string, KeptAnswer>; passed: number[]; seed: number; isDone: boolean; told?: Record<string, unknown> };
type LabRoom = {
  lab: Lab;
  inputs: Signal<LabValues>;
  computed: Signal<LabComputed>;
  step: Signal<number>;
  predictions: Signal<Record<string, LabPrediction>>;
  answers: Signal<Record<string, KeptAnswer>>;
  /** The steps that are done. */
  passed: Signal<number[]>;
  seed: Signal<number>;
  /** The option that is chosen and not yet committed. */
  draft: Signal<string>;
  /** Whether the server is being asked for what a step is about: `asking`, `away`, or not. */
  asking: Signal<string>;
  again: () => void;
  tell: (part: Record<string, unknown>) => void;
  /** Where a chart was pressed. */
  place: Signal<number>;
  isKept: Signal<boolean>;
  check: Signal<LabCheck> | null;
  plan: LabAddress;
  isOpen: () => boolean;
  /** Whether a pane would tell what is still to be predicted. */
  isCovered: (area: string) => boolean;
  isLocked: (name: string) => boolean;
  isHidden: (name: string) => boolean;
  set: (changes: LabValues) => void;
  undo: () => void;
  /** Opens a step; until it is done, the inputs are put where it begins. */
  go: (index: number) => void;
  predict: (prediction: LabPrediction) => void;
  pass: () => void;
  answer: (field: string, answer: KeptAnswer) => void;
  restart: () => void;
  /** The address of the lab as it stands. */
  link: (frame?: Partial<LabAddress>) => string;
};
type LabView = BareMounted & {
  texts: LabTexts;
  lab: LabRoom;
  /** A text of a key, or what is no key as it is. */
  say: (key: string | undefined, values?: Record<string, string | number>) => string;
  /** Draws once in the next picture, however often it is asked for. */
  soon: (draw: () => void) => () => void;
  play: () => void;
  forward: () => void;
  rewind: () => void;
};
type LabGrading = {
  fetchExercise: (exercise: string, seed: number) => Promise<LabExercise>;
  grade: (exercise: string, seed: number, answers: Record<string, unknown>) => Promise<LabVerdicts>;
  fetchSolution: (exercise: string, seed: number) => Promise<LabSolution>;
};
type LabField = { name: string; kind: string; names?: string[]; decimals?: number | null; options?: string[] };
type LabExercise = { id: string; seed: number; values: Record<string, number | string>; fields: LabField[] };
type LabFieldVerdict = {
  verdict: string; trap?: string | null; about?: Record<string, unknown> | null; read_as?: string | null; error?: { code: string; at: number } | null;
  witness?: { point: Record<string, number>; yours: number | null; truth: number; name?: string } | null;
};
type LabVerdicts = { right: number; total: number; fields: Record<string, LabFieldVerdict> };
type LabSolution = { fields: Record<string, { text: string | string[]; value?: unknown }> };

/** A point with its class, 1 or -1. */
type Labelled = [number, number, number];
/** A point that a perceptron was shown: what it computed, and its weights after. */
type Presentation = { point: number; s: number; said: number; isWrong: boolean; w: number[]; b: number };
/** ŷ(x) = bias + Σ output·f(w·x + b). */
type HiddenLayer = { activation: "relu" | "sigmoid"; hidden: [number, number][]; output: number[]; bias: number };

/** A function of one number with its derivative. */
type Differentiated = (x: number) => { value: number; slope: number };
type OptimizerSettings = { rate: number; momentum: number; beta1: number; beta2: number; epsilon: number; rho: number };
type DescentHow = Partial<OptimizerSettings> & { optimizer: string; rate: number; start: number; steps: number; window?: [number, number] };

/* What can be set in each lab, and what follows from it. */

type SeparationInputs = {stage: number, hidden: string, start: number};
type SeparationRow = {data: string, hidden: string, seed: number, parameters: number, epoch: number, accuracy: number};
type SeparationComputed = {config: Record<string, any>, epochs: number, rows: SeparationRow[], session: string | null};
type PerceptronInputs = {data: string, points: Labelled[], order: string, bias: string, line: [number, number][], at: number};
type PerceptronComputed = {key: string, points: Labelled[], shown: Presentation[], ended: string, margin: number | null, bound: number | null, corrections: Presentation[]};
type NeuronInputs = {f: string, w: number, b: number, x: number, n: number, gain: number};
type NeuronComputed = {s: number, value: number, slope: number, through: number, chain: number[], layers: Record<string, number[]> | null};
type ApproximationInputs = {target: string, function: string, kind: "folds" | "steps", n: number, heights: Record<string, number>};
type ApproximationStart = {seed: number, gap: number, config: unknown, network: {activation: string, hidden: [number, number][], output: number[], bias: number}};
type ApproximationComputed = {f: (x: number) => number, low: number, high: number, knots: number[], heights: number[], layer: HiddenLayer, gap: number, at: number, trained: ApproximationStart[] | null};
type LossesInputs = {stage: string, points: number[][], mu: number, sigma: number, heads: number, throws: number, p: number, z: number, y: number};
type LossesComputed = {values: number[], bell: ReturnType<typeof import("./lib/labs/statistics.js").gauss>, coin: number, one: ReturnType<typeof import("./lib/labs/statistics.js").classified>};
type DescentInputs = {function: string, expression: string, start: number, rate: number, momentum: number, optimizer: string, at: number};
type DescentComputed = {points: {step: number, x: number, value: number, slope: number}[], ended: string, f: (x: number) => {value: number, slope: number}, window: [number, number], heights: [number, number]};
type LinearInputs = {mode: "point" | "batch", w: number, rate: number, at: number, points: [number, number][]};
type LinearComputed = {rows: LinearRow[], start: number, w: number, most: number};
type BackpropInputs = {program: string, values: Record<string, number>, upstream: number, rate: number, at: number};
type BackpropComputed = {read: Program, graph: LabGraph, most: number};
type GradientsInputs = Record<"x" | "y" | "w1" | "w2" | "b", number> & {at: number};
type GradientsComputed = {graph: LabGraph, hand: Record<string, number>, nudge: Record<string, number>, torch: Record<string, number> | null};

type Verify = (how: LabVerify<any, any>, lab: { inputs: Signal<LabValues>; computed: Signal<LabComputed> }, over: AbortSignal) => Signal<LabCheck>;
/** A line for a number; what stands there in force is shown again once it is left. */
type NumberLine = (
  parts: { id: string; testid: string; q: string; min: number; max: number; step: (value: number, by: number) => number; get: () => number; set: (value: number) => void },
  texts: LabTexts,
) => { control: HTMLInputElement; follow: () => unknown };
