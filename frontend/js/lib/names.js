/** Names of features, for eyes and for ears. */

/** A feature as plain text. @param {string} name */
export function featureText(name) {
	return name
		.replace("^2", "²")
		.replaceAll("x1", "x₁")
		.replaceAll("x2", "x₂")
		.replace(/^(sin|cos)\((.+)\)$/, "$1 $2");
}

/** The first letter in capitals, as a title has it. @param {string} text */
export const titled = (text) => text.charAt(0).toUpperCase() + text.slice(1);
