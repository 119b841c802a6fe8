/** Colours for groups of lines. */
import { CLASS_COLORS, mix } from "../colors.js";

/** Viridis at even steps: it grows lighter, for every kind of colour vision. @type {Rgb[]} */
const VIRIDIS = [
	[68, 1, 84],
	[72, 40, 120],
	[62, 74, 137],
	[49, 104, 142],
	[38, 130, 142],
	[31, 158, 137],
	[53, 183, 121],
	[109, 205, 89],
	[180, 222, 44],
	[253, 231, 37],
];

/** Dashes of the lines of the groups, so that they differ in more than colour. */
export const DASHES = [[], [9, 3], [2, 3], [9, 3, 2, 3], [16, 4], [5, 5], [9, 3, 2, 3, 2, 3], [1, 5]];

/**
 * One colour for each group: in order from dark to light where the groups are, else as different as can be. Each has a
 * contrast of 3 to the ground at least.
 * @param {number} count @param {boolean} isOrdered @param {boolean} onDark whether the ground is dark
 * @returns {Rgb[]}
 */
export function groupColors(count, isOrdered, onDark) {
	const [from, to] = onDark ? [0.4, 1] : [0, 0.56];
	const color = (/** @type {number} */ i) => (isOrdered ? viridis(from + ((to - from) * i) / Math.max(1, count - 1)) : distinct(i));
	const distinct = (/** @type {number} */ i) => mix(CLASS_COLORS[i % CLASS_COLORS.length], [0, 0, 0], onDark ? 0 : 0.26);
	return Array.from({ length: count }, (_, i) => color(i));
}

/** @param {number} t 0 to 1 @returns {Rgb} */
function viridis(t) {
	const at = t * (VIRIDIS.length - 1);
	const below = Math.min(VIRIDIS.length - 2, Math.floor(at));
	return mix(VIRIDIS[below], VIRIDIS[below + 1], at - below);
}

/** Whether a colour is nearer to black than to white. @param {Rgb} color */
export const isDark = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110;
