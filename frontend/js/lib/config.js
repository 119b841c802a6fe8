/** Configs and parts of them: reading a field, changing one, merging a change. */

/**
 * `base` with `change` merged into it, section by section; neither is touched.
 *
 * @template {Record<string, any>} T
 * @param {T} base
 * @param {Record<string, any>} change
 * @returns {T}
 */
export function merged(base, change) {
	const result = /** @type {Record<string, any>} */ ({ ...base });
	for (const [key, value] of Object.entries(change)) {
		result[key] = isSection(value) && isSection(result[key]) ? merged(result[key], value) : value;
	}
	return /** @type {T} */ (result);
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isSection = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A change of one field, given by its path.
 * @param {string} path like `data.noise` @param {unknown} value @returns {Record<string, any>}
 */
export function changeAt(path, value) {
	return path.split(".").reduceRight((inner, key) => /** @type {any} */ ({ [key]: inner }), /** @type {any} */ (value));
}

/** @param {any} config @param {string} path @returns {any} */
export function valueAt(config, path) {
	return path.split(".").reduce((value, key) => value?.[key], config);
}

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
