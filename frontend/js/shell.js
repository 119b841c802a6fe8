/** What the pages about experiments share: texts, theme, header, notices. */
import { createExperimentsActions } from "./core/experiments/actions.js";
import { createExperimentsApi } from "./core/experiments/api.js";
import { createExperimentsStore } from "./core/experiments/store.js";
import { el } from "./core/dom.js";
import { loadTexts } from "./core/page/texts.js";
import { openedAtLast } from "./core/page/opening.js";
import { readOptions } from "./lib/options.js";
import { applyTheme, followTheme, readPalette } from "./core/page/theme.js";
import { notices } from "./widgets/notices.js";
import { header } from "./views/experiments/header.js";
import { explainer } from "./widgets/explain.js";

const TEXTS = ["", "experiments.", "plots."];

/**
 * Opens a page: `mountContent` puts its views into `main`, and again whenever the language changes.
 * @param {Place | null} place
 * @param {(main: HTMLElement, page: ExperimentsPage) => void} mountContent
 * @param {(page: Omit<ExperimentsPage, "signal">) => Promise<void>} [prepare] before anything is shown
 */
export async function openShell(place, mountContent, prepare) {
	const api = createExperimentsApi();
	applyTheme();
	const opening = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-opening]"));
	const [options, texts] = await openedAtLast(() => Promise.all([api.options(), loadTexts(TEXTS)]), opening);
	const store = createExperimentsStore(readOptions(options), texts, readPalette(), place);
	const actions = createExperimentsActions({ store, api, storage: localStorage, go: (address) => location.assign(address) });
	await prepare?.({ store, actions, api });
	const toggleTheme = followTheme(store.palette);
	let mounted = mount();

	function mount() {
		const life = new AbortController();
		const page = { store, actions, api, signal: life.signal };
		const [bar, main] = /** @type {HTMLElement[]} */ (["header", "main"].map((name) => document.querySelector(name)));
		document.documentElement.lang = store.texts.language;
		document.title = `${store.texts.t("header.experiments")} · Tinkernet`;
		bar.replaceChildren();
		header(bar, { ...page, toggleTheme, setLanguage });
		const said = el("div", "notices");
		main.replaceChildren();
		mountContent(main, page);
		main.append(said);
		notices(said, page);
		explainer(document.body, life.signal);
		return life;
	}

	/** @param {string} language */
	async function setLanguage(language) {
		store.texts = await loadTexts(TEXTS, language);
		mounted.abort();
		mounted = mount();
		const button = document.querySelector('[data-testid="language"]');
		if (button instanceof HTMLElement) button.focus();
	}
}

/** The experiment that the address names. @returns {Place | null} */
export function namedPlace() {
	const named = new URLSearchParams(location.search);
	const [sweep, run] = [named.get("sweep"), named.get("run")];
	return sweep ? { kind: "sweeps", id: sweep } : run ? { kind: "runs", id: run } : null;
}
