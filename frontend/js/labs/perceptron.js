/** The perceptron of 1957: it changes only when it is wrong, and stops where a line can separate. */
import { bracketed, id, num } from "../lib/labs/formula.js";
import { area, arrow, curve, dots } from "../lib/labs/layers.js";
import { marginOf, perceptron as shownTo, radius } from "../lib/labs/perceptron.js";
import { float } from "../lib/labs/python.js";
import { chart } from "../widgets/labs/chart.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { trace } from "../widgets/labs/trace.js";

/** @type {Labelled[]} */
const SEVEN = [[2, -1, 1], [-1, -1, -1], [2, 3, 1], [-1, 0, -1], [-2, 3, -1], [1, -3, -1], [1, 3, 1]];
/** The corners (±1, ±1), or those of the unit square, with the class of each. @param {number} low @param {number[]} classes @returns {Labelled[]} */
const corners = (low, classes) => [[low, low, classes[0]], [low, 1, classes[1]], [1, low, classes[2]], [1, 1, classes[3]]];
/** @type {Record<string, Labelled[]>} */
const DATA = { seven: SEVEN, and: corners(-1, [-1, -1, -1, 1]), or: corners(-1, [-1, 1, 1, 1]), and01: corners(0, [-1, -1, -1, 1]), xor: corners(-1, [-1, 1, 1, -1]) };
const SIDE = 4;
const AXIS = [-SIDE, SIDE];

/** @param {PerceptronInputs} inputs */
const pointsOf = ({ data, points }) => DATA[data] ?? points;
/** @param {PerceptronInputs} inputs */
const seedOf = ({ order }) => (order === "shuffled" ? 1 : null);

/** The two ends, on the edge of the plane, of the line w·x + b = 0. @param {number[]} w @param {number} b @returns {LabPlace[]} */
function lineOf([w1, w2], b) {
	if (!w1 && !w2) return [];
	const far = 3 * SIDE;
	const foot = [(-b * w1) / (w1 * w1 + w2 * w2), (-b * w2) / (w1 * w1 + w2 * w2)];
	const length = Math.hypot(w1, w2);
	return [-far, far].map((t) => [foot[0] - (t * w2) / length, foot[1] + (t * w1) / length]);
}

/** The line through two handles, with its positive side to the left of the way from one to the other. @param {[number, number][]} line @returns {[number, number, number]} */
function through([[ax, ay], [bx, by]]) {
	const [w1, w2] = [ay - by, bx - ax];
	return [w1, w2, -(w1 * ax + w2 * ay)];
}

/** The same line, turned so that it does better. @param {PerceptronInputs} inputs @returns {[number, number, number]} */
function ownLine(inputs) {
	const line = through(inputs.line);
	const turned = /** @type {[number, number, number]} */ (line.map((part) => -part));
	const points = pointsOf(inputs);
	return marginOf(points, line) >= marginOf(points, turned) ? line : turned;
}

/** At what a machine is, after so many points. @param {PerceptronComputed} computed @param {number} at */
const after = ({ shown }, at) => shown[at - 1] ?? { point: -1, s: NaN, said: NaN, isWrong: false, w: [0, 0], b: 0 };

const UNKNOWN = { margin: null, bound: null };
/** The best margin of the latest points, which neither the step nor one's own line changes. @type {{key: string, margin: number | null, bound: number | null}} */
const best = { key: "", ...UNKNOWN };

