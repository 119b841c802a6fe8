/** The composition root of the list of experiments, with the form for a new one. */
import { createStarting } from "./core/experiments/starting.js";
import { watchList } from "./core/experiments/list.js";
import { el } from "./core/dom.js";
import { draftAgain, draftOf } from "./lib/experiments/draft.js";
import { readHash } from "./lib/hash.js";
import { namedPlace, openShell } from "./shell.js";
import { startForm } from "./views/experiments/form.js";
import { experimentList } from "./views/experiments/list.js";

const CONFIG = "#config=";
const AGAIN = "#again=";

/** @type {Starting} */
let starting;
if (namedPlace()) location.replace(`experiment.html${location.search}${location.hash}`);
else await openShell(null, mount, prepare);

/** @param {HTMLElement} main @param {ExperimentsPage} page */
function mount(main, page) {
	const { t } = page.store.texts;
	const isWide = matchMedia("(min-width: 1024px)").matches;
	const open = isWide || location.hash.length > 1 || !page.actions.kept().length;
	const form = el("div", "form-body");
	const list = el("section", "experiments-all");
	main.append(el("div", "experiments-columns",
		el("details", { class: "card form", open, testid: "form" },
			el("summary", {}, el("h2", { text: t("form.title") })), el("p", { class: "note", text: t("form.note") }), form),
		list));
	startForm(form, { ...page, starting });
	experimentList(list, { ...page, more: watchList(page) });
}

/** @param {Omit<ExperimentsPage, "signal">} page */
async function prepare(page) {
	starting = createStarting(page, (address) => location.assign(address));
	await fillForm(page);
	addEventListener("hashchange", () => fillForm(page));
}

/** The form shows what the address names: the playground's settings, or an experiment that was there before. @param {Omit<ExperimentsPage, "signal">} page */
async function fillForm({ store: { options }, api }) {
	const { hash } = location;
	if (hash.startsWith(CONFIG)) {
		const text = hash.slice(CONFIG.length);
		starting.draft.value = draftOf(readHash(/[=&]/.test(text) ? text : decodeURIComponent(text), options).config, options);
	}
	if (hash.startsWith(AGAIN)) {
		const [kind, id] = hash.slice(AGAIN.length).split("/");
		const found = await api.experiment({ kind: kind === "runs" ? "runs" : "sweeps", id }).catch(() => null);
		if (found) starting.draft.value = draftAgain(found, options);
	}
}
