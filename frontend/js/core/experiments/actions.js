/** What hands do on the pages about experiments. */
import { ApiError, failureText } from "../api.js";
import { download } from "../download.js";
import { createExperimentsApi } from "./api.js";
import { createExperimentsStore } from "./store.js";

/** Ids are kept here, for servers that list nothing. */
const KEPT = "tinkernet.experiments";
const MOST_KEPT = 50;

/** What such a page works with. @param {Page} page @param {Place | null} place the experiment that it shows; null: their list */
export function experimentsOn(page, place) {
	const [store, api] = [createExperimentsStore(place), createExperimentsApi()];
	return { store, api, actions: createExperimentsActions({ page, store, api, storage: localStorage }) };
}

/** @param {{page: Page, store: ExperimentsStore, api: ExperimentsApi, storage: Storage}} parts */
export function createExperimentsActions({ page, store, api, storage }) {
	const { notices, address } = page;

	/** Says what the server did not do. @param {unknown} error */
	function report(error) {
		notices.notify({ key: "refused", code: error instanceof ApiError ? error.code : "unreachable", text: failureText(error, page.texts), tone: "warning" });
	}

	/** Says that what is shown may be old. @param {unknown} error @param {() => void} again */
	function unreachable(error, again) {
		const { t } = page.texts;
		const text = error instanceof ApiError ? t("notice.refused", { message: error.message }) : t("experiments.unreachable");
		notices.notify({ key: "connection", code: "unreachable", text, tone: "warning", action: { label: t("notice.retry"), run: again } });
	}

	/** @template T @param {() => Promise<T>} run @returns {Promise<T | undefined>} */
	async function attempt(run) {
		try {
			const answer = await run();
			notices.dismiss("refused");
			return answer;
		} catch (error) {
			report(error);
			return undefined;
		}
	}

	/** The experiments that were started here, newest first. @returns {Place[]} */
	function kept() {
		try {
			return JSON.parse(storage.getItem(KEPT) ?? "[]");
		} catch {
			return [];
		}
	}

	/** Notes an experiment that was started here. @param {Place} place */
	const keep = (place) => storage.setItem(KEPT, JSON.stringify([place, ...kept()].slice(0, MOST_KEPT)));

	/** @param {Place} place */
	async function cancel(place) {
		const answer = await attempt(() => api.cancel(place));
		if (answer) receive(answer);
	}

	/** @param {Place} place */
	async function remove(place) {
		const done = await attempt(() => api.remove(place).then(() => true));
		if (!done) return;
		storage.setItem(KEPT, JSON.stringify(kept().filter(({ id }) => id !== place.id)));
		const list = store.list.value;
		if (store.place) address.go("experiments.html");
		else if (list) store.list.value = { ...list, total: list.total - 1, experiments: list.experiments.filter(({ id }) => id !== place.id) };
	}

	/** What the server says of an experiment, wherever it is shown. @param {Partial<Experiment> & {id: string}} news */
	function receive(news) {
		const { experiment, list } = store;
		if (store.place) experiment.value = /** @type {Experiment} */ ({ ...experiment.value, ...news });
		if (list.value) list.value = { ...list.value, experiments: list.value.experiments.map((each) => (each.id === news.id ? { ...each, ...news } : each)) };
	}

	/** Another page, order or choice of runs; a new choice begins on its first page. @param {Partial<Question>} change */
	function look(change) {
		store.question.value = { ...store.question.value, offset: 0, ...change };
	}

	/** @param {number | null} run */
	function pick(run) {
		store.picked.value = run;
	}

	/** What an address leads to. @param {{question: Question, picked: number | null}} place */
	function visit({ question, picked }) {
		store.question.value = question;
		store.picked.value = picked;
	}

	/** The run as a live session. @param {Place} place @param {number} run */
	async function open(place, run) {
		const session = await attempt(() => api.open(place, run));
		if (session) address.go(`./?session=${session.id}`);
	}

	/** A file to keep. @param {Place} place @param {string} what after `…/results` */
	async function save(place, what) {
		await attempt(async () => download(await api.file(place, what), "results"));
	}

	return { report, unreachable, kept, keep, cancel, remove, receive, look, pick, visit, open, save };
}
