/** Turns the bytes of a frame into a `Frame`. */
import { readSafetensors } from "./safetensors.js";

const METRICS = ["train_loss", "test_loss", "train_accuracy", "test_accuracy", "learning_rate", "epochs_per_second"];

/** @param {ArrayBuffer} buffer @returns {Frame} */
export function readFrame(buffer) {
	const { tensors, metadata } = readSafetensors(buffer);
	const grid = metadata.maps === "differences" ? summed : plain;
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

/** @param {Tensor} tensor */
function plain({ values, shape }) {
	return { data: /** @type {Bytes} */ (values), shape };
}

/** The maps whose cells are given less the cell to the left, the rows of that less the row above. @param {Tensor} tensor */
function summed(tensor) {
	const grid = plain(tensor);
	const { data } = grid;
	const [rows, columns] = grid.shape.slice(-2);
	for (let i = columns; i < data.length; i++) if (i % (rows * columns) >= columns) data[i] += data[i - columns];
	for (let i = 1; i < data.length; i++) if (i % columns) data[i] += data[i - 1];
	return grid;
}
