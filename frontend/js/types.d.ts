/** The vocabulary of the page, for the type checker: known in every module without an import. The browser never loads it. */

/* What the server says, as wire.d.ts has it, under the names that the page gives it. */

type ToldConfig = Wire.Config;
/** As it is given: with points of one's own themselves, where the server tells their digest. */
type Config = Omit<ToldConfig, "data"> & { data: DataConfig };
type DataConfig = Wire.GeneratedData & Pick<Wire.GivenPoints, "task" | "points" | "sides" | "class_names" | "units"> & { expression?: string | null };
type TrainingConfig = Wire.TrainingConfig;
/** Null is a number that is not finite. */
type Metrics = { [Name in keyof Wire.MetricsObject]: number | null };
type Structure = Wire.StructureObject;
type Session = Omit<Wire.SessionObject, "metrics"> & { metrics: Metrics };
type Points = Wire.DataPoints;
type Units = Wire.Units;
type AxisUnits = Wire.AxisUnits;
/** A point with its id. */
type PointEntry = { id: number; row: Point; side: Wire.Side };
/** What an edit changes; a point that is only shown yet has no id of its own. */
type PointsChange = Partial<Wire.ChangedPoints>;
/** What classes and axes are called. */
type Named = { class_names?: string[]; units?: Units };
type OwnPoints = Pick<Points, "task" | "train_percent" | "seed" | "points" | "sides"> & Named;
type Point = Points["train"][number];
type ParameterChange = Wire.ParameterEdit;
type ParameterName = Omit<ParameterChange, "value">;
type DatasetOptions = Wire.DatasetOption;

type Stop = Wire.Stop;
type Distribution = Wire.Distribution;
type DistributionName = Wire.DistributionName;
/** A run or a sweep. */
type ToldExperiment = Wire.ExperimentState;
type Experiment = Omit<ToldExperiment, "config"> & { config: Config };
type PointSummary = Wire.Point;
type Quartiles = Wire.Quartiles;
type Rate = Wire.Rate;
type Result = Wire.Result;
type RunHistory = Wire.RunHistory;
type ResultDetails = Omit<Wire.ResultDetails, "config"> & { config: Config };

/* The page's own. */

/** A part of a config. */
type Change = { data?: any; features?: Wire.FeatureName[]; network?: any; training?: any };

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
/** Quantised maps, row by row. */
type Grid = { values: Int8Array | Uint8Array; shape: number[] };
type TypedValues = Int8Array | Uint8Array | Int32Array | Float32Array | Float64Array;
type Tensor = { values: TypedValues; shape: number[] };

type Series = { epochs: number[]; train: number[]; test: (number | null)[] };

type UnitName = { layer: number; unit: number };
/** A unit or a feature whose map is shown large. */
type Shown = UnitName | { feature: string };

/** One field of the config, as GET /api/options describes it. */
type FieldOptions = {
  default: any;
  kind: string;
  min?: number;
  max?: number;
  /** Those of the bounds that are no values themselves. */
  excluded: number[];
  step?: number;
  values?: any[];
  max_length?: number;
  whole: boolean;
};
type Options = {
  defaults: Config;
  fields: Record<string, FieldOptions>;
  datasets: DatasetOptions[];
  /** Undefined for points of one's own. */
  dataset: (name: string) => DatasetOptions | undefined;
  features: Wire.FeatureName[];
  speeds: (number | null)[];
  /** The losses that fit a data set, its default first. */
  losses: (dataset: { classes: number }) => string[];
  /** Whether a parameter has an effect. */
  applies: (name: string, training: TrainingConfig) => boolean;
};

/** What the address says about the page rather than the network. */
type View = { showTest: boolean; discretize: boolean; speed: number | null; hideText: boolean; hidden: string[] };
/** What of a link was not taken as it was; null: ignored. Of a formula there is a reason, and the place from 0. */
type Correction = { key: string; given: string; used: string | null; why?: { code: string; at: number } };
/** What a link says. */
type Link = { config: Config; view: View; corrections: Correction[] };
type Params = Map<string, string>;

/** A number, a name, a function or a sign of an expression, and where it stands in the text. */
type ExpressionToken = { kind: "number" | "name" | "function" | "sign" | "end"; value: number | string; at: number };
/** An operation and what it is done to; `num` and `var` have a value instead. */
type ExpressionNode = { op: string; args: ExpressionNode[]; value: number | string | null; at: number };

/** What a rule of the grammar reads, at a depth of brackets and signs. */
type ExpressionRule = (depth: number) => ExpressionNode;
/** One that holds or does not is read only where `conditions` are asked. */
type ParseExpression = (text: string, names: string[], how?: { conditions?: boolean }) => ExpressionNode;
/** Finds the words of a part of a text, from a place on. */
type ReadTokens = (text: string, at: number, names: string[]) => ExpressionToken[];

