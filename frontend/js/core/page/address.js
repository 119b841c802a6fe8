/** Keeps the address in step with the settings, both ways. */
import { readHash, same, writeHash } from "../../lib/hash.js";
import { watch } from "../signal.js";

const PAUSE = 150;

/** @param {Store} store @param {Actions} actions */
export function createAddress(store, actions) {
	/** @type {number | undefined} */
	let timer;
	let written = location.hash.replace(/^#/, "");

	function write() {
		if (!store.session.value) return;
		const hash = writeHash(store.config.value, store.view.value, store.options);
		if (hash === written) return;
		written = hash;
		history.replaceState(null, "", location.pathname + location.search + (hash ? `#${hash}` : ""));
	}

	function later() {
		clearTimeout(timer);
		timer = setTimeout(write, PAUSE);
	}

	/** Somebody has gone back, or put another link into the address bar: one to another start starts there. */
	function read() {
		const hash = location.hash.replace(/^#/, "");
		if (hash === written) return;
		written = hash;
		const { config, view, corrections } = readHash(hash, store.options);
		actions.setView(view);
		actions.reportCorrections(corrections);
		const { init, seed } = store.config.value.network;
		if (config.network.init !== init || config.network.seed !== seed) actions.begin(config);
		else if (!same(config, store.config.value)) actions.configure(config);
		later();
	}

	watch([store.config, store.view, store.session], later);
	addEventListener("hashchange", read);
}
