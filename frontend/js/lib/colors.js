/** Colour tables for heat maps: 256 packed pixels each, indexed by a byte, written through a `Uint32Array`. */

/** Okabe and Ito's colours, which differ for every kind of colour vision. @type {Rgb[]} */
export const CLASS_COLORS = [
	[0, 114, 178], [230, 140, 0], [0, 158, 115], [204, 121, 167],
	[86, 180, 233], [213, 94, 0], [214, 198, 40], [110, 110, 110],
];

/** @param {Rgb} from @param {Rgb} to @param {number} t 0 to 1 @returns {Rgb} */
export function mix(from, to, t) {
	return /** @type {Rgb} */ ([0, 1, 2].map((i) => Math.round(from[i] + (to[i] - from[i]) * t)));
}

/** @param {Rgb} color */
export const cssColor = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

/** @param {Rgb} color */
const pixel = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/**
 * The colour of a value on the scale from -1 to 1.
 * @param {number} value clipped to the scale @param {{negative: Rgb, middle: Rgb, positive: Rgb}} ramp
 */
export function rampColor(value, { negative, middle, positive }) {
	const clipped = Math.max(-1, Math.min(1, value));
	return mix(middle, clipped < 0 ? negative : positive, Math.abs(clipped));
}

/** A table for int8 values, indexed by the unsigned byte. @param {(value: number) => Rgb} color of a value from -1 to 1 */
export function signedTable(color) {
	return Uint32Array.from({ length: 256 }, (_, byte) => pixel(color((byte < 128 ? byte : byte - 256) / 127)));
}

/** A table for uint8 values: probabilities. @param {(value: number) => Rgb} color of a value from 0 to 1 */
export function unsignedTable(color) {
	return Uint32Array.from({ length: 256 }, (_, byte) => pixel(color(byte / 255)));
}

/** Writes a map, or several in a row, through a table. @param {Uint32Array} pixels @param {Bytes} values @param {Uint32Array} table */
export function paint(pixels, values, table) {
	for (let i = 0; i < values.length; i++) pixels[i] = table[values[i] & 255];
}

/**
 * Writes the winning class of each cell, in its colour, as strong as it is probable.
 * @param {Uint32Array} pixels @param {Bytes} probabilities K maps, one after the other
 * @param {Uint32Array[]} tables one per class
 */
export function paintWinners(pixels, probabilities, tables) {
	const cells = pixels.length;
	const classes = probabilities.length / cells;
	for (let i = 0; i < cells; i++) {
		let winner = 0;
		let best = probabilities[i];
		for (let k = 1; k < classes; k++) {
			const value = probabilities[k * cells + i];
			if (value > best) {
				best = value;
				winner = k;
			}
		}
		pixels[i] = tables[winner % tables.length][best];
	}
}
