/** The experiment that is being put together, and its start. */
import { bodyOf, exampleDraft } from "../../lib/experiments/draft.js";
import { ApiError } from "../api.js";
import { signal } from "../signal.js";

/** @param {Pick<ExperimentsPage, "actions" | "api">} page @param {(address: string) => void} go */
export function createStarting({ actions, api }, go) {
	const draft = signal(exampleDraft());
	/** What the server did not take, and the field that is to blame. */
	const refusal = signal(/** @type {{field: string, message: string} | null} */ (null));
	const isBusy = signal(false);

	/** @param {Partial<Draft>} change */
	function edit(change) {
		draft.value = { ...draft.value, ...change };
		refusal.value = null;
	}

	async function start() {
		if (isBusy.value) return;
		isBusy.value = true;
		try {
			const { id } = await api.start(bodyOf(draft.value));
			actions.keep({ kind: "sweeps", id });
			go(`experiment.html?sweep=${id}`);
		} catch (error) {
			if (error instanceof ApiError && error.status === 422) refusal.value = { field: error.field, message: error.message };
			else actions.report(error);
		} finally {
			isBusy.value = false;
		}
	}

	return { draft, refusal, isBusy, edit, start };
}
