/** What a chart shows, layer by layer. */

/** @type {LabLayers} */
export const { curve, area, stems, dots, rule, square, arrow, label } = {
	curve: (points, more) => ({ kind: "curve", points, ...more }),
	area: (points, more) => ({ kind: "area", points, ...more }),
	stems: (points, more) => ({ kind: "stems", points, ...more }),
	dots: (points, more) => ({ kind: "points", points, ...more }),
	rule: (at, more) => ({ kind: "vertical", at, ...more }),
	square: (at, from, to, more) => ({ kind: "square", at, from, to, ...more }),
	arrow: (from, to, more) => ({ kind: "arrow", from, to, ...more }),
	label: (at, text, more) => ({ kind: "text", at, text, ...more }),
};

/** So many numbers from one to another. @param {number} from @param {number} to @param {number} count */
export const along = (from, to, count) => Array.from({ length: count }, (_, i) => from + (i * (to - from)) / (count - 1));
