/** Elements of a drawing. */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string | number | null | undefined | false>} attributes those of null or false are left out @param {...(Node | string)} children */
export function shape(tag, attributes, ...children) {
	const node = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
	}
	node.append(...children);
	return node;
}

/** A line through places; it breaks where one is no place. @param {Iterable<readonly number[]>} places in pixels */
export function path(places) {
	let isDown = false;
	let d = "";
	for (const [x, y] of places) {
		const isPlace = Number.isFinite(x) && Number.isFinite(y) && Math.abs(y) < 1e5;
		if (isPlace) d += `${isDown ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
		isDown = isPlace;
	}
	return d;
}
