/** What the page knows: a handful of signals. Views read them, only actions write them. */
import { DEFAULT_VIEW } from "../lib/hash.js";
import { emptyHistory } from "../lib/history.js";
import { signal } from "./signal.js";

/**
 * @template T
 * @typedef {import("./signal.js").Signal<T>} Signal
 */

/**
 * @typedef {import("../lib/types.js").ParameterName} ParameterName
 * @typedef {{layer: number, unit: number} | {feature: string}} Shown a unit or a feature whose map is shown large
 * @typedef {{key: string, code: string, text: string, tone: "info" | "warning", action?: {label: string, run: () => void}}} Notice
 * @typedef {"connecting" | "open" | "lost" | "gone"} Connection
 */

/**
 * @param {import("../lib/types.js").Options} options
 * @param {import("./i18n.js").Texts} texts
 */
export function createStore(options, texts) {
  return {
    options,
    texts,
    /** The session as the server last described it. */
    session: signal(/** @type {import("../lib/types.js").Session | null} */ (null)),
    /** Its config, with the edits that are still under way. */
    config: signal(options.defaults),
    frame: signal(/** @type {import("../lib/types.js").Frame | null} */ (null)),
    points: signal(/** @type {import("../lib/types.js").Points} */ ({ train: [], test: [] })),
    history: signal(emptyHistory()),
    connection: signal(/** @type {Connection} */ ("connecting")),
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

/** @typedef {ReturnType<typeof createStore>} Store */

/** Whether this page may only look. @param {Store} store */
export const isWatching = (store) => store.session.value !== null && store.session.value.id === undefined;
