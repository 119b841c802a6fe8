/** The model ŷ = w·x with the cost (ŷ − y)², one step of gradient descent after the other. */

/** What an example says of a weight. @param {number} w @param {[number, number]} example */
export function example(w, [x, y]) {
	const output = w * x;
	const error = output - y;
	return { x, y, output, error, cost: error * error, gradient: 2 * x * error };
}

/** The mean of all examples; where they are none, 0. @param {number} w @param {[number, number][]} points */
export function mean(w, points) {
	const all = points.map((point) => example(w, point));
	const over = (/** @type {"cost" | "gradient"} */ name) => all.reduce((sum, each) => sum + each[name], 0) / all.length;
	return { cost: over("cost"), gradient: over("gradient") };
}

/**
 * The steps, each with the weight after it: by one point after the other, or by the mean of all.
 * @param {[number, number][]} points @param {"point" | "batch"} mode @param {number} w to begin with @param {number} rate @param {number} steps
 * @returns {LinearRow[]}
 */
export function linearTrace(points, mode, w, rate, steps) {
	const rows = [];
	for (let step = 0; step < steps; step++) {
		const row = mode === "point" ? example(w, points[step % points.length]) : { x: null, y: null, output: null, error: null, ...mean(w, points) };
		w -= rate * row.gradient;
		rows.push({ ...row, w });
	}
	return rows;
}

/** From which learning rate on the mean cost no longer brings w to rest: 2 over its second derivative. @param {[number, number][]} points */
export const rateLimit = (points) => points.length / points.reduce((sum, [x]) => sum + x * x, 0);
