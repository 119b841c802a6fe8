/** How far an experiment has come. */
import { el, setText } from "../../core/dom.js";

/** @param {Texts} texts */
export function progress({ t, format, plural }) {
	const bar = el("progress", { class: "progress", max: 1, value: 0, "aria-label": t("progress.label") });
	const badge = el("span", { class: "badge", testid: "status" });
	const text = el("span", { class: "note", testid: "progress" });
	return {
		bar,
		badge,
		text,
		/** @param {Experiment} experiment */
		show({ status, done, runs, succeeded, diverged }) {
			bar.value = runs ? done / runs : 0;
			badge.dataset.status = status;
			setText(badge, t(`experiments.status.${status}`));
			const parts = [done < runs ? t("progress.done", { done: format.integer(done), runs: format.integer(runs) }) : plural("progress.runs", runs)];
			if (succeeded !== null && done) parts.push(t("progress.succeeded", { share: format.percent(succeeded / done) }));
			if (diverged) parts.push(plural("progress.diverged", diverged));
			setText(text, parts.join(" · "));
		},
	};
}
