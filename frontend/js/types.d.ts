/** The vocabulary of the page, for the type checker: known in every module without an import. The browser never loads it. */

type DataConfig = {
  dataset: string;
  task: string | null;
  samples: number | null;
  noise: number;
  train_percent: number;
  seed: number;
  points: number[][] | null;
};
type NetworkConfig = { hidden: number[]; activation: string | string[]; init: string; dropout: number; seed: number };
type TrainingConfig = Record<string, any>;
type Config = { data: DataConfig; features: string[]; network: NetworkConfig; training: TrainingConfig };
/** A part of a config. */
type Change = { data?: any; features?: string[]; network?: any; training?: any };

type Metrics = {
  train_loss: number | null;
  test_loss: number | null;
  train_accuracy: number | null;
  test_accuracy: number | null;
  learning_rate: number | null;
  epochs_per_second: number | null;
};
type Structure = {
  features: string[];
  layers: { units: number; activation: string }[];
  outputs: number;
  parameters: number;
};
type Session = {
  /** Absent for a watcher. */
  id?: string;
  watch_id: string;
  status: "paused" | "playing" | "diverged" | "closed";
  task: "classification" | "regression";
  /** Epochs a second that were asked for; null: as fast as possible. */
  speed: number | null;
  /** 0 for a regression. */
  classes: number;
  label_scale: number;
  config: Config;
  epoch: number;
  step: number;
  /** Whether nothing but training happened since epoch 0, so that the config alone reproduces the parameters. */
  pristine: boolean;
  divergence: { epoch: number; reason: string } | null;
  metrics: Metrics;
  structure: Structure;
};

type Grid = { data: Int8Array | Uint8Array; shape: number[] };
/** One self-contained picture of a session. */
type Frame = {
  sequence: number;
  epoch: number;
  step: number;
  status: string;
  metrics: Metrics;
  boundary: Grid;
  neurons: Grid;
  neuronScale: Float32Array;
  /** The unit that this viewer asked for, at full resolution. */
  unit: Grid | null;
  /** Which unit that is, as `1-0`. */
  unitName: string;
  parameters: Float32Array;
  gradients: Float32Array | null;
};
type TypedValues = Int8Array | Uint8Array | Int32Array | Float32Array | Float64Array;
type Tensor = { values: TypedValues; shape: number[] };

type Point = [x1: number, x2: number, label: number];
type Points = { train: Point[]; test: Point[] };
type Series = { epochs: number[]; train: number[]; test: number[] };

type ParameterName = { layer: number; unit: number; input: number | "bias" };
type ParameterChange = ParameterName & { value: number };
type UnitName = { layer: number; unit: number };
/** A unit or a feature whose map is shown large. */
type Shown = UnitName | { feature: string };

/** One field of the config, as GET /api/options describes it. */
type FieldOptions = {
  default: any;
  kind: string;
  min?: number;
  max?: number;
  step?: number;
  values?: any[];
  max_length?: number;
  whole: boolean;
};
type DatasetOptions = { name: string; task: "classification" | "regression"; classes: number; samples: number };
type Options = {
  defaults: Config;
  fields: Record<string, FieldOptions>;
  datasets: DatasetOptions[];
  /** Undefined for points of one's own. */
  dataset: (name: string) => DatasetOptions | undefined;
  features: string[];
  speeds: (number | null)[];
  /** The losses that fit a data set, its default first. */
  losses: (dataset: { classes: number }) => string[];
  /** Whether a parameter has an effect. */
  applies: (name: string, training: TrainingConfig) => boolean;
};

/** What the address says about the page rather than the network. */
type View = { showTest: boolean; discretize: boolean; speed: number | null; hideText: boolean; hidden: string[] };
/** What of a link was not taken as it was; null: ignored. */
type Correction = { key: string; given: string; used: string | null };
type Params = Map<string, string>;

