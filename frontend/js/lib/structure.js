/** Changes of the network's shape, as changes of the config. */
import { ownData } from "./own-points.js";

/** The activation of each hidden layer. @param {Config} config */
export function layerActivations({ network }) {
	const { activation, hidden } = network;
	return hidden.map((_, i) => (Array.isArray(activation) ? activation[i] : activation));
}

/** @param {Config} config @param {number[]} hidden */
export function withHidden({ network }, hidden) {
	const { activation } = network;
	if (!Array.isArray(activation)) return { network: { hidden } };
	return { network: { hidden, activation: fitted(activation, hidden.length) } };
}

/** @param {Config} config @param {number} layer from 1 @param {string} activation */
export function withLayerActivation(config, layer, activation) {
	const each = layerActivations(config).map((name, i) => (i + 1 === layer ? activation : name));
	return { network: { activation: fitted(each, each.length) } };
}

/**
 * A feature more, or less; in the order of the page, so that the same choice gives the same network.
 * @param {Config} config @param {string} feature @param {Wire.FeatureName[]} order
 */
export function withFeature({ features }, feature, order) {
	return { features: order.filter((name) => features.includes(name) !== (name === feature)) };
}

/**
 * Another data set; a loss that does not fit it gives way to its default.
 * @param {Config} config @param {{name: string, classes: number}} dataset @param {Options} options
 */
export function withDataset({ data, network, training }, dataset, options) {
	const fits = training.loss === null || options.losses(dataset).includes(training.loss);
	return {
		data: { dataset: dataset.name, task: null, points: null, sides: null, class_names: null, expression: null, samples: data.samples },
		...(fits && dataset.classes ? {} : { training: { loss: fits ? training.loss : null, ...(dataset.classes ? {} : { class_weight: null }) } }),
		...usualOutput(network),
	};
}

/** Points of one's own, as they were. @param {Config} config @param {Points} own @param {Options} options */
export const withOwn = (config, own, options) =>
	({ ...withDataset(config, { name: "custom", classes: own.class_names.length }, options), data: { ...ownData(own), class_names: own.class_names } });

/** The output goes back to the usual one of another loss, which may not take the one that was chosen. @param {Config["network"]} network */
export const usualOutput = ({ output }) => (output === "auto" ? {} : { network: { output: "auto" } });

/**
 * One activation per layer: the last is repeated where there are too few; one name where all are the same.
 * @template {string} Name @param {Name[]} activations @param {number} layers @returns {Name | Name[]}
 */
export function fitted(activations, layers) {
	const each = Array.from({ length: layers }, (_, i) => activations[Math.min(i, activations.length - 1)]);
	return new Set(each).size > 1 ? each : (each[0] ?? activations[0]);
}
