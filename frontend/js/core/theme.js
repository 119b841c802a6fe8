/** The colours of the page as numbers, for what is drawn on canvases. */
import { CLASS_COLORS, mix, rampColor, signedTable, unsignedTable } from "../lib/colors.js";

/* */

const NAMES = /** @type {const} */ (["neg", "mid", "pos", "card", "ink", "soft", "faint", "line", "line-strong"]);

/** How far the large map is lightened towards the card, so that points stand out on it. */
const VEIL = 0.22;

/** The colours and tables of the theme that is shown now. */
export function readPalette() {
	const probe = document.createElement("span");
	document.body.append(probe);
	const colors = /** @type {Record<typeof NAMES[number], Rgb>} */ ({});
	for (const name of NAMES) {
		probe.style.color = `var(--${name})`;
		const parts = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
		colors[name] = /** @type {Rgb} */ (parts.slice(0, 3).map(Number));
	}
	probe.remove();
	const ramp = { negative: colors.neg, middle: colors.mid, positive: colors.pos };
	const veiled = (/** @type {Rgb} */ color) => mix(color, colors.card, VEIL);
	const sign = (/** @type {number} */ value) => (value < 0 ? -1 : 1);
	return {
		colors,
		/** @param {number} value */
		color: (value) => rampColor(value, ramp),
		small: {
			smooth: signedTable((value) => rampColor(value, ramp)),
			discrete: signedTable((value) => rampColor(sign(value), ramp)),
			classes: CLASS_COLORS.map((color) => unsignedTable((value) => mix(colors.mid, color, value))),
		},
		large: {
			smooth: signedTable((value) => veiled(rampColor(value, ramp))),
			discrete: signedTable((value) => veiled(rampColor(sign(value), ramp))),
			classes: CLASS_COLORS.map((color) => unsignedTable((value) => veiled(mix(colors.mid, color, value)))),
			winners: CLASS_COLORS.map((color) => unsignedTable((value) => veiled(mix(colors.mid, color, 0.15 + 0.85 * value)))),
			discreteWinners: CLASS_COLORS.map((color) => unsignedTable(() => veiled(color))),
		},
	};
}
