/** What a stroke of the brush leaves behind: points along its way, scattered as wide as the brush is. */

/**
 * @param {{size: number, density: number}} brush its radius, and how many points it leaves along a unit of its way
 * @param {() => number} random from 0 to 1
 */
export function stroke({ size, density }, random) {
	/** @type {PlanePlace | null} */
	let last = null;
	/** How far it is to the next point. */
	let due = 1 / density;

	/** @param {PlanePlace} place */
	function scattered({ x1, x2 }) {
		const [radius, angle] = [size * Math.sqrt(random()), 2 * Math.PI * random()];
		return { x1: x1 + radius * Math.cos(angle), x2: x2 + radius * Math.sin(angle) };
	}

	/** The points up to a place; the first is where the brush is put down. @param {PlanePlace} place @returns {PlanePlace[]} */
	return function to(place) {
		const from = last;
		last = place;
		if (!from) return [place];
		const length = Math.hypot(place.x1 - from.x1, place.x2 - from.x2);
		const found = [];
		for (; due <= length; due += 1 / density) {
			const share = due / length;
			found.push(scattered({ x1: from.x1 + share * (place.x1 - from.x1), x2: from.x2 + share * (place.x2 - from.x2) }));
		}
		due -= length;
		return found.filter(({ x1, x2 }) => Math.abs(x1) <= 6 && Math.abs(x2) <= 6);
	};
}
