/** Keeps what is shown of one experiment in step with the server. */
import { equals } from "../../lib/experiments/question.js";
import { readSafetensors } from "../../lib/safetensors.js";
import { ApiError } from "../api.js";
import { hear, PAUSE, poll } from "./follow.js";

/** How many of a sweep's points and runs are drawn at once. */
const POINTS = 1000;
const RUNS = 1000;
const CURVES = 250;
/** Cells of one run's boundary along a side; of many, the server's own. */
const FINE = 100;
/** Taking the lowest seeds first, each point has its share of what is drawn. */
const EVENLY = "seed";

/** @param {Pick<ExperimentsPage, "store" | "actions" | "api" | "notices"> & {place: Place}} page */
export function watchExperiment({ store, actions, api, notices, place }) {
	let seen = "";
	/** What the events have told since the last look. @type {Partial<Experiment> | null} */
	let news = null;
	/** @type {ReturnType<typeof hear> | null} */
	let ears = null;

	/** Everything that has changed since the last look. */
	async function load() {
		const told = news && /** @type {Experiment} */ ({ ...store.experiment.value, ...news });
		news = null;
		const experiment = told ?? (await api.experiment(place));
		store.experiment.value = experiment;
		const now = `${experiment.done} ${experiment.status}`;
		if (now !== seen) await Promise.all([loadPage(), loadPoints()]).then(loadPlots);
		seen = now;
		if (experiment.runs === 1 && experiment.done && store.picked.value === null) actions.pick(0);
		notices.dismiss("connection");
		return experiment.status === "running" ? listen() : leave();
	}

	/** How long until it is to be asked: not at all while its events come. */
	function listen() {
		ears ??= hear(api.eventsUrl(place), { onNews: take, onSilence: soon });
		return ears.isHeard() ? 0 : PAUSE;
	}

	function leave() {
		ears?.close();
		ears = null;
		return 0;
	}

	/** @param {any} told of one that was deleted, nothing more than that */
	function take(told) {
		news = told.status === "deleted" ? null : { ...news, ...told };
		soon();
	}

	async function loadPoints() {
		store.points.value = await api.points(place, POINTS);
	}

	/** The table comes first, what takes longer after it. */
	async function loadPage() {
		const question = store.question.value;
		const results = await api.results(place, question);
		if (question !== store.question.value) return;
		store.results.value = results;
		const { tensors } = readSafetensors(await api.boundaries(place, question));
		if (question === store.question.value) store.boundaries.value = tensors;
	}

	async function loadPlots() {
		const { filters } = store.question.value;
		const some = { filters, sort: EVENLY };
		const [sample, histories] = await Promise.all([api.results(place, { ...some, limit: RUNS }), api.histories(place, { ...some, limit: CURVES })]);
		if (filters !== store.question.value.filters) return;
		store.sample.value = sample;
		store.histories.value = histories;
	}

	/** A run that is not there, or not yet, is let go of. @param {unknown} error */
	function failDetails(error) {
		if (error instanceof ApiError && error.status === 404) actions.pick(null);
		else fail(error);
	}

	/** @param {number} run */
	async function loadDetails(run) {
		const alone = { filters: [equals("run", run)], limit: 1 };
		const [details, boundary] = await Promise.all([api.result(place, run), api.boundaries(place, alone, FINE)]);
		if (store.picked.value !== run) return;
		const { epochs, train_loss, test_loss } = details.history;
		store.details.value = details;
		store.history.value = { epochs, train: known(train_loss), test: known(test_loss) };
		store.picture.value = readSafetensors(boundary).tensors[run] ?? null;
	}

	/** @param {unknown} error */
	function fail(error) {
		if (!(error instanceof ApiError) || error.status >= 500) return actions.unreachable(error, now);
		if (error.status === 404 && !store.experiment.value) store.missing.value = true;
		else actions.report(error);
	}

	const { now, soon } = poll(() => load().catch((error) => {
		if (!(error instanceof ApiError) || error.status >= 500) throw error;
		fail(error);
		return leave();
	}), fail);

	let { filters } = store.question.value;
	store.question.subscribe((question) => {
		if (!store.experiment.value) return;
		notices.dismiss("refused");
		const isFiltered = question.filters !== filters;
		filters = question.filters;
		loadPage().then(() => (isFiltered ? loadPlots() : undefined)).catch(fail);
	});
	store.picked.subscribe((run) => {
		if (run === null) store.details.value = null;
		else loadDetails(run).catch(failDetails);
	});
}

/** @param {(number | null)[]} losses */
const known = (losses) => losses.map((loss) => loss ?? NaN);
