/** Names of features, units and parameters, for eyes and for ears. */
import { math } from "../../core/dom.js";

/** @param {string} name */
const variable = (name) => math("msub", math("mi", name[0]), math("mn", name[1]));

/** A feature as a formula. @param {string} name */
export function featureFormula(name) {
	const formula = math("math");
	const called = name.match(/^(\w+)\((\w+)\)$/);
	if (called) formula.append(math("mi", called[1]), math("mspace"), variable(called[2]));
	else if (name === "r") formula.append(math("mi", "r"));
	else if (name.endsWith("^2")) formula.append(math("msubsup", math("mi", "x"), math("mn", name[1]), math("mn", "2")));
	else formula.append(...(name.match(/x\d/g) ?? []).map(variable));
	formula.querySelector("mspace")?.setAttribute("width", "0.15em");
	return formula;
}

/** A feature as plain text. @param {string} name */
export function featureText(name) {
	return name
		.replace("^2", "²")
		.replaceAll("x1", "x₁")
		.replaceAll("x2", "x₂")
		.replace(/^(sin|cos)\((.+)\)$/, "$1 $2");
}

/** The names of units and parameters in words. @param {Texts} texts @param {Structure} structure */
export function unitNames({ t }, structure) {
	const outputLayer = structure.layers.length + 1;
	/** @param {number} layer @param {number} unit */
	const unit = (layer, unit) => {
		if (layer < outputLayer) return t("name.unit", { layer, unit: unit + 1 });
		return structure.outputs > 1 ? t("name.class", { class: unit }) : t("name.output");
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

/** The first letter in capitals, as a title has it. @param {string} text */
export const titled = (text) => text.charAt(0).toUpperCase() + text.slice(1);