type UnitPlace = UnitName & { x: number; y: number; size: number };
/** Input -1: not in use. */
type Spot = { x: number; y: number };
/** What is drawn or touched; x and y are its middle. */
type Box = Spot & { width: number; height: number };
type QuantizedMap = ReturnType<typeof import("./lib/plane.js").quantized>;
type UnitNames = ReturnType<typeof import("./lib/unit-names.js").unitNames>;
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
/** A place of the plane. */
type PlanePlace = { x1: number; x2: number };
type ColorTables = Palette["large"];

/** What a chart leaves free around its lines, in CSS pixels. */
type Margins = { left: number; right: number; top: number; bottom: number };
type ChartBox = Margins & { width: number; height: number };
type NumberScale = ReturnType<typeof import("./lib/scale.js").numberScale>;
type BoxScales = ReturnType<typeof import("./lib/box.js").boxScales>;
type ChartAxes = {
  box: Margins;
  /** How far the text of a tick stands below its line. */
  drop: number;
  /** The values of the lines across, and how they are written. */
  ticks: number[];
  text: (value: number) => string;
  /** What stands below. */
  labels: { at: number; text: string; align: CanvasTextAlign }[];
};
/** Null breaks the line; `hasEnd`: a dot where it ends before the chart does. */
type ChartLine = {
  xs: number[];
  ys: (number | null)[];
  color: Rgb;
  width: number;
  alpha?: number;
  dashes?: number[];
  hasEnd?: boolean;
};
type LineChart = { scales: BoxScales; axes: ChartAxes; lines: ChartLine[] };

/** How points are drawn; classes 0 for a regression. */
type PointStyle = { size: number; classes: number; scale: number; palette: Palette };

