/** The experiments that there are, newest first. */
import { el, setText } from "../../core/dom.js";
import { placeOf } from "../../lib/experiments/question.js";
import { agoText, baseText, experimentTitle } from "../../lib/experiments/words.js";
import { deletion, progress } from "../../widgets/experiments/card.js";

/** @param {HTMLElement} root @param {ExperimentsPage & {more: () => void}} page */
export function experimentList(root, { texts, options, store, actions, more, signal }) {
	const { t } = texts;
	const list = el("ul", { class: "experiment-list", testid: "experiments" });
	const empty = el("div", "empty", el("h3", { text: t("list.empty") }), el("p", { class: "note", text: t("list.empty.note") }));
	const off = el("p", { class: "note", testid: "listing-off", text: t("list.off") });
	const further = el("button", { class: "wide", testid: "more", text: t("list.more"), onclick: more });
	const ask = deletion(root, { texts, actions });
	root.append(el("h2", { text: t("list.title") }), off, empty, list, further);
	/** @type {Map<string, ReturnType<typeof item>>} */
	const items = new Map();

	store.list.subscribe((found) => {
		off.hidden = !found?.off;
		empty.hidden = !found || found.experiments.length > 0;
		further.hidden = !found?.hasMore;
		for (const experiment of found?.experiments ?? []) {
			const known = items.get(experiment.id) ?? item(experiment);
			items.set(experiment.id, known);
			known.show(experiment);
		}
		const shown = (found?.experiments ?? []).map(({ id }) => /** @type {ReturnType<typeof item>} */ (items.get(id)).box);
		if (shown.some((box, i) => list.children[i] !== box) || list.children.length !== shown.length) list.replaceChildren(...shown);
	}, { signal });

	/** @param {Experiment} experiment */
	function item(experiment) {
		const place = placeOf(experiment);
		const title = experimentTitle(texts, experiment);
		const state = progress(texts);
		const when = el("time", { class: "note", datetime: new Date(experiment.created_at * 1000).toISOString() });
		/** @param {string} name @param {() => void} run */
		const tool = (name, run) => el("button", {
			class: "quiet small", testid: name, "aria-label": t(`experiment.${name}.of`, { title }), text: t(`experiment.${name}`), onclick: run,
		});
		const cancel = tool("cancel", () => actions.cancel(place));
		const remove = tool("delete", () => ask(experiment));
		const link = el("a", { class: "experiment-link", href: `experiment.html?${experiment.kind}=${experiment.id}`, text: title });
		const box = el("li", { class: "card experiment", "data-id": experiment.id },
			el("div", "experiment-head", link, state.badge),
			el("p", { class: "note", text: baseText(texts, experiment, options) }),
			state.bar, state.why,
			el("div", "experiment-foot", state.text, when, el("span", "grow"), cancel, remove));
		return {
			box,
			/** @param {Experiment} now */
			show(now) {
				state.show(now);
				cancel.hidden = now.status !== "running";
				setText(when, agoText(texts, now.created_at));
			},
		};
	}
}
