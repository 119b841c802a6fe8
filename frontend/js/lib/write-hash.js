/** Writes settings into the part of the address after `#`: everything that differs from the defaults, readable. */
import { same, valueAt } from "./config.js";

/** @type {View} */
export const DEFAULT_VIEW = { showTest: false, discretize: false, speed: 60, hideText: false, hidden: [] };

/** Of points of one's own, by the digit that stands for them. */
export const SIDES = ["test", "train"];

/** @param {string} path */
export function keyOf(path) {
	const [section, name = section] = path.split(".");
	return name === "seed" ? `${section}_seed` : name;
}

/** @param {any} value */
export function written(value) {
	if (!Array.isArray(value)) return String(value);
	if (SIDES.includes(value[0])) return value.map((side) => SIDES.indexOf(side)).join("");
	return value.map((each) => String(each)).join(Array.isArray(value[0]) ? ";" : ",");
}

/**
 * @param {Config} config @param {View} view @param {Options} options
 * @returns {string} without the `#`; empty where nothing differs
 */
export function writeHash(config, view, { fields, defaults }) {
	/** @type {[string, string][]} */
	const params = [];
	for (const path of Object.keys(fields)) {
		const value = valueAt(config, path);
		if (value !== null && !same(value, valueAt(defaults, path))) params.push([keyOf(path), written(value)]);
	}
	if (view.speed !== DEFAULT_VIEW.speed) params.push(["speed", String(view.speed ?? "max")]);
	if (view.showTest) params.push(["show_test", "true"]);
	if (view.discretize) params.push(["discretize", "true"]);
	if (view.hideText) params.push(["hide_text", "true"]);
	for (const name of view.hidden) params.push([`${name}_hide`, "true"]);
	return params.map(([key, value]) => `${key}=${value.replace(/[%&#+\s]/g, encodeURIComponent)}`).join("&");
}