type UnitPlace = UnitName & { x: number; y: number; size: number };
/** Input -1: not in use. */
type Spot = { x: number; y: number };
/** What is drawn or touched; x and y are its middle. */
type Box = Spot & { width: number; height: number };
type QuantizedMap = ReturnType<typeof import("./widgets/plane/points.js").quantized>;
type UnitNames = ReturnType<typeof import("./widgets/network/names.js").unitNames>;
type FeaturePlace = { name: string; input: number; x: number; y: number; size: number };
/** The links into a layer. */
type Gap = { layer: number; from: number; to: number; inputs: number[]; units: number[] };
type NetworkLayout = {
  width: number;
  height: number;
  features: FeaturePlace[];
  /** Hidden units in order, then the outputs. */
  units: UnitPlace[];
  gaps: Gap[];
  heads: { layer: number; x: number; width: number }[];
  featureX: number;
  outputX: number;
};

type Maybe = number | null | undefined;
type Rgb = [number, number, number];
/** Classes 0: one map of signed values. */
type PlaneMap = { values: Int8Array | Uint8Array; side: number; classes: number };
type Picture = PlaneMap & { scale: number; title: string; color: Uint32Array | null };
type Context = CanvasRenderingContext2D;
type Canvas = HTMLCanvasElement;
type Bytes = Int8Array | Uint8Array;
type ChartBox = { width: number; height: number; left: number; right: number; top: number; bottom: number; log: boolean };
type Scales = ReturnType<typeof import("./lib/chart.js").chartScales>;

/** How points are drawn; classes 0 for a regression. */
type PointStyle = { size: number; classes: number; scale: number; palette: Palette };

type Bounds = { min?: number; max?: number; step?: number | "any" };
type FieldParts = {
  /** What hides it and what tests find: its kebab-case name. */
  name: string;
  label: string;
  explain: string;
  control: HTMLElement;
  /** Shown at the end of the label's line. */
  value?: HTMLElement;
  kind?: string;
};
type CheckboxParts = { name: string; label: string; explain: string; onChange: (checked: boolean) => void };
type ChoiceOptions = {
  /** Those that fit just now. */
  values?: () => any[];
  text?: (value: any) => string;
  choose?: (value: any) => void;
  current?: () => any;
};
type SliderOptions = {
  text?: (value: number) => string;
  current?: () => number;
  /** The values of the slider's positions, where they are not even. */
  stops?: number[];
};
type MenuItem = { text: string; hint?: string; testid: string; run: () => void };

type Listeners = { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => unknown };
type Signal<T> = {
  /** Replaced, never mutated. */
  value: T;
  /** Calls at once, then after every change. */
  subscribe: (listener: (value: T) => void, options?: { signal?: AbortSignal }) => void;
};
type Notice = {
  key: string;
  code: string;
  text: string;
  tone: "info" | "warning";
  action?: { label: string; run: () => void };
};

type StreamHandlers = {
  onEvent: (event: any) => void;
  onFrame: (bytes: ArrayBuffer) => void;
  /** Gone: the session does not exist any more. */
  onConnection: (state: "open" | "lost" | "gone") => void;
};
/** Seams for the tests. */
type StreamEdges = {
  open: (url: string) => WebSocket;
  later: (run: () => void, milliseconds: number) => unknown;
  exists: () => Promise<boolean>;
};

type Preset = { name: string; config: Record<string, any> };

