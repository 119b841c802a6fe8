/** How far an experiment has come. */
import { el, setText } from "../../core/dom.js";

/** @param {Texts} texts */
export function progress({ t, format, plural }) {
	const bar = el("progress", { class: "progress", max: 1, value: 0, "aria-label": t("progress.label") });
	const badge = el("span", { class: "badge", testid: "status" });
	const text = el("span", { class: "note", testid: "progress" });
	const why = el("p", { class: "field-error", testid: "waiting" });
	return {
		bar,
		why,
		badge,
		text,
		/** @param {Experiment} experiment */
		show({ status, waiting, done, runs, succeeded, diverged }) {
			bar.value = runs ? done / runs : 0;
			badge.dataset.status = waiting ? "waiting" : status;
			setText(badge, t(`experiments.status.${badge.dataset.status}`));
			setText(why, waiting ?? "");
			const parts = [done < runs ? t("progress.done", { done: format.integer(done), runs: format.integer(runs) }) : plural("progress.runs", runs)];
			if (succeeded !== null && done) parts.push(t("progress.succeeded", { share: format.percent(succeeded / done) }));
			if (diverged) parts.push(plural("progress.diverged", diverged));
			setText(text, parts.join(" · "));
		},
	};
}
