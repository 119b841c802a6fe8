/** The address bar: what it names, and what follows the `#`, kept in step with what is shown, both ways. */
import { watch } from "../signal.js";

const HERE = ["localhost", "127.0.0.1", "[::1]"];

/** @param {AddressBar} bar the window's */
export function createAddress(bar = window) {
	const { location, history } = bar;
	const hash = () => location.hash.replace(/^#/, "");

	return {
		/** What follows the `#`. */
		hash,
		/** What the part before it says under a key. @param {string} key */
		named: (key) => new URLSearchParams(location.search).get(key),
		/** Names nothing any more; what follows the `#` stays. */
		forget: () => history.replaceState(null, "", location.pathname + location.hash),
		/** The page, naming nothing. */
		page: () => location.origin + location.pathname,
		/** @param {string} address */
		go: (address) => location.assign(address),
		/** @param {string} path */
		socket: (path) => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`,
		/** Whether the server is on this machine. */
		isHere: () => HERE.includes(location.hostname),

		/**
		 * Writes whenever one of the values changes, and reads what somebody puts there, by going back or by a link.
		 * @param {Signal<any>[]} values @param {Follower} how
		 */
		follow(values, { write, read, pause = 0 }) {
			let written = hash();
			/** @type {ReturnType<typeof setTimeout> | undefined} */
			let timer;

			function put() {
				const next = write();
				if (next === null || next === written) return;
				written = next;
				history.replaceState(null, "", location.pathname + location.search + (next && `#${next}`));
			}

			function later() {
				clearTimeout(timer);
				if (pause) timer = setTimeout(put, pause);
				else put();
			}

			watch(values, later);
			bar.addEventListener("hashchange", () => {
				if (hash() === written) return;
				written = hash();
				read(written);
				later();
			});
		},
	};
}
