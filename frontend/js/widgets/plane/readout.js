/** What the output tells of the place under the pointer. */
import { setText } from "../../core/dom.js";
import { cellAt } from "../../lib/plane.js";

/** From here on upwards it lies at the bottom. */
const HIGH = 3.6;

/**
 * @param {HTMLElement} box @param {Pick<Mounted, "texts">} page
 * @param {{seen: () => {place: PlanePlace, picture: Picture} | null, names: () => string[], pair: () => false | string[] | null}} output
 */
export const readout = (box, { texts: { t, format } }, { seen, names, pair }) => () => {
	const now = seen();
	box.hidden = !now;
	if (!now) return;
	const { place, picture: { side, values, classes, scale, color } } = now;
	const at = cellAt(place, side);
	const percent = (/** @type {number} */ k) => t("output.probability", { class: names()[k] ?? k, value: format.percent(values[k * side * side + at] / 255) });
	const signed = (/** @type {number} */ value) => format.value(value) + (pair() ? ` · ${names()[Number(value > 0)]}` : "");
	const value = classes
		? Array.from({ length: classes }, (_, k) => percent(k)).join(" · ")
		: color ? format.percent(values[at] / 255) : signed((values[at] / 127) * scale);
	box.classList.toggle("low", place.x2 > HIGH);
	setText(box, t("output.at", { x1: format.coordinate(place.x1), x2: format.coordinate(place.x2), value }));
};
