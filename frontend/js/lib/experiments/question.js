/** Which experiment and which of its runs are looked at, in which order: as the server and the address write it. */

/** The experiment that an address names. @param {string} search what stands before the `#` @returns {Place | null} */
export function placeIn(search) {
	const named = new URLSearchParams(search);
	const [sweep, run] = [named.get("sweep"), named.get("run")];
	return sweep ? { kind: "sweeps", id: sweep } : run ? { kind: "runs", id: run } : null;
}

/** Where an experiment is found. @param {Experiment} experiment @returns {Place} */
export const placeOf = ({ kind, id }) => ({ kind: kind === "run" ? "runs" : "sweeps", id });

/** The table's first page, best runs first where there is a goal. @type {Question} */
export const DEFAULT_QUESTION = { filters: [], sort: "run", offset: 0, limit: 24 };

/** The parameters of a request. @param {Partial<Question>} question */
export function questionQuery({ filters = [], sort, offset, limit }) {
	const query = new URLSearchParams();
	for (const filter of filters) query.append("filter", filter);
	if (sort) query.set("sort", sort);
	if (offset !== undefined) query.set("offset", String(offset));
	if (limit !== undefined) query.set("limit", String(limit));
	return query.toString();
}

/** The part of the address after `#`: what differs from the first look. @param {Question} question @param {number | null} picked */
export function writePlace({ filters, sort, offset, limit }, picked) {
	const place = new URLSearchParams(filters.map((filter) => ["filter", filter]));
	if (sort !== DEFAULT_QUESTION.sort) place.set("sort", sort);
	if (limit !== DEFAULT_QUESTION.limit) place.set("limit", String(limit));
	if (offset) place.set("offset", String(offset));
	if (picked !== null) place.set("run", String(picked));
	return place.toString();
}

/** @param {string} hash with or without the `#` @returns {{question: Question, picked: number | null}} */
export function readPlace(hash) {
	const place = new URLSearchParams(hash.replace(/^#/, ""));
	/** @param {string} name @param {number} initial */
	const whole = (name, initial) => (/^\d{1,6}$/.test(place.get(name) ?? "") ? Number(place.get(name)) : initial);
	const question = {
		filters: place.getAll("filter"),
		sort: place.get("sort") ?? DEFAULT_QUESTION.sort,
		offset: whole("offset", 0),
		limit: Math.min(250, whole("limit", DEFAULT_QUESTION.limit)) || DEFAULT_QUESTION.limit,
	};
	const picked = whole("run", -1);
	return { question, picked: picked < 0 ? null : picked };
}

/** The filter that holds a field at a value. @param {string} field @param {any} value */
export const equals = (field, value) => `${field}:eq:${typeof value === "string" ? value : JSON.stringify(value)}`;

/** @param {string} filter @returns {{field: string, comparison: string, value: string}} */
export function readFilter(filter) {
	const [field, comparison = "", ...rest] = filter.split(":");
	return { field, comparison, value: rest.join(":") };
}

/** The sort after a press on a column: ascending, descending, and back. @param {string} sort @param {string} field */
export const nextSort = (sort, field) => (sort === field ? `-${field}` : field);

/** The fields that differ between points. @param {Experiment} experiment */
export const axesOf = ({ grid, random }) => Object.keys(random?.distributions ?? grid);

/** The values that an axis can have; null: any between two. @param {Experiment} experiment @param {string} path @returns {any[] | null} */
export function choicesOf({ grid, random }, path) {
	return random ? (random.distributions[path]?.values ?? null) : (grid[path] ?? null);
}

/**
 * Filters that let the points of a cell through, and those of other cells not: what they share, and between which numbers
 * they lie.
 * @param {PointSummary[]} points @param {PointSummary[]} all of the experiment
 */
export function sharedFilters(points, all) {
	if (points.length === 1) return [equals("point", points[0].point)];
	return Object.keys(points[0]?.values ?? {}).flatMap((path) => {
		const [own, every] = [points, all].map((some) => some.map(({ values }) => values[path]));
		if (new Set(own.map((value) => JSON.stringify(value))).size === 1) return [equals(path, own[0])];
		if (own.some((value) => typeof value !== "number")) return [];
		const [low, high] = [Math.min(...own), Math.max(...own)];
		return [
			...(low > Math.min(...every) ? [`${path}:ge:${low}`] : []),
			...(high < Math.max(...every) ? [`${path}:le:${high}`] : []),
		];
	});
}
