/** Names of features, units and parameters, for eyes and for ears. */

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
