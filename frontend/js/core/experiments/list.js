/** Keeps the list of experiments in step with the server. */
import { placeOf } from "../../lib/experiments/question.js";
import { ApiError } from "../api.js";
import { hear, PAUSE, poll } from "./follow.js";

const PAGE = 50;
/** Milliseconds between two looks at the whole list: somebody else may start something. */
const IDLE = 5000;
const MOST = 250;
/** How many experiments are listened to at a time: each takes a connection. */
const HEARD = 2;

/** @param {Pick<ExperimentsPage, "store" | "actions" | "api" | "notices">} page @returns {() => void} shows more of them */
export function watchList({ store, actions, api, notices }) {
	let limit = PAGE;
	/** @type {Map<string, ReturnType<typeof hear>>} */
	const ears = new Map();

	async function load() {
		const list = await listed().catch((error) => {
			if (error instanceof ApiError && error.code === "listing_off") return known();
			throw error;
		});
		notices.dismiss("connection");
		store.list.value = list;
		return listen(list.experiments.filter(({ status }) => status === "running")) ? IDLE : PAUSE;
	}

	async function listed() {
		const lists = await Promise.all([api.list("sweeps", limit), api.list("runs", limit)]);
		const found = lists.flatMap((list) => list.experiments).sort((a, b) => b.created_at - a.created_at);
		const total = lists[0].total + lists[1].total;
		const experiments = found.slice(0, limit);
		return { total, experiments, off: false, hasMore: experiments.length < Math.min(total, MOST) };
	}

	/** Those that were started here and are still there. */
	async function known() {
		const answers = await Promise.allSettled(actions.kept().map((place) => api.experiment(place)));
		const experiments = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
		return { total: experiments.length, experiments, off: true, hasMore: false };
	}

	/** Listens to the newest of those that are going. @param {Experiment[]} running @returns {boolean} whether all of them are heard */
	function listen(running) {
		const wanted = running.slice(0, HEARD);
		for (const [id, { close }] of ears) {
			if (wanted.some((each) => each.id === id)) continue;
			close();
			ears.delete(id);
		}
		for (const each of wanted) {
			if (!ears.has(each.id)) ears.set(each.id, hear(api.eventsUrl(placeOf(each)), { onNews: take, onSilence: soon }));
		}
		return running.every(({ id }) => ears.get(id)?.isHeard());
	}

	/** @param {any} news of one that was deleted, nothing more than that */
	function take(news) {
		if (news.status !== "deleted") actions.receive(news);
		if (news.status !== "running") soon();
	}

	const { now, soon } = poll(load, (error) => actions.unreachable(error, () => now()));
	return () => {
		limit = Math.min(limit + PAGE, MOST);
		now();
	};
}