/** @type {Lab<PerceptronInputs, PerceptronComputed>} */
export const perceptron = {
	id: "perceptron", number: 2, minutes: 15,
	inputs: {
		data: { kind: "choice", values: [...Object.keys(DATA), "own"], start: "seven", label: "perceptron.data", also: { at: 0 } },
		order: { kind: "choice", values: ["listed", "shuffled"], start: "listed", label: "perceptron.order", also: { at: 0 } },
		bias: { kind: "choice", values: ["yes", "no"], start: "yes", label: "perceptron.bias", also: { at: 0 } },
		points: { kind: "rows", start: SEVEN, most: 40, min: -SIDE, max: SIDE },
		line: { kind: "rows", start: [[-3, 3.5], [3.5, 2.5]], most: 2, min: -SIDE, max: SIDE },
		at: { kind: "count", max: 2000, start: 0 },
	},
	transport: { input: "at", most: ({ shown }) => shown.length, speed: 6 },
	model(inputs) {
		const points = pointsOf(inputs);
		const { shown, ended } = shownTo(points, { seed: seedOf(inputs), bias: inputs.bias === "yes" });
		const key = JSON.stringify([points, inputs.bias]);
		const { margin, bound } = best.key === key ? best : UNKNOWN;
		return { key, points, shown, ended, margin, bound, corrections: shown.slice(0, inputs.at).filter(({ isWrong }) => isWrong) };
	},
	verify: {
		ask: (inputs) => ["perceptron", { points: pointsOf(inputs), order_seed: seedOf(inputs), bias: inputs.bias === "yes" }],
		read({ corrections, margin, bound, ended }, computed) {
			const made = new Map(corrections.map((/** @type {any} */ each) => [each.presentation, each]));
			Object.assign(best, { key: computed.key, margin, bound });
			return { ...computed, ended, margin, bound, shown: computed.shown.map((each, i) => (made.has(i) ? { ...each, s: made.get(i).s, w: made.get(i).w, b: made.get(i).b } : each)) };
		},
		numbers: ({ shown }) => Object.fromEntries(shown.flatMap(({ isWrong, s, w, b }, i) => (isWrong ? [[`s ${i + 1}`, s], [`w₁ ${i + 1}`, w[0]], [`w₂ ${i + 1}`, w[1]], [`b ${i + 1}`, b]] : []))),
	},
	readout(computed, { at }, { format, t }) {
		const { point, s, said } = after(computed, at);
		if (point < 0) return ["perceptron.ready", { points: computed.points.length }];
		if (at >= computed.shown.length && computed.ended !== "most") return [`perceptron.ended.${computed.ended}`, { corrections: computed.corrections.length, shown: at }];
		return ["perceptron.readout", { n: point + 1, s: format.figure(s), said: t(said > 0 ? "perceptron.plus" : "perceptron.minus"), y: t(computed.points[point][2] > 0 ? "perceptron.plus" : "perceptron.minus"), corrections: computed.corrections.length }];
	},
	areas: ['"plane point"', '"plane change"', '"plane bound"', '"table code"'],
	figure: [
		{
			area: "plane", title: "perceptron.plane", widget: chart, height: 420, step: [0.5, 0.5],
			x: { label: "x₁", range: AXIS }, y: { label: "x₂", range: AXIS },
			layers(computed, inputs) {
				const { point, w, b } = after(computed, inputs.at);
				const before = after(computed, inputs.at - 1);
				const own = ownLine(inputs);
				const margin = marginOf(computed.points, own);
				const flat = Math.hypot(own[0], own[1]);
				const reach = margin * Math.hypot(...own);
				const band = margin > 0 && flat ? [lineOf([own[0], own[1]], own[2] - reach), lineOf([own[0], own[1]], own[2] + reach).toReversed()].flat() : [];
				const foot = w[0] || w[1] ? [(-b * w[0]) / (w[0] ** 2 + w[1] ** 2), (-b * w[1]) / (w[0] ** 2 + w[1] ** 2)] : [0, 0];
				const length = Math.hypot(w[0], w[1]) || 1;
				const groups = /** @type {const} */ ([1, -1]);
				return [
					area(band), curve(lineOf([own[0], own[1]], own[2]), { look: "thin" }),
					...(before.w.join() === w.join() && before.b === b ? [] : [curve(lineOf(before.w, before.b), { look: "dashed" })]),
					curve(lineOf(w, b), { q: "w" }),
					...(w[0] || w[1] ? [arrow([foot[0], foot[1]], [foot[0] + w[0] / length, foot[1] + w[1] / length], { q: "w" })] : []),
					...groups.map((y) => dots(computed.points.filter((each) => each[2] === y).map(([x1, x2]) => [x1, x2]), { look: y > 0 ? "pos" : "neg", shape: y > 0 ? "round" : "square" })),
					...(point < 0 ? [] : [dots([[computed.points[point][0], computed.points[point][1]]], { look: "ring" })]),
				];
			},
			handles: (_, { line, data, points }, { format }) => [
				...line.map((end, i) => /** @type {LabHandle<PerceptronInputs>} */ ({
					name: `line-${i + 1}`, label: "perceptron.line", at: end, look: "hollow", text: `${format.short(end[0])}; ${format.short(end[1])}`,
					move: (x, y, inputs) => ({ line: inputs.line.map((each, k) => (k === i ? [snapped(x), snapped(y)] : each)) }),
				})),
				...(data === "own" ? points.map((point, i) => /** @type {LabHandle<PerceptronInputs>} */ ({
					name: `point-${i + 1}`, label: "labs.point", at: [point[0], point[1]], look: "hollow", text: `${i + 1}: (${format.short(point[0])}; ${format.short(point[1])})`,
					move: (x, y, inputs) => ({ at: 0, points: inputs.points.map((each, k) => (k === i ? [snapped(x), snapped(y), each[2]] : each)) }),
				})) : []),
			],
		},
		{
			area: "point", title: "perceptron.point", widget: formula,
			lines(computed, { at }) {
				const { point, s } = after(computed, at);
				if (point < 0) return [["s", "=", id("w1"), id("x1"), "+", id("w2"), id("x2"), "+", id("b")]];
				const { w, b } = after(computed, at - 1);
				const [x1, x2] = computed.points[point];
				return [["s", "=", id("w1"), id("x1"), "+", id("w2"), id("x2"), "+", id("b"), "=", ...bracketed(w[0], "w"), "·", ...bracketed(x1), "+", ...bracketed(w[1], "w"), "·", ...bracketed(x2), "+", ...bracketed(b, "b"), "=", num(s, "s")]];
			},
		},
		{
			area: "change", title: "perceptron.change", widget: formula,
			lines(computed, { at, bias }) {
				const { point, isWrong, w, b, s } = after(computed, at);
				if (!isWrong) return [["—"]];
				const old = after(computed, at - 1);
				const [x1, x2, y] = computed.points[point];
				const pair = (/** @type {number[]} */ [one, other]) => ["(", num(one), "; ", num(other), ")"];
				const sum = w[0] * x1 + w[1] * x2 + b;
				return [
					[id("w"), "←", id("w"), "+ y·x =", ...pair(old.w), "+", ...bracketed(y), "·", ...pair([x1, x2]), "=", ...pair(w)],
					[id("b"), "←", ...(bias === "yes" ? [id("b"), "+ y =", num(old.b), "+", ...bracketed(y)] : []), "=", num(b)],
					["y·s:", num(y * s + 0), "→", num(y * sum), "(+", num(y * sum - y * s), "=", "x₁² + x₂²", ...(bias === "yes" ? ["+ 1"] : []), ")"],
				];
			},
		},
		{
			area: "bound", title: "perceptron.bound", widget: trace,
			columns: [{ label: "perceptron.corrections" }, { label: "labs.number", format: "figure" }],
			rows(computed, inputs, { t }) {
				const margin = marginOf(computed.points, ownLine(inputs));
				return [
					{ cells: [t("perceptron.made"), computed.corrections.length] },
					{ cells: [t("perceptron.best"), computed.bound ?? (computed.margin === null && computed.ended === "cycle" ? t("perceptron.none") : "…")] },
					{ cells: [t("perceptron.yours"), inputs.bias === "no" ? "—" : margin > 0 ? Math.floor((radius(computed.points) / margin) ** 2 + 1e-9) : t("perceptron.none")] },
				];
			},
		},
		{
			area: "table", title: "perceptron.sofar", widget: trace,
			columns: [{ label: "#", format: "integer" }, { label: "labs.point" }, { label: "s", q: "s" }, { label: "w", q: "w" }, { label: "b", q: "b" }],
			rows: ({ corrections, points, shown }, { at }, { format }) => corrections.map((each, i) => ({
				isNow: shown[at - 1] === each,
				cells: [i + 1, `(${format.short(points[each.point][0])}; ${format.short(points[each.point][1])})`, each.s, `(${each.w.map(format.short).join("; ")})`, each.b],
			})),
		},
		{ area: "code", title: "perceptron.code", widget: code },
	],
	code: (inputs) => [
		"import torch",
		"",
		`points = torch.tensor([${pointsOf(inputs).map(([x1, x2]) => `[${float(x1)}, ${float(x2)}]`).join(", ")}])`,
		`labels = torch.tensor([${pointsOf(inputs).map(([, , y]) => float(y)).join(", ")}])`,
		"w, b, corrections = torch.zeros(2), torch.tensor(0.0), 0",
		"for presentation in range(2000):",
		"    x, y = points[presentation % len(points)], labels[presentation % len(points)]",
		"    said = 1.0 if w @ x + b > 0 else -1.0",
		"    if said != y:",
		"        w += y * x",
		...(inputs.bias === "yes" ? ["        b += y"] : []),
		"        corrections += 1",
		"print(w, b, corrections)",
	].join("\n"),
	steps: [
		{
			kind: "predict", text: "perceptron.1.predict", base: "perceptron.1", options: ["a", "b", "c", "d"], do: "perceptron.1.do", explain: "perceptron.3.explain", covers: ["bound", "most"],
			set: { data: "seven", order: "listed", bias: "yes", at: 0 }, free: [], done: ({ at }, { shown }) => at >= shown.length,
			truth: ({ ended, corrections }) => (ended !== "separated" ? "d" : corrections.length < 3 ? "a" : corrections.length < 11 ? "b" : "c"),
		},
		{
			kind: "do", text: "perceptron.4.do", explain: "perceptron.4.explain", set: { data: "seven", order: "listed", bias: "yes" }, free: ["line"],
			done: (inputs, { points }) => marginOf(points, ownLine(inputs)) > 0 && inputs.line.flat().join() !== "-3,3.5,3.5,2.5",
			with: ({ bound, shown }, _, { format }) => ({ bound: bound === null ? "…" : format.figure(bound), made: shown.filter(({ isWrong }) => isWrong).length }),
		},
		{
			kind: "predict", text: "perceptron.5.predict", base: "perceptron.5", options: ["a", "b", "c", "d"], explain: "perceptron.5.explain", covers: ["bound", "most"],
			set: { data: "xor", order: "listed", bias: "yes", at: 0 }, free: [], done: ({ at, data }, { shown }) => data === "xor" && at >= shown.length,
			truth: ({ ended, corrections }) => (ended === "cycle" ? "d" : corrections.length < 5 ? "a" : corrections.length < 17 ? "b" : "c"),
		},
		{ kind: "why", options: ["a", "b", "c"], right: "b" },
		{ kind: "exercise", all: [{ exercise: "perceptron.update", text: "perceptron.ex", hints: ["perceptron.hint"], labels: { s: "perceptron.ex.s", said: "perceptron.ex.said", w1: "w₁", w2: "w₂", b: "b" } }] },
		{ kind: "take" },
	],
};

/** To the half, where a hand means one. @param {number} value */
const snapped = (value) => Math.min(SIDE, Math.max(-SIDE, Math.round(value * 10) / 10));
