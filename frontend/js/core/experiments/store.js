/** What a page about experiments knows: a handful of signals. Views read them; actions write them, and what follows the server. */
import { DEFAULT_QUESTION } from "../../lib/experiments/question.js";
import { emptyHistory } from "../../lib/history.js";
import { signal } from "../signal.js";

/** @param {Place | null} place the experiment that is shown; null: their list */
export function createExperimentsStore(place) {
	return {
		place,

		/** The list; off: the server keeps it to itself, and only what was started here is known; hasMore: a longer one can be had. */
		list: signal(/** @type {{total: number, experiments: Experiment[], off: boolean, hasMore: boolean} | null} */ (null)),

		experiment: signal(/** @type {Experiment | null} */ (null)),
		missing: signal(false),
		points: signal(/** @type {{total: number, points: PointSummary[]}} */ ({ total: 0, points: [] })),
		question: signal(DEFAULT_QUESTION),
		/** The page of runs that the question asks for. */
		results: signal(/** @type {{total: number, results: Result[]} | null} */ (null)),
		/** Their boundaries, by run. */
		boundaries: signal(/** @type {Record<string, Tensor>} */ ({})),
		/** Runs of all seeds that the filters let through, for the plots. */
		sample: signal(/** @type {{total: number, results: Result[]}} */ ({ total: 0, results: [] })),
		histories: signal(/** @type {{total: number, histories: RunHistory[]}} */ ({ total: 0, histories: [] })),
		picked: signal(/** @type {number | null} */ (null)),
		details: signal(/** @type {ResultDetails | null} */ (null)),
		/** Its boundary and its losses. */
		picture: signal(/** @type {Tensor | null} */ (null)),
		history: signal(emptyHistory()),
	};
}
