/** Asks before an experiment is deleted with its results. */
import { placeOf } from "../../core/experiments/actions.js";
import { el, setText } from "../../core/dom.js";
import { modal } from "../forms/dialogs.js";

/** @param {HTMLElement} root @param {Pick<ExperimentsPage, "store" | "actions">} page */
export function deletion(root, { store, actions }) {
	const { t, plural } = store.texts;
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
