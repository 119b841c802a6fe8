/** How many lines does it take? Real networks, trained in the playground itself. */
import { playground } from "../widgets/labs/playground.js";
import { trace } from "../widgets/labs/trace.js";

const BASE = { network: { hidden: [] }, training: { learning_rate: 0.03, batch_size: 10 } };
/** The network of each stage, as the playground has it, and how long it is trained. @type {Record<string, {data: string, epochs: number, training?: Record<string, unknown>}>} */
const STAGES = {
	1: { data: "gauss", epochs: 50 },
	2: { data: "circle", epochs: 500 },
	3: { data: "circle", epochs: 300 },
	4: { data: "rings", epochs: 1000, training: { optimizer: "adam", learning_rate: 0.01 } },
};

/** @param {string} text */
const layers = (text) => (text === "0" ? [] : text.split("-").map(Number));
const started = (/** @type {SeparationRow[]} */ rows, /** @type {string} */ data, /** @type {string} */ hidden, epochs = 0) => rows.filter((row) => row.data === data && row.hidden === hidden && row.epoch >= epochs);
const median = (/** @type {number[]} */ values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** @type {Lab<SeparationInputs, SeparationComputed>} */
export const separation = {
	id: "separation", number: 1, minutes: 15, keeps: ["rows", "session"],
	playground: ({ session, config }) => ({ session, config }),
	inputs: {
		stage: { kind: "choice", values: [1, 2, 3, 4], start: 1, label: "separation.stage" },
		hidden: { kind: "choice", values: ["0", "1", "2", "3", "4", "26", "8-8"], start: "0", label: "separation.hidden", also: { start: 1 } },
		start: { kind: "number", min: 1, max: 8, step: 1, start: 1, label: "separation.seed" },
	},
	model({ stage, hidden, start }) {
		const { data, epochs, training = {} } = STAGES[stage];
		return { config: { data: { dataset: data }, network: { hidden: layers(hidden), seed: Math.round(start) }, training: { ...BASE.training, ...training } }, epochs, rows: [], session: null };
	},
	areas: ['"network"', '"table"'],
	figure: [
		{ area: "network", title: "separation.network", widget: playground },
		{
			area: "table", title: "separation.tried", widget: trace,
			columns: [{ label: "separation.data" }, { label: "separation.hidden" }, { label: "separation.accuracy", format: "percent" }, { label: "separation.seed", format: "integer" }, { label: "separation.epochs", format: "integer" }, { label: "separation.parameters", format: "integer" }],
			rows: ({ rows }, _, { t }) => rows.map(({ data, hidden, seed, parameters, epoch, accuracy }) => ({ cells: [t(`dataset.${data}`), hidden === "0" ? "–" : hidden.replace("-", " + "), accuracy, seed, epoch, parameters] })),
		},
	],
	steps: [
		{
			kind: "predict", text: "separation.1.predict", base: "separation.1", options: ["a", "b", "c"], do: "separation.1.do", explain: "separation.1.explain", set: { stage: 1, hidden: "0" }, free: [],
			done: ({ stage }, { rows }) => stage === 1 && started(rows, "gauss", "0", 50).length > 0, truth: ({ rows }) => share(started(rows, "gauss", "0", 50)),
		},
		{
			kind: "predict", text: "separation.2.predict", base: "separation.2", options: ["a", "b", "c"], do: "separation.2.do", explain: "separation.2.explain", set: { stage: 2, hidden: "0" }, free: [],
			done: ({ stage }, { rows }) => stage === 2 && started(rows, "circle", "0", 500).length > 0, truth: ({ rows }) => share(started(rows, "circle", "0", 500)),
		},
		{
			kind: "predict", text: "separation.3.predict", base: "separation.3", options: ["a", "b", "c", "d"], do: "separation.3.do", explain: "separation.3.explain", set: { stage: 3, hidden: "1", start: 1 }, free: ["hidden", "start"],
			done: (_, { rows }) => ["1", "2", "3", "4"].every((hidden) => started(rows, "circle", hidden, 300).length > 0),
			truth({ rows }) {
				const enough = ["1", "2", "3"].find((hidden) => Math.max(...started(rows, "circle", hidden, 300).map(({ accuracy }) => accuracy)) >= 0.95);
				return { 1: "a", 2: "b", 3: "c" }[enough ?? ""] ?? "d";
			},
		},
		{
			kind: "predict", text: "separation.4.predict", base: "separation.4", options: ["a", "b", "c"], do: "separation.4.do", explain: "separation.4.explain", set: { stage: 4, hidden: "26", start: 1 }, free: ["hidden", "start"],
			done: (_, { rows }) => ["26", "8-8"].every((hidden) => started(rows, "rings", hidden, 1000).length >= 3),
			truth({ rows }) {
				const [wide, deep] = ["26", "8-8"].map((hidden) => median(started(rows, "rings", hidden, 1000).map(({ accuracy }) => accuracy)));
				return Math.abs(deep - wide) < 0.02 ? "c" : deep > wide ? "b" : "a";
			},
		},
		{ kind: "why", options: ["a", "b", "c"], right: "b" },
		{ kind: "exercise", all: [{ exercise: "separation.bias", text: "separation.ex", hints: ["separation.hint"], labels: { bias: "b" } }] },
		{ kind: "take" },
	],
};

/** About half, about 80 %, nearly all. @param {SeparationRow[]} rows */
function share(rows) {
	const accuracy = rows.at(-1)?.accuracy ?? NaN;
	return accuracy > 0.9 ? "c" : accuracy > 0.65 ? "b" : "a";
}
