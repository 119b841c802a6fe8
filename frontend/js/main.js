/** The composition root of the playground: one live session, and the views that show it. */
import { call } from "./core/api.js";
import { liveSession } from "./core/live/session.js";
import { listenToKeys } from "./core/page/keyboard.js";
import { openNetworks } from "./core/page/networks.js";
import { tool } from "./core/page/tool.js";
import { browserEdges, createVisit, readLink } from "./core/page/visit.js";
import { writeHash } from "./lib/write-hash.js";
import { data } from "./views/playground/data.js";
import { fileMenu } from "./views/playground/file.js";
import { playgroundHeader } from "./views/playground/header.js";
import { confusion, metrics } from "./views/playground/metrics/metrics.js";
import { announcer, hint } from "./views/playground/narration.js";
import { network } from "./views/playground/network.js";
import { output } from "./views/playground/output.js";
import { settings } from "./views/playground/settings.js";
import { meaningOf, transport } from "./views/playground/transport.js";
import { lossChart } from "./widgets/chart/loss-chart.js";

const VIEWS = { file: fileMenu, transport, settings, hint, data, network, output, metrics, chart: lossChart, confusion, announcer };
const root = document.documentElement;

await openNetworks({ texts: [""], load: () => call("GET", "presets.json") }, (page, presets) => {
	const live = liveSession(page, createVisit(page), browserEdges(page.address));
	const { store, actions } = live;
	page.address.follow([store.config, store.view, store.points], {
		write: () => (store.points.value.train.length ? writeHash(store.config.value, store.view.value, page.options) : null),
		read: async (hash) => actions.follow(await readLink(hash, page.options)),
		pause: 150,
	});
	store.session.subscribe((session) => (root.dataset.status = session?.status ?? "connecting"));
	store.view.subscribe(hideControls);
	store.session.subscribe(hideControls);
	live.start();

	return (place, mounted) => {
		const here = { ...mounted, ...live };
		const overlays = place("overlays");
		const dialogs = () => import("./views/playground/dialogs.js");
		const tools = {
			presets: tool(here, dialogs, ({ presetsDialog }) => presetsDialog(overlays, { ...here, presets })),
			code: tool(here, dialogs, ({ codeDialog }) => codeDialog(overlays, here)),
			share: tool(here, dialogs, ({ shareDialog }) => shareDialog(overlays, here)),
			help: tool(here, dialogs, ({ helpDialog }) => helpDialog(overlays, here)),
			opening: tool(here, () => import("./views/playground/opening/opening.js"), ({ opening }) => opening(overlays, here)),
			saving: tool(here, () => import("./views/playground/saving.js"), ({ saving }) => saving(here)),
			more: tool(here, () => import("./views/playground/more.js"), ({ morePanel }) => {
				const open = morePanel(overlays, here);
				hideControls();
				return open;
			}),
		};
		playgroundHeader(place("header"), { ...here, tools });
		for (const [name, view] of Object.entries(VIEWS)) view(place(name), { ...here, tools });
		listenToKeys(meaningOf(here, tools.help.open), here.signal);
		hideControls();
	};

	/** A link can hide controls, for a class that should look at one thing. */
	function hideControls() {
		const { hidden, hideText } = store.view.value;
		root.toggleAttribute("data-hide-text", hideText);
		for (const control of document.querySelectorAll("[data-control]")) {
			control.classList.toggle("hidden-control", hidden.includes(control.getAttribute("data-control") ?? ""));
		}
	}
});
