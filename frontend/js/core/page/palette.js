/** The colours of the theme as numbers, for canvases. */
import { CLASS_COLORS, mix, rampColor, signedTable, unsignedTable } from "../../lib/colors.js";

const NAMES = /** @type {const} */ (["neg", "mid", "pos", "card", "ink", "soft", "faint", "line", "line-strong"]);

/** How far the large map is lightened towards the card, so that points stand out on it. */
const VEIL = 0.32;

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
	const color = (/** @type {number} */ value) => rampColor(value, ramp);
	const tables = (/** @type {number} */ veil) => {
		const veiled = (/** @type {Rgb} */ bare) => mix(bare, colors.card, veil);
		/** @param {(value: number) => number} strength */
		const classes = (strength) => CLASS_COLORS.map((full) => unsignedTable((value) => veiled(mix(colors.mid, full, strength(value)))));
		return {
			smooth: signedTable((value) => veiled(color(value))),
			discrete: signedTable((value) => veiled(color(value < 0 ? -1 : 1))),
			classes: classes((value) => value),
			winners: classes((value) => 0.15 + 0.85 * value),
			discreteWinners: classes(() => 1),
		};
	};
	return { colors, color, small: tables(0), large: tables(VEIL) };
}
