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

/** A name beside others. @param {string} name */
const named = (name) => name.replace(/[;%]/g, encodeURIComponent);

/** What one's own points have beside places; empty: it need not be told. @type {Record<string, (value: any) => string>} */
const OWN = {
	sides: (sides) => sides.map((/** @type {any} */ side) => SIDES.indexOf(side)).join(""),
	class_names: (names) => names.map(named).join(";").replace(/^-1;1$/, ""),
	units: ({ x1, x2, label }) => [x1, x2, label].map((axis) => [axis.offset, axis.factor, named(axis.title)]).join(";").replace(/^0,1,x1;0,1,x2;0,1,label$/, ""),
};

/** @param {any} value @param {string} [kind] of the field */
export function written(value, kind = "") {
	if (kind in OWN) return OWN[kind](value);
	if (!Array.isArray(value)) return String(value);
	return value.map((each) => String(each)).join(Array.isArray(value[0]) ? ";" : ",");
}

/**
 * @param {Config} config @param {View} view @param {Options} options
 * @returns {string} without the `#`; empty where nothing differs
 */
export function writeHash(config, view, { fields, defaults }) {
	/** @type {[string, string][]} */
	const params = [];
	for (const [path, { kind }] of Object.entries(fields)) {
		const value = valueAt(config, path);
		if (value === null || same(value, valueAt(defaults, path))) continue;
		const text = written(value, kind);
		if (text || !(kind in OWN)) params.push([keyOf(path), text]);
	}
	if (view.speed !== DEFAULT_VIEW.speed) params.push(["speed", String(view.speed ?? "max")]);
	if (view.showTest) params.push(["show_test", "true"]);
	if (view.discretize) params.push(["discretize", "true"]);
	if (view.hideText) params.push(["hide_text", "true"]);
	for (const name of view.hidden) params.push([`${name}_hide`, "true"]);
	return params.map(([key, value]) => `${key}=${value.replace(/[%&#+\s]/g, encodeURIComponent)}`).join("&");
}
