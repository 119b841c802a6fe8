/** The experiment that is being put together, and its start. */
import { bodyOf, draftAgain, draftOf, exampleDraft } from "../../lib/experiments/draft.js";
import { readHash } from "../../lib/hash.js";
import { ApiError } from "../api.js";
import { signal } from "../signal.js";

const CONFIG = "config=";
const AGAIN = "again=";

/** @param {Pick<ExperimentsPage, "actions" | "api" | "address" | "options">} page */
export function createStarting({ actions, api, address, options }) {
	const draft = signal(exampleDraft());
	/** What the server did not take, and the field that is to blame. */
	const refusal = signal(/** @type {{field: string, message: string} | null} */ (null));
	const isBusy = signal(false);

	/** @param {Partial<Draft>} change */
	function edit(change) {
		draft.value = { ...draft.value, ...change };
		refusal.value = null;
	}

	/** Takes over what an address names: the playground's settings, or an experiment that was there before. @param {string} hash */
	async function fill(hash) {
		if (hash.startsWith(CONFIG)) {
			const text = hash.slice(CONFIG.length);
			draft.value = draftOf(readHash(/[=&]/.test(text) ? text : decodeURIComponent(text), options).config, options);
		}
		if (hash.startsWith(AGAIN)) {
			const [kind, id] = hash.slice(AGAIN.length).split("/");
			const found = await api.experiment({ kind: kind === "runs" ? "runs" : "sweeps", id }).catch(() => null);
			if (found) draft.value = draftAgain(found, options);
		}
	}

	async function start() {
		if (isBusy.value) return;
		isBusy.value = true;
		try {
			const { id } = await api.start(bodyOf(draft.value));
			actions.keep({ kind: "sweeps", id });
			address.go(`experiment.html?sweep=${id}`);
		} catch (error) {
			if (error instanceof ApiError && error.status === 422) refusal.value = { field: error.field, message: error.message };
			else actions.report(error);
		} finally {
			isBusy.value = false;
		}
	}

	return { draft, refusal, isBusy, edit, fill, start };
}
