/** What runs and the values of their parameters are called. */

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