type Texts = {
  language: string;
  t: (key: string, values?: Record<string, string | number>) => string;
  plural: (key: string, count: number) => string;
  has: (key: string) => boolean;
  format: Formats;
};
type Formats = ReturnType<typeof import("./lib/format.js").numberFormats>;
type Palette = ReturnType<typeof import("./core/page/theme.js").readPalette>;
type Store = ReturnType<typeof import("./core/live/store.js").createStore>;
/** What hands can do, and what the server's messages do. */
type Actions = {
  notify: (notice: Notice) => void;
  dismiss: (key: string) => void;
  configure: (change: Change) => void;
  /** One field, by its path. */
  set: (path: string, value: unknown) => void;
  setParameter: (name: ParameterName, value: number) => void;
  reset: (seed: "same" | "new") => Promise<void>;
  toggle: () => Promise<void>;
  step: (what: "epochs" | "steps") => Promise<void>;
  setSpeed: (speed: number | null) => void;
  setView: (change: Partial<View>) => void;
  regenerate: () => void;
  /** Starts anew with a whole config, and tells which preset it is. */
  begin: (config: Config, preset?: string | null) => Promise<void>;
  receiveState: (session: Session) => void;
  receiveFrame: (frame: Frame) => void;
  receiveHistory: (history: { epochs: number[]; train_loss: (number | null)[]; test_loss: (number | null)[] }) => void;
  receiveNotice: (notice: { code: string; message: string }) => void;
  reportCorrections: (corrections: Correction[]) => void;
};
type Api = {
  options: () => Promise<any>;
  dataset: (name: string, samples: number) => Promise<{ points: Point[] }>;
  feature: (name: string, resolution: number) => Promise<{ values: number[][] }>;
  createSession: (config: unknown) => Promise<Session>;
  /** From a file whose type says what it is. */
  importSession: (file: Blob) => Promise<Session>;
  session: (id: string) => Promise<Session>;
  exported: (id: string, format: string) => Promise<Response>;
  code: (id: string) => Promise<{ python: string; curl: string }>;
  history: (id: string) => Promise<any>;
  predict: (id: string, points: number[][]) => Promise<{ outputs: (number | number[])[] }>;
};
type Files = ReturnType<typeof import("./core/live/files.js").createFiles>;
type Stream = {
  send: (type: string, fields?: Record<string, unknown>) => Promise<void>;
  /** What this viewer wants to see; said again after each reconnection. */
  view: (change: Record<string, unknown>) => Promise<void>;
  drawn: (sequence: number) => void;
  /** Done when there is a connection; fails when there will be none any more. */
  whenOpen: () => Promise<void>;
  close: () => void;
};
type CommandFailure = InstanceType<typeof import("./core/live/stream.js").CommandError>;

/** What views and widgets are given; their listeners end with the signal. */
type Page = { store: Store; actions: Actions; api: Api; signal: AbortSignal };
type HeaderPage = Page & { open: Record<string, () => void>; toggleTheme: () => void; setLanguage: (language: string) => void };
/** Puts itself into a place of the page. */
type PageView = (root: HTMLElement, page: Page) => void;

/* The Experiments page. */

type Place = { kind: "runs" | "sweeps"; id: string };
type Stop = {
  epochs: number;
  test_loss_below: number | null;
  accuracy_above: number | null;
  patience: number | null;
  seconds: number | null;
};
type DistributionName = "choice" | "uniform" | "log_uniform" | "integer";
type Distribution = { distribution: DistributionName; low?: number | null; high?: number | null; values?: any[] | null };
/** A run or a sweep, as the server describes it. */
type Experiment = {
  id: string;
  kind: "run" | "sweep";
  status: "running" | "finished" | "cancelled" | "failed";
  /** Why nothing is trained at present; null: nothing is in the way. */
  waiting: string | null;
  created_at: number;
  finished_at: number | null;
  points: number;
  runs: number;
  done: number;
  /** Null: there is no goal. */
  succeeded: number | null;
  diverged: number;
  config: Config;
  grid: Record<string, any[]>;
  random: { points: number; seed: number; distributions: Record<string, Distribution> } | null;
  seeds: number | number[];
  stop: Stop;
};
type Rate = { rate: number; low: number; high: number };
type Quartiles = { q1: number; median: number; q3: number };
type PointSummary = {
  point: number;
  values: Record<string, any>;
  runs: number;
  success: Rate | null;
  test_loss: Quartiles | null;
  epochs_to_success: Quartiles | null;
};
type RunMetrics = Omit<Metrics, "learning_rate" | "epochs_per_second">;
type Result = RunMetrics & {
  run: number;
  point: number;
  values: Record<string, any>;
  seed: number;
  reason: "goal" | "epochs" | "patience" | "seconds" | "diverged";
  succeeded: boolean | null;
  epochs: number;
  best: RunMetrics & { epoch: number };
  seconds: number;
};
type RunHistory = { run: number; epochs: number[]; train_loss: (number | null)[]; test_loss: (number | null)[] };
type ResultDetails = Result & { config: Config; history: Omit<RunHistory, "run">; parameters: number[] };
/** Which runs, in which order; filters as `field:comparison:value`. */
type Question = { filters: string[]; sort: string; offset: number; limit: number };

