/** Writes what differs from the defaults into the address, after its `#`, readable. */
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

/** @param {string} name beside others */
const named = (name) => name.replace(/[;%]/g, encodeURIComponent);

/** What points of one's own have beside places; empty: nothing to tell. @type {Record<string, (value: any) => string>} */
const OWN = {
	sides: (sides) => Array.from(sides, (side) => SIDES.indexOf(side)).join(""),
	class_names: (names) => names.map(named).join(";").replace(/^-1;1$/, ""),
	units: ({ x1, x2, label }) => [x1, x2, label].map((axis) => [axis.offset, axis.factor, named(axis.title)]).join(";").replace(/^0,1,x1;0,1,x2;0,1,label$/, ""),
};

/** @param {any} value @param {string} [kind] of the field */
export function written(value, kind = "") {
	if (kind in OWN) return OWN[kind](value);
	if (!Array.isArray(value)) return String(value);
	return value.map(String).join(Array.isArray(value[0]) ? ";" : ",");
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
	const { speed, showTest, discretize, hideText, hidden } = view;
	if (speed !== DEFAULT_VIEW.speed) params.push(["speed", String(speed ?? "max")]);
	const on = [showTest && "show_test", discretize && "discretize", hideText && "hide_text", ...hidden.map((name) => `${name}_hide`)];
	for (const key of on) if (key) params.push([key, "true"]);
	return params.map(([key, value]) => `${key}=${value.replace(/[%&#+\s]/g, encodeURIComponent)}`).join("&");
}
