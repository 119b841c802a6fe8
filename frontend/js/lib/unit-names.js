/** Names of classes, units and parameters, for eyes and for ears. */
import { featureText } from "./names.js";

/** What two classes are called, if anybody has named them. @param {string[]} [names] */
export const namedPair = (names = []) => (names.length === 2 && names.join() !== "-1,1" ? names : null);

/** @param {Units | undefined} units @param {"x1" | "x2"} axis */
const titleIn = (units, axis) => (units && units[axis].title !== axis ? units[axis].title : "");

/** The names of units, features and parameters in words. @param {Texts} texts @param {Structure} structure @param {Named} points */
export function unitNames({ t }, structure, { class_names: classes = [], units }) {
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
		/** Of a unit of several classes the class; empty: it is another. @param {number} layer @param {number} unit */
		ofClass: (layer, unit) => (layer === outputLayer && structure.outputs > 1 ? classes[unit] ?? String(unit) : ""),
		/** With what a coordinate is called in its file before what is said of it. @param {string} feature @param {string} text */
		feature: (feature, text) => {
			const title = feature === "x1" || feature === "x2" ? titleIn(units, feature) : "";
			return title ? t("name.titled", { title, text }) : text;
		},
		/** @param {ParameterName} name */
		parameter: (name) =>
			name.input === "bias"
				? t("name.bias", { unit: unit(name.layer, name.unit) })
				: t("name.weight", { from: source(name.layer, name.input), to: unit(name.layer, name.unit) }),
	};
}
