/** What the page knows: a handful of signals. Views read them, only actions write them. */
import { DEFAULT_VIEW } from "../lib/hash.js";
import { emptyHistory } from "../lib/history.js";
import { signal } from "./signal.js";

/** @param {Options} options @param {Texts} texts */
export function createStore(options, texts) {
	return {
		options,
		texts,
		/** The session as the server last described it. */
		session: signal(/** @type {Session | null} */ (null)),
		/** Its config, with the edits that are still under way. */
		config: signal(options.defaults),
		frame: signal(/** @type {Frame | null} */ (null)),
		points: signal(/** @type {Points} */ ({ train: [], test: [] })),
		history: signal(emptyHistory()),
		view: signal({ ...DEFAULT_VIEW }),
		/** What the pointer or the focus is on, and what was clicked to stay. */
		hovered: signal(/** @type {Shown | null} */ (null)),
		pinned: signal(/** @type {Shown | null} */ (null)),
		/** The weight or bias that is open in the editor, and the one that is pointed at. */
		edited: signal(/** @type {ParameterName | null} */ (null)),
		pointed: signal(/** @type {ParameterName | null} */ (null)),
		notices: signal(/** @type {Notice[]} */ ([])),
		preset: signal(/** @type {string | null} */ (null)),
		theme: signal(/** @type {"light" | "dark"} */ ("light")),
	};
}

/** Whether this page may only look. @param {Store} store */
export const isWatching = (store) => store.session.value !== null && store.session.value.id === undefined;
