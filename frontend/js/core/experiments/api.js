/** The server's runs and sweeps. */
import { questionQuery } from "../../lib/experiments/question.js";
import { given, ownData } from "../../lib/own-points.js";
import { ask, call } from "../api.js";

/** Of points of one's own, that they are some. @param {ToldExperiment} told @returns {Experiment} */
const named = (told) => ({ ...told, config: given(told.config, () => UNTOLD) });
const UNTOLD = ownData({ task: "classification", train_percent: 50, seed: 1, points: null, sides: null });

/** @param {Place} place @param {string} [rest] */
const at = ({ kind, id }, rest = "") => `/api/${kind}/${encodeURIComponent(id)}${rest}`;

export function createExperimentsApi() {
	/** Points of one's own by their digest. @type {Map<string, DataConfig>} */
	const known = new Map();

	/** What has a config, with the points that it names. @template {{config: ToldConfig}} Told @param {Told} told @param {() => Promise<OwnPoints>} load */
	async function whole(told, load) {
		const { data } = told.config;
		if ("digest" in data && !known.has(data.digest)) known.set(data.digest, ownData(await load()));
		return { ...told, config: given(told.config, (digest) => known.get(digest) ?? UNTOLD) };
	}

	/** @param {Place} place */
	const dataOf = (place) => () => call("GET", at(place, "/data"));
	/** @param {Place} place @param {number} run */
	const dataOfRun = (place, run) => () => call("GET", at(place, `/results/${run}/export/config`)).then(({ data }) => ({ ...data, task: data.class_names.length ? "classification" : "regression" }));

	return {
		/** @param {unknown} body @returns {Promise<Experiment>} */
		start: (body) => call("POST", "/api/sweeps", body),
		/** @param {Place["kind"]} kind @param {number} limit @returns {Promise<{total: number, experiments: Experiment[]}>} */
		list: (kind, limit) => call("GET", `/api/${kind}?limit=${limit}`).then(({ total, experiments }) => ({ total, experiments: experiments.map(named) })),
		/** @param {Place} place @returns {Promise<Experiment>} */
		experiment: (place) => call("GET", at(place)).then((told) => whole(told, dataOf(place))),
		/** @param {Place} place */
		eventsUrl: (place) => at(place, "/events"),
		/** @param {Place} place @returns {Promise<Experiment>} */
		cancel: (place) => call("POST", at(place, "/cancel")).then((told) => whole(told, dataOf(place))),
		/** @param {Place} place */
		remove: (place) => call("DELETE", at(place)),
		/** @param {Place} place @param {number} limit @returns {Promise<{total: number, points: PointSummary[]}>} */
		points: (place, limit) => call("GET", at(place, `/points?limit=${limit}`)),
		/** @param {Place} place @param {Partial<Question>} question @returns {Promise<Wire.Results>} */
		results: (place, question) => call("GET", at(place, `/results?${questionQuery(question)}`)),
		/** @param {Place} place @param {Partial<Question>} question @returns {Promise<{total: number, histories: RunHistory[]}>} */
		histories: (place, question) => call("GET", at(place, `/histories?${questionQuery(question)}`)),
		/** A safetensors file. @param {Place} place @param {Partial<Question>} question @param {number} resolution */
		boundaries: (place, question, resolution = 25) =>
			ask("GET", at(place, `/boundaries?${questionQuery(question)}&resolution=${resolution}`)).then((response) => response.arrayBuffer()),
		/** @param {Place} place @param {number} run @returns {Promise<ResultDetails>} */
		result: (place, run) => call("GET", at(place, `/results/${run}`)).then((told) => whole(told, dataOfRun(place, run))),
		/** The run as a live session. @param {Place} place @param {number} run @returns {Promise<Session>} */
		open: (place, run) => call("POST", at(place, `/results/${run}/session`)),
		/** All results, or a run in one of the export formats. @param {Place} place @param {string} what */
		file: (place, what) => ask("GET", at(place, `/results${what}`)),
	};
}
