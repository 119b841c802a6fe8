/** What the server answers and is sent, as docs/protocol.md and docs/experiments.md have it: known in every module without an import. */

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

type Point = [x1: number, x2: number, label: number];
type Points = { train: Point[]; test: Point[] };

type DatasetOptions = { name: string; task: "classification" | "regression"; classes: number; samples: number };

/* Runs and sweeps. */

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
