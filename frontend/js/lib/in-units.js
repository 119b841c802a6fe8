/** Places on the square in the units of the points, as numbers and as they are written. */
import { featureText } from "./names.js";

/** @param {AxisUnits | undefined} axis @param {number} place */
export const valueAt = (axis, place) => (axis ? axis.offset + axis.factor * place : place);

/** @param {Units | undefined} units @param {PlanePlace} place @returns {PlanePlace} */
export const valuesAt = (units, { x1, x2 }) => ({ x1: valueAt(units?.x1, x1), x2: valueAt(units?.x2, x2) });

/** A value to a thousandth of what the axis spans, as a language writes it. @param {AxisUnits} axis @param {number} value @param {number} [span] */
export function written(axis, value, span = 12) {
	const digits = Math.max(-15, Math.min(20, 3 - Math.floor(Math.log10(span * axis.factor))));
	const round = digits < 0 ? Math.round(value * 10 ** digits) / 10 ** digits : value;
	const text = Math.abs(round) >= 1e15 || digits > 15
		? round.toPrecision(4)
		: new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: Math.max(0, digits), useGrouping: false }).format(round);
	return text.replace("-", "−");
}

/** What an axis is called. @param {"x1" | "x2" | "label"} role @param {Units} units */
export const titleOf = (role, units) => (units[role].title === role ? featureText(role) : units[role].title);

/** A place in words of both axes. @param {Units} units @param {PlanePlace} place */
export function placeText(units, place) {
	const { x1, x2 } = valuesAt(units, place);
	return { title1: titleOf("x1", units), title2: titleOf("x2", units), x1: written(units.x1, x1), x2: written(units.x2, x2) };
}
