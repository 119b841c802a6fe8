/** What runs are called: their parameters and losses in words. */

/** @param {{t: Texts["t"], format: Formats}} texts */
export function plotTexts({ t, format }) {
	/** @param {any} value @returns {string} */
	function plain(value) {
		if (value === null || value === undefined) return t("plots.none");
		if (typeof value === "number") return Number.isInteger(value) ? format.setting(value) : format.short(value);
		if (typeof value === "boolean") return t(value ? "plots.yes" : "plots.no");
		if (Array.isArray(value)) return value.length ? value.map(plain).join(", ") : t("plots.none");
		return String(value);
	}
	/** @param {PlotParameter} parameter @param {any} value */
	const value = ({ text = plain }, value) => text(value);
	/** @param {PlotParameter} parameter @param {PlotLevel} level */
	function level(parameter, level) {
		if ("value" in level) return value(parameter, level.value);
		const [from, to] = [level.from, level.to].map((edge) => value(parameter, edge));
		return from === to ? from : `${from}–${to}`;
	}
	/** @param {Result} result */
	function ending({ succeeded, reason }) {
		if (reason === "diverged") return t("plots.diverged");
		return succeeded === null ? "" : t(succeeded ? "plots.succeeded" : "plots.failed");
	}
	return {
		value,
		level,
		ending,
		/** @param {Result | undefined} result @param {PlotParameter[]} parameters */
		run(result, parameters) {
			if (!result) return "";
			const parts = parameters.map((parameter) => `${parameter.label} ${value(parameter, result.values[parameter.path])}`);
			const loss = t("plots.loss", { loss: format.loss(result.test_loss) });
			return [t("plots.run", { run: result.run, seed: result.seed }), ...parts, loss, ending(result)].filter(Boolean).join(" · ");
		},
	};
}
