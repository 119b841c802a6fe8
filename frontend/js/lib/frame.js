/** Turns the bytes of a frame into a `Frame`. */
import { readSafetensors } from "./safetensors.js";

const METRICS = ["train_loss", "test_loss", "train_accuracy", "test_accuracy", "learning_rate", "epochs_per_second"];

/** @param {ArrayBuffer} buffer @returns {Frame} */
export function readFrame(buffer) {
	const { tensors, metadata } = readSafetensors(buffer);
	const grid = (/** @type {any} */ map) => /** @type {Grid} */ (metadata.maps === "differences" ? summed(map) : map);
	return {
		sequence: Number(metadata.sequence),
		epoch: Number(metadata.epoch),
		step: Number(metadata.step),
		status: metadata.status,
		metrics: metrics(/** @type {Float64Array} */ (tensors.metrics.values)),
		boundary: grid(tensors.boundary),
		neurons: grid(tensors.neurons),
		neuronScale: /** @type {Float32Array} */ (tensors.neuron_scale.values),
		unit: tensors.unit ? grid(tensors.unit) : null,
		unitName: metadata.unit ?? "",
		parameters: /** @type {Float32Array} */ (tensors.parameters.values),
		gradients: tensors.gradients ? /** @type {Float32Array} */ (tensors.gradients.values) : null,
	};
}

/** @param {Float64Array} values @returns {Metrics} */
function metrics(values) {
	const entries = METRICS.map((name, i) => [name, Number.isFinite(values[i]) ? values[i] : null]);
	return Object.fromEntries(entries);
}

/** The maps whose cells are given less the cell to the left, the rows of that less the row above. @param {Grid} grid */
function summed({ values, shape }) {
	const [rows, columns] = shape.slice(-2);
	for (let i = columns; i < values.length; i++) if (i % (rows * columns) >= columns) values[i] += values[i - columns];
	for (let i = 1; i < values.length; i++) if (i % columns) values[i] += values[i - 1];
	return { values, shape };
}
