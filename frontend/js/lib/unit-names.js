/** Names of classes, units and parameters, for eyes and for ears. */
import { featureText } from "./names.js";

/** What two classes are called, if anybody has named them. @param {string[]} [names] */
export const namedPair = (names = []) => (names.length === 2 && names.join() !== "-1,1" ? names : null);

/** The names of units and parameters in words. @param {Texts} texts @param {Structure} structure @param {string[]} [classes] */
export function unitNames({ t }, structure, classes = []) {
	const outputLayer = structure.layers.length + 1;
	/** @param {number} layer @param {number} unit */
	const unit = (layer, unit) => {
		if (layer < outputLayer) return t("name.unit", { layer, unit: unit + 1 });
		return structure.outputs > 1 ? t("name.class", { class: classes[unit] ?? unit }) : t("name.output");
	};
	/** @param {number} layer @param {number} input */
	const source = (layer, input) => (layer === 1 ? featureText(structure.features[input] ?? "") : unit(layer - 1, input));
	return {
		unit,
		/** @param {ParameterName} name */
		parameter: (name) =>
			name.input === "bias"
				? t("name.bias", { unit: unit(name.layer, name.unit) })
				: t("name.weight", { from: source(name.layer, name.input), to: unit(name.layer, name.unit) }),
	};
}
