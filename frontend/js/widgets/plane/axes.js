/** Axes in the units of the points: round numbers of theirs, and what they are called. */
import { el } from "../../core/dom.js";
import { styled } from "../../core/style.js";
import { titleOf, valueAt, written } from "../../lib/in-units.js";
import { fromLeft, fromTop } from "../../lib/plane.js";
import { roundTicks } from "../../lib/plots/ticks.js";
import { isPlain } from "../../lib/units.js";

await styled(new URL("../../../css/axes.css", import.meta.url).href);

/** Characters that have room beside each other. */
const ROOM = 36;

/** @param {HTMLElement} box of the plane @param {LivePage} page @returns {() => void} shows those of the points that are there */
export function ownAxes(box, { texts: { t }, store }) {
	const usual = [...box.querySelectorAll(".tick")];
	const map = /** @type {HTMLElement} */ (box.querySelector(".boundary"));
	let key = "";

	return function show() {
		const { units } = store.points.value;
		const now = JSON.stringify(units ?? null);
		if (now === key) return;
		key = now;
		for (const node of box.querySelectorAll(".tick, .axis-title")) node.remove();
		box.classList.toggle("own", !isPlain(units));
		if (isPlain(units)) {
			box.append(...usual);
			map.setAttribute("aria-label", t("output.title"));
			return;
		}
		box.append(...ticks(units.x1, "x", fromLeft), ...ticks(units.x2, "y", fromTop), title("x"), title("y"));
		map.setAttribute("aria-label", t("output.axes", { x1: title("x").textContent ?? "", x2: title("y").textContent ?? "", ...ends("1", units.x1), ...ends("2", units.x2) }));

		/** @param {"x" | "y"} axis */
		function title(axis) {
			return el("span", { class: `axis-title ${axis}`, "aria-hidden": "true", text: titleOf(axis === "x" ? "x1" : "x2", units) });
		}
	};
}

/** @param {string} number @param {AxisUnits} axis */
const ends = (number, axis) => ({ [`low${number}`]: written(axis, valueAt(axis, -6)), [`high${number}`]: written(axis, valueAt(axis, 6)) });

/** @param {AxisUnits} axis @param {"x" | "y"} name @param {(place: number) => number} share */
function ticks(axis, name, share) {
	const all = roundTicks({ isLog: false, low: valueAt(axis, -6), high: valueAt(axis, 6) });
	const texts = shortest(all, axis);
	const stride = name === "x" ? Math.ceil(texts.join("").length / ROOM) : 1;
	return all.map((number, i) => {
		const node = el("span", { class: `tick ${name}`, "aria-hidden": "true", text: texts[i] });
		node.style.setProperty("--at", String(share((number - axis.offset) / axis.factor)));
		return node;
	}).filter((_, i) => i % stride === 0);
}

/** Numbers as short as they can be told apart. @param {number[]} numbers @param {AxisUnits} axis */
function shortest(numbers, axis) {
	const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumSignificantDigits: 3 });
	const short = numbers.map((number) => compact.format(number).replace("-", "−"));
	return new Set(short).size === numbers.length ? short : numbers.map((number) => written(axis, number));
}
