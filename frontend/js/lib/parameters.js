/**
 * Where each parameter lies in the flat array of a frame: layer by layer, the weights (units × inputs, row by row), then
 * the biases. Layers count from 1 (first hidden) to H + 1 (output), units and inputs from 0.
 */

/**
 * The number of values in each column of the network: features, hidden layers, output.
 * @param {Structure} structure @returns {number[]}
 */
export function columnSizes({ features, layers, outputs }) {
	return [features.length, ...layers.map((layer) => layer.units), outputs];
}

/**
 * For each layer from 1, where its weights and its biases start; entry 0 is empty.
 * @param {Structure} structure
 */
export function parameterOffsets(structure) {
	const sizes = columnSizes(structure);
	const offsets = [{ weights: 0, biases: 0, inputs: 0, units: 0 }];
	let next = 0;
	for (let layer = 1; layer < sizes.length; layer++) {
		const inputs = sizes[layer - 1];
		const units = sizes[layer];
		offsets.push({ weights: next, biases: next + inputs * units, inputs, units });
		next += (inputs + 1) * units;
	}
	return offsets;
}

/**
 * The index of one parameter in the flat array, or -1 where the network has no such parameter.
 * @param {ReturnType<typeof parameterOffsets>} offsets @param {ParameterName} name
 */
export function parameterIndex(offsets, { layer, unit, input }) {
	const at = offsets[layer];
	if (!layer || !at || unit >= at.units) return -1;
	if (input === "bias") return at.biases + unit;
	return input < at.inputs ? at.weights + unit * at.inputs + input : -1;
}
