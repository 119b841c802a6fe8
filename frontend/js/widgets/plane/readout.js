/** What the output tells of the place under the pointer. */
import { setText } from "../../core/dom.js";
import { placeText, valueAt, written } from "../../lib/in-units.js";
import { cellAt } from "../../lib/plane.js";
import { isPlain } from "../../lib/units.js";

/** From here on upwards it lies at the bottom. */
const HIGH = 3.6;

/**
 * @param {HTMLElement} box @param {LivePage} page
 * @param {{seen: () => {place: PlanePlace, picture: Picture, isOutput: boolean} | null, names: () => string[], pair: () => false | string[] | null}} output
 */
export const readout = (box, { texts: { t, format }, store }, { seen, names, pair }) => () => {
	const now = seen();
	box.hidden = !now;
	if (!now) return;
	const { place, isOutput, picture: { side, values, classes, scale, color } } = now;
	const { units } = store.points.value;
	const at = cellAt(place, side);
	const percent = (/** @type {number} */ k) => t("output.probability", { class: names()[k] ?? k, value: format.percent(values[k * side * side + at] / 255) });
	const isOwn = isOutput && units && (units.label.offset !== 0 || units.label.factor !== 1);
	const title = isOutput && !names().length && units && units.label.title !== "label" ? `${units.label.title} ` : "";
	const number = (/** @type {number} */ place) => title + (isOwn ? written(units.label, valueAt(units.label, place), 2 * scale) : format.value(place));
	const signed = (/** @type {number} */ value) => number(value) + (pair() ? ` · ${names()[Number(value > 0)]}` : "");
	const value = classes
		? Array.from({ length: classes }, (_, k) => percent(k)).join(" · ")
		: color ? format.percent(values[at] / 255) : signed((values[at] / 127) * scale);
	box.classList.toggle("low", place.x2 > HIGH);
	const plain = () => t("output.at", { x1: format.coordinate(place.x1), x2: format.coordinate(place.x2), value });
	setText(box, isPlain(units) ? plain() : t("output.at-own", { ...placeText(units, place), value }));
};
