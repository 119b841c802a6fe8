/** Runs in a plot: which line is near a place, and what a run and the values of its parameters are called. */

/**
 * The run of the nearest line within reach; lines that are out are left aside.
 * @param {PlotLine[]} lines @param {number} x @param {number} y @param {number} reach @returns {number | null}
 */
export function nearestRun(lines, x, y, reach) {
	let best = reach * reach;
	let found = null;
	for (const { run, places, isOut } of lines) {
		if (isOut) continue;
		for (let i = 0; i + 3 < places.length; i += 2) {
			const distance = squaredDistance(x, y, places[i], places[i + 1], places[i + 2], places[i + 3]);
			if (distance < best) [best, found] = [distance, run];
		}
	}
	return found;
}

/**
 * From a place to a segment.
 * @param {number} x @param {number} y @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
 */
function squaredDistance(x, y, x0, y0, x1, y1) {
	const [dx, dy] = [x1 - x0, y1 - y0];
	const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
	return (x0 + along * dx - x) ** 2 + (y0 + along * dy - y) ** 2;
}

/** @param {PlotParameter} parameter @param {PlotLevel} level */
export function levelText({ text }, level) {
	if ("value" in level) return text(level.value);
	const [from, to] = [text(level.from), text(level.to)];
	return from === to ? from : `${from}–${to}`;
}

/**
 * A run in a line.
 * @param {Pick<PlotParts<never>, "t" | "format">} words @param {number} run
 * @param {{results: Result[], parameters: PlotParameter[]}} data
 */
export function runText({ t, format }, run, { results, parameters }) {
	const result = results.find((one) => one.run === run);
	if (!result) return "";
	const { seed, values, test_loss, succeeded, reason } = result;
	const goal = succeeded === null ? "" : t(succeeded ? "plots.succeeded" : "plots.failed");
	return [
		t("plots.run", { run, seed }),
		...parameters.map(({ path, label, text }) => `${label} ${text(values[path])}`),
		t("plots.loss", { loss: format.loss(test_loss) }),
		reason === "diverged" ? t("plots.diverged") : goal,
	].filter(Boolean).join(" · ");
}