type Bounds = { min?: number; max?: number; step?: number };
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
	/** What the keys of the formulas of the choices begin with. */
	formulas?: string;
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
  /** Where the value is typed. */
  box?: HTMLInputElement;
  /** Why it has no effect; empty: it has one. */
  isOff?: () => string;
};
/** What a field for a number takes. */
type Limits = { min?: number; max?: number; excluded?: number[]; step?: number; whole?: boolean; optional?: boolean };
/** What was typed, and why it is not taken; empty: it is. */
type Typed = { value: number; why: "" | "empty" | "unfinished" | "unread" | "fraction" | "outside" };
type NumberParts = Limits & {
  /** The value in force; null: none. */
  get: () => number | null;
  set: (value: number | null) => void;
  /** Where a refusal is said. */
  message?: HTMLElement;
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
  /** For whom the key is there once. */
  owner?: object;
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
type Palette = ReturnType<typeof import("./core/page/palette.js").readPalette>;
/** What hands can do. */
type Actions = {
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
  /** Opens the pencil, or puts it away. */
  draw: (on: boolean) => void;
  /** A command that edits points; false: refused, or lost. */
  editPoints: (type: string, fields?: Record<string, unknown>) => Promise<boolean>;
  /** Starts anew with a whole config, and tells which preset it is. */
  begin: (config: Config, preset?: string | null) => Promise<void>;
  /** Goes where a link leads: one to another start starts there. */
  follow: (link: Link) => void;
  /** Says what of a link was not taken as it was. */
  report: (corrections: Correction[]) => void;
  hover: (shown: Shown | null) => void;
  pin: (shown: Shown | null) => void;
  point: (name: ParameterName | null) => void;
  edit: (name: ParameterName | null) => void;
};
type Inbox = ReturnType<typeof import("./core/live/inbox.js").createInbox>;
type Outbox = ReturnType<typeof import("./core/live/outbox.js").createOutbox>;
/** What the parts of a live session have in common. */
type LiveParts = { page: Pick<Page, "options" | "texts">; store: Store; notices: Notices; outbox: Outbox };
/** The ways out of a live session. */
type LiveEdges = {
  /** A socket at a path of the server. */
  open: (path: string) => WebSocket;
  later: (run: () => void, milliseconds: number) => unknown;
  /** Calls before the next time that the browser paints. */
  paint: (draw: () => void) => unknown;
  /** How frames are packed on their way. */
  encoding: "none" | "differences";
};
/** Where a session comes from, and where its id is kept. */
type Visit = {
  /** The session that is asked for. */
  named: () => string | null;
  /** The one that was there before. */
  kept: () => string | null;
  keep: (id: string | null) => void;
  /** Points of one's own, while others are there. */
  keepOwn: (points: Points) => void;
  own: () => Points | null;
  /** Nothing is asked for any more. */
  forget: () => void;
  /** Those of a new session. */
  settings: () => Link | Promise<Link>;
};
type SessionApi = {
  dataset: (name: string, samples: number) => Promise<Wire.DatasetPoints>;
  feature: (name: string, resolution: number) => Promise<Wire.FeatureMap>;
  create: (config: unknown) => Promise<Session>;
  /** From a file whose type says what it is. */
  import: (file: Blob) => Promise<Session>;
  find: (id: string) => Promise<Session>;
  exported: (id: string, format: string) => Promise<Response>;
  code: (id: string) => Promise<{ python: string; curl: string }>;
  history: (id: string) => Promise<any>;
  /** A command that is too long for the stream: `configure`, `set_points` or `add_points`. */
  perform: (id: string, type: string, fields: any) => Promise<unknown>;
  /** All points. */
  data: (id: string) => Promise<Points>;
  confusion: (id: string) => Promise<Wire.Confusions>;
};
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

/**
 * Properties are a class, or attributes as written; also `text`, `testid`, `explained`, and listeners as `onclick`; those of null
 * and false are left out.
 */
type CreateElement = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties?: string | Record<string, any>, ...children: (Node | string | null | undefined | false)[]) => HTMLElementTagNameMap[Tag];
type Notices = ReturnType<typeof import("./core/page/notices.js").createNotices>;
type AddressBar = Pick<Window, "location" | "history" | "addEventListener">;
type Address = ReturnType<typeof import("./core/page/address.js").createAddress>;
/** What is kept in step with the part of the address after `#`; without it on both sides. */
type Follower = {
  /** Null: nothing yet. */
  write: () => string | null;
  read: (hash: string) => unknown;
  /** Milliseconds until it is written, so that not every change is. */
  pause?: number;
};
/** What lives as long as a page does; its texts change with the language. */
type BarePage = {
  texts: Texts;
  notices: Notices;
  address: Address;
  /** Called once another theme is shown. */
  themed: () => void;
  toggleTheme: () => void;
  setLanguage: (language: string) => Promise<void>;
};
/** A page about networks. */
type Page = BarePage & {
  options: Options;
  /** The colours of the theme that is shown. */
  palette: Signal<Palette>;
};
/** What views and widgets are given; their listeners end with the signal, when the language changes. */
type Mounted = Page & { signal: AbortSignal };
type BareMounted = BarePage & { signal: AbortSignal };
/** What is fetched when it is pointed at or opened. */
type Tool<All extends any[] = []> = { prepare: () => void; open: (...all: All) => Promise<void> };
/** `make` puts it on the page, and returns what opens it, if anything has to. */
type MakeTool = <Module, All extends any[]>(page: Pick<BareMounted, "texts" | "notices" | "signal">, load: () => Promise<Module>, make: (module: Module) => ((...all: All) => void) | void) => Tool<All>;
/** Puts the views of a page in their places. */
type Mount = (place: (name: string) => HTMLElement, page: Mounted) => void;
type BareMount = (place: (name: string) => HTMLElement, page: any) => void;
/** What a page cannot begin without: the files of its texts, the key of its title, and what it loads besides. */
type PageNeeds<T> = { texts: string[]; title?: string; load?: () => Promise<T> };
/** `begin` makes what lives as long as the page does, and says how its views are put in place. */
type OpenPage = (needs: PageNeeds<any>, begin: (page: BarePage, loaded: any) => BareMount | Promise<BareMount>) => Promise<void>;
/** The template is of a notice, as the texts may be what is missing; its button tries again at once. */
type AtLast = <T>(load: () => Promise<T>, template: HTMLTemplateElement) => Promise<T>;
type OpenNetworks = (needs: PageNeeds<any>, begin: (page: Page, loaded: any) => Mount | Promise<Mount>) => Promise<void>;

/* One live session. */

type Store = ReturnType<typeof import("./core/live/store.js").createStore>;
type LivePage = Mounted & ReturnType<typeof import("./core/live/session.js").liveSession>;
/** Puts itself into a place of the page. */
type LiveView = (root: HTMLElement, page: LivePage) => void;

/* The pencil. */

/** Where the pencil draws, and how what it has drawn is shown over what the server tells. */
type DrawnOn = { plane: HTMLElement; show: (how: (points: Points) => Points) => void };
/** What the brush is set to: its radius, points along a unit of its way, the label; or it erases. */
type Brush = { size: number; density: number; kind: number; value: number; erases: boolean };
type PencilEdits = ReturnType<typeof import("./widgets/pencil/edits.js").pencilEdits>;

/* The pages about experiments. */

type Place = { kind: "runs" | "sweeps"; id: string };
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
type ExperimentsPage = Mounted & { store: ExperimentsStore; actions: ExperimentsActions; api: ExperimentsApi };

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
/** `rate`: of a single point; how sure the share of several is, only the server knows. */
type HeatCell = { points: number[]; runs: number; successes: number | null; loss: number | null; rate: Rate | null };

/** What a plot is given; its listeners end with the signal. */
type PlotParts<Picked> = { t: Texts["t"]; format: Formats; palette: Signal<Palette>; signal: AbortSignal; onPick: (picked: Picked) => void; rateOf?: (points: number[]) => Promise<Rate | null> };
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
