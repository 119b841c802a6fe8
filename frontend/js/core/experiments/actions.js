/** What hands do on the Experiments page. */
import { ApiError, failureText } from "../api.js";
import { download } from "../dom.js";

/** Ids are kept here, for servers that list nothing. */
const KEPT = "tinkernet.experiments";
const MOST_KEPT = 50;

/** @param {{store: ExperimentsStore, api: ExperimentsApi, storage: Storage, go: (address: string) => void}} page */
export function createExperimentsActions({ store, api, storage, go }) {
	/** @param {Notice} notice */
	function notify(notice) {
		store.notices.value = [...store.notices.value.filter(({ key }) => key !== notice.key), notice];
	}

	/** @param {string} key */
	function dismiss(key) {
		store.notices.value = store.notices.value.filter((notice) => notice.key !== key);
	}

	/** Says what the server did not do. @param {unknown} error */
	function report(error) {
		notify({ key: "refused", code: error instanceof ApiError ? error.code : "unreachable", text: failureText(error, store.texts), tone: "warning" });
	}

	/** Says that what is shown may be old. @param {unknown} error @param {() => void} again */
	function unreachable(error, again) {
		const { t } = store.texts;
		const text = error instanceof ApiError ? t("notice.refused", { message: error.message }) : t("experiments.unreachable");
		notify({ key: "connection", code: "unreachable", text, tone: "warning", action: { label: t("notice.retry"), run: again } });
	}

	/** @template T @param {() => Promise<T>} run @returns {Promise<T | undefined>} */
	async function attempt(run) {
		try {
			const answer = await run();
			dismiss("refused");
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
		if (store.place) go("experiments.html");
		else if (list) store.list.value = { ...list, total: list.total - 1, experiments: list.experiments.filter(({ id }) => id !== place.id) };
	}

	/** What the server says of an experiment, wherever it is shown. @param {Experiment} experiment */
	function receive(experiment) {
		if (store.place) store.experiment.value = experiment;
		const list = store.list.value;
		if (list) store.list.value = { ...list, experiments: list.experiments.map((each) => (each.id === experiment.id ? experiment : each)) };
	}

	/** Another page, order or choice of runs; a new choice begins on its first page. @param {Partial<Question>} change */
	function look(change) {
		store.question.value = { ...store.question.value, offset: 0, ...change };
	}

	/** @param {number | null} run */
	function pick(run) {
		store.picked.value = run;
	}

	/** The run as a live session. @param {Place} place @param {number} run */
	async function open(place, run) {
		const session = await attempt(() => api.open(place, run));
		if (session) go(`./?session=${session.id}`);
	}

	/** A file to keep. @param {Place} place @param {string} what after `…/results` */
	async function save(place, what) {
		await attempt(async () => download(await api.file(place, what), "results"));
	}

	return { notify, dismiss, report, unreachable, kept, keep, cancel, remove, receive, look, pick, open, save };
}

/** Where an experiment is found. @param {Experiment} experiment @returns {Place} */
export const placeOf = ({ kind, id }) => ({ kind: kind === "run" ? "runs" : "sweeps", id });
