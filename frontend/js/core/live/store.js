/** What is known of one session and what is looked at: a handful of signals. Views read them, only actions and the inbox write them. */
import { emptyHistory } from "../../lib/history.js";
import { DEFAULT_VIEW } from "../../lib/write-hash.js";
import { signal } from "../signal.js";

/** @param {Options} options */
export function createStore(options) {
	const session = signal(/** @type {Session | null} */ (null));
	return {
		/** The session as the server last described it. */
		session,
		/** Whether this page may only look. */
		isWatching: () => session.value !== null && session.value.id === undefined,
		/** Its config, with the edits that are still under way. */
		config: signal(options.defaults),
		/** What hands have asked for and the server has not confirmed yet. */
		intent: signal(/** @type {"playing" | "paused" | null} */ (null)),
		frame: signal(/** @type {Frame | null} */ (null)),
		points: signal(/** @type {Points} */ (/** @type {any} */ ({ train: [], test: [] }))),
		/** Points of one's own that others have taken the place of. */
		own: signal(/** @type {Points | null} */ (null)),
		/** Whether points are being drawn. */
		drawing: signal(false),
		history: signal(emptyHistory()),
		view: signal({ ...DEFAULT_VIEW }),
		/** What the pointer or the focus is on, and what was clicked to stay. */
		hovered: signal(/** @type {Shown | null} */ (null)),
		pinned: signal(/** @type {Shown | null} */ (null)),
		/** The weight or bias that is open in the editor, and the one that is pointed at. */
		edited: signal(/** @type {ParameterName | null} */ (null)),
		pointed: signal(/** @type {ParameterName | null} */ (null)),
		preset: signal(/** @type {string | null} */ (null)),
	};
}
