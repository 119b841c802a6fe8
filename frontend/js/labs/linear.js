/** One weight learnt from three examples: error, gradient, update, number by number. */
import { bracketed, id, num, sup } from "../lib/labs/formula.js";
import { along, arrow, curve, dots, label, square } from "../lib/labs/layers.js";
import { example, linearTrace, mean, rateLimit } from "../lib/labs/linear.js";
import { float } from "../lib/labs/python.js";
import { chart } from "../widgets/labs/chart.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { trace } from "../widgets/labs/trace.js";

const W = /** @type {[number, number]} */ ([-1, 5]);
const shown = (/** @type {number} */ value, digits = 5) => String(Number(value.toFixed(digits)));
/** Beyond this the weight has left, and nothing more is to be seen. */
const FAR = 50;
/** From the lowest weight to the highest. @param {LinearComputed} computed @returns {[number, number]} */
const seen = ({ rows }) => [Math.min(W[0], ...rows.map(({ w }) => w)), Math.max(W[1], ...rows.map(({ w }) => w))];

/** @type {Lab<LinearInputs, LinearComputed>} */
export const linear = {
	id: "linear", number: 7, minutes: 12, notebook: ({ points, w, rate }) => ["01", { points: points.map((point) => point.join(",")).join(";"), w: String(w), rate: String(rate) }],
	inputs: {
		mode: { kind: "choice", values: ["point", "batch"], start: "point", label: "linear.mode", also: { at: 0 } },
		w: { kind: "number", min: -1, max: 5, step: 0.01, start: 1, marks: [1, 2], label: "linear.w" },
		rate: { kind: "number", isLog: true, min: 0.001, max: 0.5, start: 0.01, marks: [0.01, 3 / 28, 3 / 14], label: "labs.rate" },
		at: { kind: "count", max: 200, start: 0 },
		points: { kind: "rows", start: [[1, 2], [2, 4], [3, 6]], most: 8, min: -10, max: 10 },
	},
	transport: { input: "at", most: ({ most }) => most, speed: 4 },
	model({ mode, w, rate, at, points }) {
		const all = linearTrace(points, mode, w, rate, 200);
		const left = all.findIndex((row) => Math.abs(row.w) > FAR);
		const rows = all.slice(0, at);
		return { rows, start: w, w: rows.at(-1)?.w ?? w, most: left < 0 ? 200 : left + 1 };
	},
	verify: {
		ask: ({ mode, w, rate, at, points }) => (at ? ["linear", { points, mode, w, learning_rate: rate, steps: at }] : null),
		read: ({ rows }, computed) => ({ ...computed, rows, w: rows.at(-1).w }),
		numbers: ({ rows }) => Object.fromEntries(rows.flatMap((row, i) =>
			["cost", "gradient", "w"].map((name) => [`${name} ${i + 1}`, row[/** @type {"w"} */ (name)]]))),
	},
	readout({ w }, { points }, { format }) {
		const { cost, gradient } = mean(w, points);
		return ["linear.readout", { w: format.figure(w), cost: format.figure(cost), slope: format.figure(gradient) }];
	},
	areas: ['"data cost"', '"formula formula"', '"table table"', '"code code"'],
	figure: [
		{
			area: "data", title: "linear.data", widget: chart,
			x: { label: "x", range: (_, { points }) => [Math.min(0, ...points.map(([x]) => x)), 1.6 * Math.max(1, ...points.map(([x]) => x))] },
			y: { label: "y", range: (_, { points }) => [Math.min(0, ...points.map(([, y]) => y)), 1.1 * Math.max(1, ...points.map(([, y]) => y))] },
			step: [0.5, 0.5],
			layers: ({ w }, { points }) => [
				...points.map(([x, y]) => square(x, w * x, y, { q: "cost" })),
				curve([[-20, -20 * w], [20, 20 * w]], { q: "output" }),
				dots(points),
			],
			handles: (_, { points }, { format }) => points.map((point, i) => ({
				name: `point-${i + 1}`, label: "labs.point", at: point, look: "hollow", text: `${i + 1}: (${format.short(point[0])}; ${format.short(point[1])})`,
				move: (x, y, inputs) => ({ points: inputs.points.map((each, k) => (k === i ? [tenth(x), tenth(y)] : each)) }),
			})),
		},
		{
			area: "cost", title: "linear.cost", widget: chart,
			x: { label: "w", range: seen },
			y: { label: "linear.cost.axis", range: (computed, { points }) => [0, Math.max(1, ...seen(computed).map((w) => mean(w, points).cost)) * 1.05] },
			step: [0.05, 0],
			layers: (computed, { points }, { format }) => {
				const { w, rows } = computed;
				const [low, high] = seen(computed);
				const WEIGHTS = along(low, high, 121);
				const { cost, gradient } = mean(w, points);
				const last = rows.at(-2)?.w;
				return [
					...points.map((point) => curve(WEIGHTS.map((each) => [each, example(each, point).cost]), { look: "thin" })),
					curve(WEIGHTS.map((each) => [each, mean(each, points).cost]), { q: "cost" }),
					curve([[w - 1, cost - gradient], [w + 1, cost + gradient]], { q: "gradient", look: "dashed" }),
					...(last === undefined ? [] : [arrow([last, mean(last, points).cost], [w, cost], { q: "w" })]),
					dots(rows.map(({ w: each }) => [each, mean(each, points).cost]), { look: "small" }),
					label([w, cost], `w = ${format.figure(w)}`, { q: "w", by: [10, -8] }),
				];
			},
			handles: ({ w }, { points, at }, { format }) => [{
				name: "w", label: "linear.w", at: [w, mean(w, points).cost], q: "w", text: format.figure(w),
				move: (to) => ({ w: Math.min(5, Math.max(-1, Math.round(to * 100) / 100)), ...(at ? { at: 0 } : {}) }),
			}],
		},
		{
			area: "formula", title: "labs.formula", widget: formula,
			lines({ rows, start }, { mode, rate, points, at }) {
				const before = rows.at(-2)?.w ?? start;
				const row = rows.at(-1);
				const { x, y, output, error, cost } = example(before, points[Math.max(0, at - 1) % points.length]);
				const gradient = row?.gradient ?? (mode === "point" ? 2 * x * error : mean(before, points).gradient);
				const step = [id("w"), "←", num(before, "w"), "−", num(rate, "rate"), "·", ...bracketed(gradient, "gradient"), "=", num(before - rate * gradient, "w")];
				if (!at) return [[id("w"), "←", id("w"), "− η·", mode === "point" ? "2·x·(ŷ − y)" : "J′(w)"]];
				if (mode === "batch") return [["J(", num(before, "w"), ") =", num(mean(before, points).cost, "cost")], ["J′(", num(before, "w"), ") =", num(gradient, "gradient")], step];
				return [
					[id("yhat"), "=", id("w"), "·", id("x"), "=", num(before, "w"), "·", ...bracketed(x), "=", num(output, "output")],
					[sup(["(", id("yhat"), "−", id("y"), ")"], ["2"]), "=", sup(["(", num(output, "output"), "−", ...bracketed(y), ")"], ["2"]), "=", num(cost, "cost")],
					["2·", id("x"), "·", "(", id("yhat"), "−", id("y"), ")", "=", "2·", ...bracketed(x), "·", ...bracketed(error), "=", num(gradient, "gradient")],
					step,
				];
			},
		},
		{
			area: "table", title: "labs.steps", widget: trace,
			columns: [{ label: "labs.step.short", format: "integer" }, { label: "x", format: "short" }, { label: "y", format: "short" }, { label: "ŷ", q: "output" }, { label: "ŷ − y" }, { label: "linear.cost.axis", q: "cost" }, { label: "labs.gradient", q: "gradient" }, { label: "linear.new_w", q: "w" }],
			rows: ({ rows }, { at }) => rows.map((row, i) => ({ isNow: i + 1 === at, cells: [i + 1, row.x, row.y, row.output, row.error, row.cost, row.gradient, row.w] })),
			pick: (index) => ({ at: index + 1 }),
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code: ({ mode, w, rate, at, points }) => [
		"import torch",
		"",
		`xs, ys = torch.tensor([${points.map(([x]) => float(x)).join(", ")}]), torch.tensor([${points.map(([, y]) => float(y)).join(", ")}])`,
		`w = torch.tensor(${float(w)}, requires_grad=True)`,
		...(mode === "point" ? [
			`for step in range(${at || 3}):`,
			"    x, y = xs[step % len(xs)], ys[step % len(xs)]",
			"    loss = (w * x - y) ** 2",
		] : [
			`for step in range(${at || 3}):`,
			"    loss = ((w * xs - ys) ** 2).mean()",
		]),
		"    loss.backward()",
		"    with torch.no_grad():",
		`        w -= ${shown(rate)} * w.grad`,
		"    w.grad = None",
		"    print(step + 1, w.item())",
	].join("\n"),
	steps: [
		{
			kind: "predict", text: "linear.1.predict", base: "linear.1", options: ["a", "b", "c", "d"], do: "linear.2.do", explain: "linear.2.explain",
			set: { mode: "point", w: 1, rate: 0.01, at: 0, points: [[1, 2], [2, 4], [3, 6]] }, free: [], done: ({ at }) => at >= 3,
			truth: ({ rows }) => nearest(rows[2].w, { a: 1.01, b: 1.06, c: 1.26, d: 2 }),
		},
		{ kind: "do", text: "linear.3.do", explain: "linear.3.explain", set: { mode: "point", w: 1, rate: 0.01, at: 0, points: [[1, 2], [2, 4], [3, 6]] }, free: ["mode"], done: ({ mode, at }) => mode === "batch" && at >= 10 },
		{
			kind: "predict", text: "linear.4.predict", base: "linear.4", options: ["a", "b", "c"], explain: "linear.4.explain",
			set: { mode: "batch", w: 1, rate: 0.3, at: 0, points: [[1, 2], [2, 4], [3, 6]] }, free: [], done: ({ at }) => at >= 5,
			truth({ rows, start }, { points, rate }) {
				const [first, last] = [rows[0], rows.at(-1)].map((row) => Math.abs((row?.w ?? start) - 2));
				return last > first ? "c" : 2 * rate * mean(0, points).cost > 1 && rate > rateLimit(points) / 2 ? "b" : "a";
			},
		},
		{ kind: "why", options: ["a", "b", "c"], right: "a" },
		{
			kind: "exercise", all: [
				{ exercise: "linear.gradient", text: "linear.ex1", labels: { cost: "linear.cost.axis", gradient: "linear.slope" } },
				{ exercise: "linear.update", text: "linear.ex2", hints: ["linear.hint.update"] },
				{ exercise: "linear.formula", text: "linear.ex3", labels: { gradient: "linear.slope" } },
				{ exercise: "linear.limit", text: "linear.ex4", hints: ["linear.hint.limit"], labels: { rate: "η" } },
			],
		},
		{ kind: "take" },
	],
};

/** @param {number} value */
const tenth = (value) => Math.min(10, Math.max(-10, Math.round(value * 10) / 10));

/** The option whose number is nearest. @param {number} value @param {Record<string, number>} options */
function nearest(value, options) {
	const away = (/** @type {[string, number]} */ [, number]) => Math.abs(number - value);
	return Object.entries(options).sort((a, b) => away(a) - away(b))[0][0];
}
