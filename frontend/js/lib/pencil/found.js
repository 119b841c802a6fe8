/** Which points are at a place. */

/** @param {PointEntry} entry @param {PlanePlace} place */
const distance = ({ row: [x1, x2] }, place) => Math.hypot(x1 - place.x1, x2 - place.x2);

/** The nearest one within a distance. @param {PointEntry[]} entries @param {PlanePlace} place @param {number} within @returns {PointEntry | null} */
export function nearest(entries, place, within) {
	/** @type {PointEntry | null} */
	let found = null;
	let least = within;
	for (const entry of entries) {
		const far = distance(entry, place);
		if (far > least) continue;
		[found, least] = [entry, far];
	}
	return found;
}

/** The ids of all within a distance. @param {PointEntry[]} entries @param {PlanePlace} place @param {number} within */
export const idsWithin = (entries, place, within) => entries.filter((entry) => distance(entry, place) <= within).map(({ id }) => id);
