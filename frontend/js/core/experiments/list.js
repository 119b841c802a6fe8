/** Keeps the list of experiments in step with the server. */
import { ApiError } from "../api.js";
import { PAUSE, poll } from "./poll.js";

const PAGE = 50;
/** Milliseconds between two looks while nothing runs: somebody else may start something. */
const IDLE = 5000;
export const MOST = 250;

/** @param {ExperimentsPage} page @returns {() => void} shows more of them */
export function watchList({ store, actions, api, signal }) {
	let limit = PAGE;

	async function load() {
		const list = await listed().catch((error) => {
			if (error instanceof ApiError && error.code === "listing_off") return known();
			throw error;
		});
		actions.dismiss("connection");
		store.list.value = list;
		return list.experiments.some(({ status }) => status === "running") ? PAUSE : IDLE;
	}

	async function listed() {
		const lists = await Promise.all([api.list("sweeps", limit), api.list("runs", limit)]);
		const experiments = lists.flatMap((list) => list.experiments).sort((a, b) => b.created_at - a.created_at);
		return { total: lists[0].total + lists[1].total, experiments: experiments.slice(0, limit), off: false };
	}

	/** Those that were started here and are still there. */
	async function known() {
		const answers = await Promise.allSettled(actions.kept().map((place) => api.experiment(place)));
		const experiments = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
		return { total: experiments.length, experiments, off: true };
	}

	const again = poll(load, (error) => actions.unreachable(error, () => again()), signal);
	return () => {
		limit = Math.min(limit + PAGE, MOST);
		again();
	};
}
