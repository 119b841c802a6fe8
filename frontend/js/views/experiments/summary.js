/** What the experiment is, how far it has come, and what can be done with it as a whole. */
import { el, setText } from "../../core/dom.js";
import { placeOf } from "../../lib/experiments/question.js";
import { agoText, baseText, experimentTitle, spanText } from "../../lib/experiments/words.js";
import { DEFAULT_VIEW, writeHash } from "../../lib/write-hash.js";
import { deletion, progress } from "../../widgets/experiments/card.js";

const FILES = ["csv", "parquet"];

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function summary(root, { texts, options, store, actions, signal }) {
	const { t, format } = texts;
	const title = el("h2", { testid: "title" });
	const [base, stop, when] = [1, 2, 3].map(() => el("p", "note"));
	const state = progress(texts);
	const said = el("p", { class: "visually-hidden", role: "status" });
	const ask = deletion(root, { texts, actions });
	const whole = (/** @type {(experiment: Experiment) => void} */ run) => () => store.experiment.value && run(store.experiment.value);
	/** @param {string} testid @param {string} text @param {(experiment: Experiment) => void} run */
	const tool = (testid, text, run) => el("button", { class: "quiet", testid, text, onclick: whole(run) });
	const cancel = tool("cancel", t("experiment.cancel"), (experiment) => actions.cancel(placeOf(experiment)));
	const again = el("a", { class: "quiet", testid: "again", text: t("experiment.again") });
	const tinker = el("a", { class: "quiet", testid: "tinker", text: t("experiment.tinker") });
	const box = el("section", { class: "card summary-card", "aria-label": t("experiment.summary") },
		el("div", "experiment-head", title, state.badge, el("span", "grow"),
			el("div", "experiment-tools", cancel, again, tinker,
				...FILES.map((name) => tool(`save-${name}`, t(`experiment.file.${name}`), (experiment) => actions.save(placeOf(experiment), `?format=${name}`))),
				tool("delete", t("experiment.delete"), ask))),
		base, stop, state.bar, state.why, el("div", "experiment-foot", state.text, el("span", "grow"), when), said);
	const toAll = (/** @type {string} */ text) => el("a", { href: "experiments.html", text });
	const missing = el("section", { class: "card empty", testid: "missing" },
		el("h2", { text: t("experiment.missing") }),
		el("p", { class: "note", text: t("experiment.missing.note") }),
		el("p", {}, toAll(t("experiment.all"))));
	root.append(el("p", "back-link", toAll(t("experiment.back"))), missing, box);

	store.missing.subscribe((isMissing) => (missing.hidden = !isMissing), { signal });
	store.experiment.subscribe((experiment) => {
		box.hidden = !experiment;
		if (!experiment) return;
		setText(title, experimentTitle(texts, experiment));
		setText(base, baseText(texts, experiment, options));
		setText(stop, stopText(experiment));
		setText(when, whenText(experiment));
		state.show(experiment);
		cancel.hidden = experiment.status !== "running";
		again.href = `experiments.html#again=${experiment.kind}s/${experiment.id}`;
		tinker.href = `./#${writeHash(experiment.config, DEFAULT_VIEW, options)}`;
		document.title = `${experimentTitle(texts, experiment)} · Tinkernet`;
		if (experiment.status !== "running") setText(said, `${state.badge.textContent}. ${state.text.textContent}`);
	}, { signal });

	/** @param {Experiment} experiment */
	function stopText({ stop: { epochs, test_loss_below, accuracy_above, patience, seconds }, seeds }) {
		const goals = [
			test_loss_below !== null && t("stop.loss", { value: format.setting(test_loss_below) }),
			accuracy_above !== null && t("stop.accuracy", { value: format.percent(accuracy_above) }),
		].filter(Boolean);
		const ends = [
			texts.plural("stop.epochs", epochs),
			patience !== null && t("stop.patience", { value: format.integer(patience) }),
			seconds !== null && t("stop.seconds", { value: format.setting(seconds) }),
		].filter(Boolean);
		const count = Array.isArray(seeds) ? seeds.length : seeds;
		const goal = goals.length ? t("stop.goal", { goal: goals.join(t("stop.and")) }) : t("stop.no-goal");
		return `${texts.plural("form.each", count)} · ${goal} · ${t("stop.at-most", { ends: ends.join(t("stop.or")) })}`;
	}

	/** @param {Experiment} experiment */
	function whenText({ created_at, finished_at }) {
		const began = t("experiment.began", { when: agoText(texts, created_at) });
		return finished_at === null ? began : `${began} · ${t("experiment.took", { span: spanText(texts, finished_at - created_at) })}`;
	}
}
