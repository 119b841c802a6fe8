/** Points with their ids, as the server tells them, and what changes of them. */

/** All of them in order, whether they are one's own or a data set's. @param {Points} points @returns {PointEntry[]} */
export function entries({ ids, points, sides, train, test }) {
	const rows = points ?? [...train, ...test];
	return rows.map((row, i) => ({ id: ids[i], row, side: sides ? sides[i] : i < train.length ? "train" : "test" }));
}

/**
 * The points after a change: what it names besides is of them all. Those that come lie in the order of the ids.
 * @param {Points} points @param {PointsChange} change @returns {Points}
 */
export function withChange(points, { added = [], moved = [], removed = [], ...rest }) {
	const gone = new Set(removed);
	const places = new Map(moved.map(([id, x1, x2]) => [id, [x1, x2]]));
	const all = entries(points).filter(({ id }) => !gone.has(id)).map((entry) => {
		const place = places.get(entry.id);
		return place ? { ...entry, row: /** @type {Point} */ ([...place, entry.row[2]]) } : entry;
	});
	for (const [id, x1, x2, label, side] of added) all.push({ id, row: [x1, x2, label], side });
	all.sort((a, b) => a.id - b.id);
	const on = (/** @type {string} */ wanted) => all.filter(({ side }) => side === wanted).map(({ row }) => row);
	return { ...points, ...rest, ids: all.map(({ id }) => id), points: all.map(({ row }) => row), sides: all.map(({ side }) => side), train: on("train"), test: on("test") };
}
