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
  features: string[];
  speeds: (number | null)[];
  /** The losses that fit a data set, its default first. */
  losses: (dataset: { task: string; classes: number }) => string[];
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
type ModalParts = { title: string; close: string; name: string; kind?: string };
type MenuParts = { label: string; items: { text: string; hint?: string; testid: string; run: () => void }[] };

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

/** What code must reproduce; parameters where anything but training has happened since epoch 0. */
type Situation = {
  config: Record<string, any>;
  epoch: number;
  step: number;
  parameters: ParameterChange[] | null;
  server: string;
};
type Preset = { name: string; config: Record<string, any> };

type Texts = ReturnType<typeof import("./core/i18n.js").createTexts>;
type Formats = ReturnType<typeof import("./lib/format.js").numberFormats>;
type Palette = ReturnType<typeof import("./core/theme.js").readPalette>;
type Store = ReturnType<typeof import("./core/store.js").createStore>;
type Actions = ReturnType<typeof import("./core/actions.js").createActions>;
type Api = ReturnType<typeof import("./core/api.js").createApi>;
type Stream = ReturnType<typeof import("./core/stream.js").openStream>;
type CommandFailure = InstanceType<typeof import("./core/stream.js").CommandError>;

/** What views and widgets are given; their listeners end with the signal. */
type Page = { store: Store; actions: Actions; api: Api; signal: AbortSignal };
