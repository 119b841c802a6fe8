/** What the page knows: a handful of signals. Views read them, only actions write them. */
import { DEFAULT_VIEW } from "../../lib/hash.js";
import { emptyHistory } from "../../lib/history.js";
import { signal } from "../signal.js";

/** @param {Options} options @param {Texts} texts @param {Palette} palette */
export function createStore(options, texts, palette) {
	const session = signal(/** @type {Session | null} */ (null));
	return {
		options,
		texts,
		/** The session as the server last described it. */
		session,
		/** Whether this page may only look. */
		isWatching: () => session.value !== null && session.value.id === undefined,
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
		/** The colours of the theme that is shown. */
		palette: signal(palette),
	};
}
