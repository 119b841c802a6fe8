/** Keeps what is shown of one experiment in step with the server, and the address with what is looked at. */
import { equals, readPlace, writePlace } from "../../lib/experiments/question.js";
import { readSafetensors } from "../../lib/safetensors.js";
import { ApiError } from "../api.js";
import { PAUSE, poll } from "./poll.js";

/** How many of a sweep's points and runs are drawn at once. */
const POINTS = 1000;
const RUNS = 1000;
const CURVES = 250;
/** Cells of one run's boundary along a side; of many, the server's own. */
const FINE = 100;
/** Taking the lowest seeds first, each point has its share of what is drawn. */
const EVENLY = "seed";

/** @param {ExperimentsPage & {place: Place}} page */
export function watchExperiment({ store, actions, api, place, signal }) {
	let seen = "";

	/** Everything that has changed since the last look. */
	async function load() {
		const experiment = await api.experiment(place);
		store.experiment.value = experiment;
		const now = `${experiment.done} ${experiment.status}`;
		if (now !== seen) await Promise.all([loadPage(), loadPoints()]).then(loadPlots);
		seen = now;
		if (experiment.runs === 1 && experiment.done && store.picked.value === null) actions.pick(0);
		actions.dismiss("connection");
		return experiment.status === "running" ? PAUSE : 0;
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
		if (!(error instanceof ApiError) || error.status >= 500) return actions.unreachable(error, again);
		if (error.status === 404 && !store.experiment.value) store.missing.value = true;
		else actions.report(error);
	}

	const again = poll(() => load().catch((error) => {
		if (!(error instanceof ApiError) || error.status >= 500) throw error;
		fail(error);
		return 0;
	}), fail, signal);

	let { filters } = store.question.value;
	store.question.subscribe((question) => {
		if (!store.experiment.value) return;
		actions.dismiss("refused");
		const isFiltered = question.filters !== filters;
		filters = question.filters;
		loadPage().then(() => (isFiltered ? loadPlots() : undefined)).catch(fail);
	}, { signal });
	store.picked.subscribe((run) => {
		if (run === null) store.details.value = null;
		else loadDetails(run).catch(failDetails);
	}, { signal });
}

/** Keeps the address in step with what is looked at, so that Back and a link lead to it. @param {ExperimentsPage} page */
export function keepPlace({ store, signal }) {
	const read = () => {
		const { question, picked } = readPlace(location.hash);
		if (location.hash.replace(/^#/, "") === written()) return;
		store.question.value = question;
		store.picked.value = picked;
	};
	const written = () => writePlace(store.question.value, store.picked.value);
	const write = () => {
		const hash = written();
		if (hash !== location.hash.replace(/^#/, "")) history.replaceState(null, "", location.pathname + location.search + (hash && `#${hash}`));
	};
	read();
	store.question.subscribe(write, { signal });
	store.picked.subscribe(write, { signal });
	addEventListener("hashchange", read, { signal });
}

/** @param {(number | null)[]} losses */
const known = (losses) => losses.map((loss) => loss ?? NaN);
