/** The composition root: makes everything, connects it, and puts the views on the page. */
import { createActions } from "./core/live/actions.js";
import { createAddress } from "./core/page/address.js";
import { call, createApi } from "./core/api.js";
import { createConnection } from "./core/live/connection.js";
import { createFiles } from "./core/live/files.js";
import { loadTexts } from "./core/page/texts.js";
import { listenToKeys } from "./core/page/keyboard.js";
import { createLatest } from "./core/live/latest.js";
import { openedAtLast } from "./core/page/opening.js";
import { readOptions } from "./lib/options.js";
import { createStore } from "./core/live/store.js";
import { applyTheme, followTheme, readPalette } from "./core/page/theme.js";
import { tellWhatIsSeen } from "./core/live/viewer.js";
import { announcer } from "./views/playground/announcer.js";
import { codeDialog } from "./views/playground/code.js";
import { confusion } from "./views/playground/confusion.js";
import { data } from "./views/playground/data.js";
import { fileMenu } from "./views/playground/file.js";
import { header } from "./views/playground/header.js";
import { helpDialog } from "./views/playground/help.js";
import { hint } from "./views/playground/hint.js";
import { lossChart } from "./widgets/chart/loss-chart.js";
import { metrics } from "./views/playground/metrics.js";
import { morePanel } from "./views/playground/more.js";
import { network } from "./views/playground/network.js";
import { notices } from "./widgets/notices.js";
import { output } from "./views/playground/output.js";
import { presetsDialog } from "./views/playground/presets.js";
import { settings } from "./views/playground/settings.js";
import { shareDialog } from "./views/playground/share.js";
import { transport } from "./views/playground/transport.js";
import { explainer } from "./widgets/explain.js";


const api = createApi();
applyTheme();
const [options, texts, presets] = await openedAtLast(() => Promise.all([
	api.options(),
	loadTexts([""]),
	call("GET", "presets.json"),
]), /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-opening]")));
const store = createStore(readOptions(options), texts, readPalette());
const actions = createActions(store, () => connection.stream(), createLatest((run, pause) => setTimeout(run, pause)));
const connection = createConnection({ store, actions, api, storage: sessionStorage });
const files = createFiles({ store, actions, api, adopt: connection.adopt });
const toggleTheme = followTheme(store.palette);
let mounted = mount();

createAddress(store, actions);
tellWhatIsSeen(store, () => connection.stream());
store.view.subscribe(hideControls);
store.session.subscribe(hideControls);
await connection.start();

/** Puts all views on the page, in the language that is chosen. */
function mount() {
	const life = new AbortController();
	const root = (/** @type {string} */ name) => {
		const found = /** @type {HTMLElement} */ (document.querySelector(`[data-view="${name}"]`));
		found.replaceChildren();
		return found;
	};
	document.documentElement.lang = store.texts.language;
	const page = { store, actions, api, signal: life.signal };
	const overlays = root("overlays");
	const open = {
		presets: presetsDialog(overlays, { ...page, presets }),
		code: codeDialog(overlays, page),
		share: shareDialog(overlays, page),
		help: helpDialog(overlays, page),
		more: morePanel(overlays, page),
	};
	header(root("header"), { ...page, open, toggleTheme, setLanguage });
	fileMenu(root("file"), { ...page, files });
	notices(root("notices"), page);
	transport(root("transport"), page);
	settings(root("settings"), { ...page, openMore: open.more });
	hint(root("hint"), page);
	data(root("data"), page);
	network(root("network"), page);
	output(root("output"), page);
	metrics(root("metrics"), page);
	lossChart(root("chart"), page);
	confusion(root("confusion"), page);
	announcer(root("announcer"), page);
	explainer(document.body, life.signal);
	listenToKeys(store, actions, open.help, life.signal);
	return life;
}

/** @param {string} language */
async function setLanguage(language) {
	store.texts = await loadTexts([""], language);
	mounted.abort();
	mounted = mount();
	hideControls();
	const button = document.querySelector('[data-testid="language"]');
	if (button instanceof HTMLElement) button.focus();
}

/** A link can hide controls, for a class that should look at one thing. */
function hideControls() {
	const { hidden, hideText } = store.view.value;
	document.documentElement.toggleAttribute("data-hide-text", hideText);
	for (const control of document.querySelectorAll("[data-control]")) {
		control.classList.toggle("hidden-control", hidden.includes(control.getAttribute("data-control") ?? ""));
	}
}
