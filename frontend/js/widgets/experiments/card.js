/** What the card of an experiment shows and asks: how far it has come, and whether it is to be deleted with its results. */
import { el, setText } from "../../core/dom.js";
import { placeOf } from "../../lib/experiments/question.js";
import { modal } from "../forms/dialogs.js";

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

/** Asks before an experiment is deleted. @param {HTMLElement} root @param {Pick<ExperimentsPage, "texts" | "actions">} page */
export function deletion(root, { texts: { t, plural }, actions }) {
	/** @type {Experiment | null} */
	let asked = null;
	const text = el("p");
	const dialog = modal(root, t, "experiment.delete", text,
		el("div", "form-end", el("button", { class: "quiet", text: t("experiment.keep"), onclick: () => dialog.close() }),
			el("button", { class: "solid", testid: "delete-now", text: t("experiment.delete"), onclick: () => {
				dialog.close();
				if (asked) actions.remove(placeOf(asked));
			} })));

	/** @param {Experiment} experiment */
	return (experiment) => {
		asked = experiment;
		setText(text, t("experiment.delete.note", { runs: plural("progress.runs", experiment.done) }));
		dialog.showModal();
	};
}