/** How a language writes numbers, and the word for no value. */
type Notation = { decimal: string; none: string };
/** A setting of an experiment that is being put together; one value holds for all runs. */
type DraftRow = {
  path: string;
  values: any[];
  /** What was typed and is no value. */
  bad: string;
  /** Of a random search. */
  distribution: DistributionName;
  low: number | null;
  high: number | null;
};
type Draft = {
  search: "grid" | "random";
  /** What of the base config no row can hold: points of one's own. */
  custom: Record<string, any>;
  rows: DraftRow[];
  draws: number;
  drawSeed: number;
  seeds: number;
  stop: Stop;
  maxRuns: number;
};

type ExperimentsApi = ReturnType<typeof import("./core/experiments/api.js").createExperimentsApi>;
type ExperimentsStore = ReturnType<typeof import("./core/experiments/store.js").createExperimentsStore>;
type ExperimentsActions = ReturnType<typeof import("./core/experiments/actions.js").createExperimentsActions>;
type Starting = ReturnType<typeof import("./core/experiments/starting.js").createStarting>;
type ExperimentsPage = { store: ExperimentsStore; actions: ExperimentsActions; api: ExperimentsApi; signal: AbortSignal };
/** What the views that both pages show are given. */
type NoticesPage = { store: Pick<Store, "texts" | "notices">; actions: Pick<Actions, "dismiss">; signal: AbortSignal };
type ChartPage = { store: Pick<Store, "texts" | "history" | "palette">; signal: AbortSignal };

/** A field of the config that varies in an experiment. */
type PlotParameter = {
  path: string;
  label: string;
  /** How a value is written. */
  text: (value: any) => string;
};
type LossName = "train_loss" | "test_loss";
/** The points whose runs a cell of the heat map shows, and what tells them from the others. */
type PickedCell = { points: number[]; text: string };
type HeatCell = { points: number[]; runs: number; successes: number | null; loss: number | null };

/** What a plot is given; its listeners end with the signal. */
type PlotParts<Picked> = { t: Texts["t"]; format: Formats; signal: AbortSignal; onPick: (picked: Picked) => void };
/** Makes a plot inside an element. Of the data it is shown later, what is left out stays as it was. */
type PlotFactory<Data, Picked = number> = (root: HTMLElement, parts: PlotParts<Picked>) => { show: (data: Partial<Data>) => void };
/** `boundaries`: by the run's number, the tensors of GET …/boundaries. */
type MultiplesData = { results: Result[]; boundaries: Record<string, Tensor>; parameters: PlotParameter[]; picked: number | null };
/** `histories` of runs that are not among the results are left out. */
type CurvesData = { results: Result[]; histories: RunHistory[]; parameters: PlotParameter[]; picked: number | null };
type HeatMapData = { points: PointSummary[]; parameters: PlotParameter[] };
type ParallelData = { results: Result[]; parameters: PlotParameter[]; picked: number | null };

/** One value, or the numbers from one edge up to the next. */
type PlotLevel = { value: any } | { from: number; to: number };
type Surface = { context: Context; width: number; height: number; palette: Palette };
/** `places`: x and y of each place in turn; NaN breaks the line. */
type PlotLine = { run: number; places: Float32Array; isOut: boolean };
type LinePlotParts = {
  testid: string;
  /** What stands where else a run is described. */
  hint: string;
  /** In CSS pixels, from the width there is. */
  size: (room: number) => { width: number; height: number };
  draw: (surface: Surface) => PlotLine[];
  describe: (run: number) => string;
};
/** An axis of parallel coordinates; places run from 0, at the bottom, to 1. */
type PlotAxis = {
  key: string;
  label: string;
  /** One for each run. */
  places: number[];
  ticks: { at: number; text: string }[];
  /** How far a key moves a brush. */
  step: number;
  textAt: (at: number) => string;
};
