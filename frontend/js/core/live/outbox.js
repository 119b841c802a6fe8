/** What goes to the server: commands at once, edits one after the other, and again when a lost connection is back. */
import { merged } from "../../lib/config.js";

/**
 * Sends edits that follow each other quickly: one at a time, and of those that wait under the same key only the newest.
 * @param {(run: () => void, milliseconds: number) => unknown} later
 * @param {number} pause milliseconds between two edits
 */
export function createLatest(later, pause = 50) {
	/** @type {Map<string, () => Promise<unknown>>} */
	const waiting = new Map();
	let busy = false;

	async function next() {
		const [first] = waiting;
		if (busy || !first) return;
		const [key, run] = first;
		waiting.delete(key);
		busy = true;
		await run();
		later(() => {
			busy = false;
			next();
		}, pause);
	}

	/** @param {string} key @param {() => Promise<unknown>} run */
	return function latest(key, run) {
		waiting.set(key, run);
		next();
	};
}

/** A message of the stream may have 64 kB: what is longer goes over REST. */
const LONG = 60_000;

/**
 * @param {Pick<LiveParts, "page" | "notices">} parts @param {() => Stream | null} stream the one that is open now
 * @param {LiveEdges["later"]} later @param {(type: string, fields: any) => Promise<unknown>} ask the server over REST
 */
export function createOutbox({ page, notices }, stream, later, ask) {
	const latest = createLatest(later);
	/** @type {Change} */
	let unsent = {};
	/** @type {Change} */
	let underway = {};
	/** @type {Map<string, ParameterChange>} */
	const edits = new Map();

	/**
	 * A session that is gone cannot have an edit; its settings are in the address.
	 * @param {string} type @param {Record<string, unknown>} [fields] @param {boolean} [isEdit]
	 * @returns {Promise<boolean>} false: refused, or lost
	 */
	async function send(type, fields, isEdit = false, connection = stream()) {
		try {
			await (fields && JSON.stringify(fields).length > LONG ? ask(type, fields) : connection?.send(type, fields));
			return true;
		} catch (error) {
			const { code, message } = /** @type {CommandFailure} */ (error);
			if (code !== "disconnected" && code !== "diverged" && code !== "not_found") {
				notices.notify({ key: "refused", code, text: page.texts.t("notice.refused", { message }), tone: "warning" });
			}
			if (!isEdit || code !== "disconnected") return false;
			return connection?.whenOpen().then(() => send(type, fields, true, connection), () => true) ?? true;
		}
	}

	return {
		/** @param {string} type @param {Record<string, unknown>} [fields] */
		command: (type, fields) => send(type, fields),
		/** @param {Change} change @param {(isTaken: boolean) => void} onAnswer */
		configure(change, onAnswer) {
			unsent = merged(unsent, change);
			latest("configure", async () => {
				underway = unsent;
				unsent = {};
				const isTaken = await send("configure", { config: underway }, true);
				underway = {};
				onAnswer(isTaken);
			});
		},
		/** @param {ParameterName} name @param {number} value */
		setParameter(name, value) {
			edits.set(`${name.layer}-${name.unit}-${name.input}`, { ...name, value });
			latest("set_parameters", async () => {
				const changes = [...edits.values()];
				edits.clear();
				if (changes.length) await send("set_parameters", { changes }, true);
			});
		},
		/** A config with the edits that the server has not confirmed yet. @param {Config} config */
		withEdits: (config) => merged(merged(config, underway), unsent),
		/** Gives up the changes of the config that were not sent yet. */
		dropChanges: () => void (unsent = {}),
		/** Gives up everything: the next session is another one. */
		clear() {
			unsent = underway = {};
			edits.clear();
		},
	};
}
