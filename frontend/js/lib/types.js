/**
 * The vocabulary of the page: shapes that pass between modules. Nothing but types.
 *
 * @typedef {Object} DataConfig
 * @property {string} dataset
 * @property {string | null} task
 * @property {number | null} samples
 * @property {number} noise
 * @property {number} train_percent
 * @property {number} seed
 * @property {number[][] | null} points
 *
 * @typedef {Object} NetworkConfig
 * @property {number[]} hidden
 * @property {string | string[]} activation
 * @property {string} init
 * @property {number} dropout
 * @property {number} seed
 *
 * @typedef {Record<string, any>} TrainingConfig
 *
 * @typedef {Object} Config
 * @property {DataConfig} data
 * @property {string[]} features
 * @property {NetworkConfig} network
 * @property {TrainingConfig} training
 *
 * @typedef {Object} Metrics
 * @property {number | null} train_loss
 * @property {number | null} test_loss
 * @property {number | null} train_accuracy
 * @property {number | null} test_accuracy
 * @property {number | null} learning_rate
 * @property {number | null} epochs_per_second
 *
 * @typedef {Object} Structure
 * @property {string[]} features
 * @property {{units: number, activation: string}[]} layers
 * @property {number} outputs
 * @property {number} parameters
 *
 * @typedef {Object} Session
 * @property {string} [id] absent for a watcher
 * @property {string} watch_id
 * @property {string} [url]
 * @property {string} watch_url
 * @property {"paused" | "playing" | "diverged" | "closed"} status
 * @property {"classification" | "regression"} task
 * @property {number | null} speed epochs a second that were asked for; null: as fast as possible
 * @property {number} classes 0 for a regression
 * @property {number} label_scale
 * @property {Config} config
 * @property {number} epoch
 * @property {number} step
 * @property {string} engine
 * @property {boolean} pristine whether nothing but training changed the parameters since epoch 0
 * @property {{epoch: number, reason: string} | null} divergence
 * @property {Metrics} metrics
 * @property {Structure} structure
 *
 * @typedef {Object} Frame one self-contained picture of a session
 * @property {number} sequence
 * @property {number} epoch
 * @property {number} step
 * @property {string} status
 * @property {Metrics} metrics
 * @property {Grid} boundary
 * @property {Grid} neurons
 * @property {Float32Array} neuronScale
 * @property {Grid | null} unit the unit that this viewer asked for, at full resolution
 * @property {string} unitName which unit that is, as `1-0`
 * @property {Float32Array} parameters
 * @property {Float32Array | null} gradients
 *
 * @typedef {Object} Grid
 * @property {Int8Array | Uint8Array} data
 * @property {number[]} shape
 *
 * @typedef {[x1: number, x2: number, label: number]} Point
 * @typedef {{train: Point[], test: Point[]}} Points
 *
 * @typedef {{layer: number, unit: number, input: number | "bias"}} ParameterName
 *
 * @typedef {Object} FieldOptions one field of the config, as GET /api/options describes it
 * @property {any} default
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [step]
 * @property {any[]} [values]
 * @property {number} [max_length] of a list
 * @property {boolean} [whole] whether only whole numbers are taken
 *
 * @typedef {Object} DatasetOptions
 * @property {string} name
 * @property {"classification" | "regression"} task
 * @property {number} classes 0 for a regression
 * @property {number} samples
 *
 * @typedef {Object} Options
 * @property {Config} defaults
 * @property {Record<string, FieldOptions>} fields
 * @property {DatasetOptions[]} datasets
 * @property {string[]} features
 * @property {(number | null)[]} speeds in epochs a second; null: as fast as possible
 * @property {(dataset: {task: string, classes: number}) => string[]} losses those that fit a data set, its default first
 * @property {(name: string, training: TrainingConfig) => boolean} applies whether a parameter has an effect
 */

export {};
