/** Gradient descent on a curve: valleys, learning rate, momentum. */
import { parsed } from "../lib/expressions/parse.js";
import { OPTIMIZERS, descent as walk } from "../lib/labs/descent.js";
import { bracketed, id, num } from "../lib/labs/formula.js";
import { along, arrow, curve, dots, label } from "../lib/labs/layers.js";
import { python } from "../lib/labs/python.js";
import { differentiated } from "../lib/labs/tape.js";
import { unreadable } from "../lib/labs/unreadable.js";
import { chart } from "../widgets/labs/chart.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { textInput } from "../widgets/labs/text-input.js";
import { trace } from "../widgets/labs/trace.js";

/** The curve of the lecture, a bowl, and a hill between two valleys; each with its window. */
const FUNCTIONS = /** @type {Record<string, {expression: string, window: [number, number], heights: [number, number]}>} */ ({
	lecture: { expression: "cos(3*pi*x)/x", window: [0.1, 1.1], heights: [-4, 6] },
	bowl: { expression: "x^2", window: [-2, 2], heights: [-0.2, 4] },
	well: { expression: "(x^2-1)^2 + 0.3*x", window: [-2, 2], heights: [-0.6, 4] },
});
const OWN = /** @type {[number, number]} */ ([-4, 4]);
const FATES = 201;
const LONG = 300;

/** @param {DescentInputs} inputs */
const textOf = ({ function: name, expression }) => FUNCTIONS[name]?.expression ?? (unreadable(expression) ? "x^2" : expression);

/** @param {DescentInputs} inputs */
function landscape(inputs) {
	const f = differentiated(parsed(textOf(inputs), ["x"]), "x");
	const known = FUNCTIONS[inputs.function];
	if (known) return { f, ...known };
	const found = along(...OWN, 401).map((x) => f(x).value).filter(Number.isFinite).sort((a, b) => a - b);
	const [low = 0, high = 1] = [0.02, 0.98].map((share) => found[Math.floor(found.length * share)]);
	const space = (high - low || 1) / 10;
	return { f, window: OWN, heights: /** @type {[number, number]} */ ([low - space, high + space]) };
}

/** The latest fates, which hang neither on the start nor on the step. */
const latest = { key: "", all: /** @type {{start: number, end: number}[]} */ ([]) };

/** Where walks from all over the window end. @param {DescentComputed} computed @param {DescentInputs} inputs */
function fates({ f, window }, inputs) {
	const key = [textOf(inputs), inputs.rate, inputs.momentum, inputs.optimizer].join();
	if (latest.key !== key) Object.assign(latest, { key, all: along(...window, FATES).map((start) => {
		const { points, ended } = walk(f, { ...inputs, start, steps: LONG, window: wide(window) });
		const last = points[points.length - 1];
		return { start, end: ended === "steps" && Math.abs(last.slope) < 0.05 ? last.x : NaN };
	}) });
	return latest.all;
}

/** Ends that are near are one. @param {number} end */
const valley = (end) => (Number.isNaN(end) ? null : (Math.round(end * 5) / 5 + 0).toFixed(1));

/** A walk may leave the window by half of it. @type {(window: [number, number]) => [number, number]} */
const wide = ([low, high]) => [low - (high - low) / 2, high + (high - low) / 2];

/** @type {Lab<DescentInputs, DescentComputed>} */
export const descent = {
	id: "descent", number: 6, minutes: 15,
	inputs: {
		function: { kind: "choice", values: [...Object.keys(FUNCTIONS), "own"], start: "lecture", label: "descent.function", also: { at: 0 } },
		expression: { kind: "text", control: textInput, start: "x^4 - x^2", longest: 200, label: "f(x) =", check: unreadable, also: { at: 0 }, when: (inputs) => inputs.function === "own" },
		start: { kind: "number", min: -4, max: 4, step: 0.01, start: 0.7, label: "descent.start" },
		rate: { kind: "number", isLog: true, min: 0.0005, max: 3, start: 0.002, label: "labs.rate", marks: [0.002, 0.1, 0.5] },
		momentum: { kind: "number", min: 0, max: 0.99, step: 0.01, start: 0, label: "descent.momentum", when: ({ optimizer }) => ["momentum", "nesterov"].includes(optimizer) },
		optimizer: { kind: "choice", values: OPTIMIZERS, start: "sgd", label: "descent.optimizer", also: { at: 0 } },
		at: { kind: "count", max: 200, start: 0 },
	},
	transport: { input: "at", most: 200, speed: 12 },
	model(inputs) {
		const { f, window, heights } = landscape(inputs);
		return { ...walk(f, { ...inputs, steps: inputs.at, window: wide(window) }), f, window, heights };
	},
	verify: {
		ask: (inputs, { points }) => (points.length < 2 ? null : ["descent", {
			expression: textOf(inputs), variable: "x", values: {}, start: inputs.start, optimizer: inputs.optimizer, learning_rate: inputs.rate,
			...(["momentum", "nesterov"].includes(inputs.optimizer) && { momentum: inputs.momentum }), steps: points.length - 1,
		}]),
		read: ({ points }, computed) => ({ ...computed, points }),
		numbers: ({ points }) => Object.fromEntries(points.flatMap(({ step, x, value, slope }) => [[`x ${step}`, x], [`f ${step}`, value], [`f′ ${step}`, slope]])),
	},
	readout({ points, ended }, _, { format }) {
		const { step, x, value, slope } = points[points.length - 1];
		return ended === "left" || ended === "not_finite" ? ["descent.left", { step }] : ["descent.readout", { step, x: format.figure(x), value: format.figure(value), slope: format.figure(slope) }];
	},
	areas: ['"curve curve steps"', '"fates fates fates"', '"formula formula formula"', '"table table code"'],
	figure: [
		{
			area: "curve", title: "descent.curve", widget: chart, height: 260, step: [0.01, 0],
			x: { label: "x", range: ({ window }) => window }, y: { label: "f(x)", range: ({ heights }) => heights },
			layers({ f, points, window }, _, { format }) {
				const last = points[points.length - 1];
				const before = points[points.length - 2];
				return [
					curve(along(...window, 401).map((x) => [x, f(x).value]), { q: "value" }),
					curve([[last.x - 0.12, last.value - 0.12 * last.slope], [last.x + 0.12, last.value + 0.12 * last.slope]], { q: "slope", look: "dashed" }),
					dots(points.map(({ x, value }) => [x, value]), { look: "small" }),
					...(before ? [arrow([before.x, before.value], [last.x, last.value])] : []),
					dots([[last.x, last.value]]), label([last.x, last.value], format.figure(last.x), { by: [8, -10] }),
				];
			},
			handles: ({ f }, { start }, { format }) => [{ name: "start", label: "descent.start", at: [start, f(start).value], look: "hollow", text: format.figure(start), move: (x) => ({ start: Math.round(x * 100) / 100, at: 0 }) }],
			press: pressed,
		},
		{
			area: "steps", title: "descent.steps", widget: chart, height: 260,
			x: { label: "labs.step.short", range: ({ points }) => [0, Math.max(10, points.length - 1)] }, y: { label: "x", range: ({ window }) => window },
			layers: ({ points }) => [curve(points.map(({ step, x }) => [step, x])), dots(points.map(({ step, x }) => [step, x]), { look: "small" })],
		},
		{
			area: "fates", title: "descent.fates", widget: chart, height: 74, margin: { left: 46, right: 12, top: 4, bottom: 30 },
			x: { label: "descent.start", range: ({ window }) => window }, y: { label: "", range: [0, 1] },
			layers(computed, inputs) {
				const all = fates(computed, inputs);
				const ends = [...new Set(all.map(({ end }) => valley(end)))].filter((end) => end !== null).sort((a, b) => Number(a) - Number(b));
				const looks = ["pos", "neg", "quiet"];
				return ends.map((end, i) => dots(all.filter(({ end: own }) => valley(own) === end).map(({ start }) => [start, 0.5]), { look: looks[i] ?? "quiet", shape: "square" }));
			},
		},
		{
			area: "formula", title: "labs.formula", widget: formula,
			lines({ points }, { rate, optimizer, momentum, start }) {
				const [before, last] = [points[points.length - 2] ?? points[0], points[points.length - 1]];
				if (optimizer === "momentum") return [["v ←", num(momentum), "· v +", ...bracketed(before.slope, "slope")], [id("x"), "←", id("x"), "− η·v =", num(last.x)]];
				if (optimizer !== "sgd") return [[id("x"), "=", num(before.x), "→", num(last.x)]];
				return [[id("x"), "←", id("x"), "− η·f′(x) =", num(points.length > 1 ? before.x : start), "−", num(rate, "rate"), "·", ...bracketed(before.slope, "slope"), "=", num(before.x - rate * before.slope)]];
			},
		},
		{
			area: "table", title: "labs.steps", widget: trace,
			columns: [{ label: "labs.step.short", format: "integer" }, { label: "x" }, { label: "f(x)", q: "value" }, { label: "f′(x)", q: "slope" }, { label: "descent.moved" }],
			rows: ({ points }, { at }) => points.map(({ step, x, value, slope }, i) => ({ isNow: step === at, cells: [step, x, value, slope, i ? x - points[i - 1].x : null] })),
			pick: (index) => ({ at: index }),
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code: (inputs) => [
		"import math, torch",
		"",
		`x = torch.tensor([${inputs.start}], dtype=torch.float64, requires_grad=True)`,
		`optimizer = torch.optim.${{ rmsprop: "RMSprop", adam: "Adam" }[inputs.optimizer] ?? "SGD"}([x], lr=${inputs.rate}${{ momentum: `, momentum=${inputs.momentum}`, nesterov: `, momentum=${inputs.momentum}, nesterov=True` }[inputs.optimizer] ?? ""})`,
		`for step in range(${Math.max(1, inputs.at)}):`,
		"    optimizer.zero_grad()",
		`    loss = (${python(parsed(textOf(inputs), ["x"]))}).sum()`,
		"    loss.backward()",
		"    optimizer.step()",
		"    print(step + 1, x.item())",
	].join("\n"),
	steps: [
		{
			kind: "predict", text: "descent.1.predict", base: "descent.1", options: ["global_minimum", "local_minimum", "local_maximum", "edge"], free: [], covers: ["fates"],
			set: { function: "lecture", start: 0.7, rate: 0.002, optimizer: "sgd", momentum: 0, at: 0 }, explain: "descent.1.explain", done: ({ at }) => at >= 30,
			truth: ({ points }) => placeOf(points[points.length - 1].x),
		},
		{
			kind: "do", text: "descent.2.do", explain: "descent.2.explain", free: ["start"], set: { function: "lecture", rate: 0.002, optimizer: "sgd", at: 0 },
			done: ({ at, start, function: name }) => name === "lecture" && at >= 20 && start > 0.64 && start < 0.66,
		},
		{
			kind: "predict", text: "descent.3.predict", base: "descent.3", options: ["a", "b", "c", "d"], explain: "descent.3.explain", free: ["rate"], do: "descent.3.do",
			set: { function: "bowl", start: 1, rate: 0.1, optimizer: "sgd", at: 0 }, done: ({ at, rate, function: name }) => name === "bowl" && at >= 1 && Math.abs(rate - 0.5) < 1e-9,
			truth: ({ f }) => ({ 0.1: "a", 0.5: "b", 1: "c", 2: "d" })[1 / f(1).slope] ?? "b",
		},
		{
			kind: "predict", text: "descent.4.predict", base: "descent.4", options: ["a", "b", "c"], explain: "descent.4.explain", free: ["momentum"], covers: ["fates"],
			set: { function: "well", start: 1.8, rate: 0.02, optimizer: "momentum", momentum: 0.9, at: 0 }, done: ({ at }) => at >= 100,
			truth: ({ points }) => (points[points.length - 1].x < 0 ? "b" : Math.abs(points[points.length - 1].slope) < 0.1 ? "a" : "c"),
		},
		{ kind: "why", options: ["a", "b", "c"], right: "a" },
		{ kind: "exercise", all: [
			{ exercise: "descent.two", text: "descent.ex1", hints: ["descent.hint.two"], labels: { x1: "x₁", x2: "x₂" } },
			{ exercise: "descent.ten", text: "descent.ex2", hints: ["descent.hint.ten"], labels: { x10: "x₁₀" } },
			{ exercise: "descent.limit", text: "descent.ex3", hints: ["descent.hint.limit"], labels: { rate: "η" } },
			{ exercise: "descent.maximum", text: "descent.ex4", hints: ["descent.hint.maximum"], labels: { x: "x" } },
		] },
		{ kind: "take" },
	],
};

/** A place of the lecture's curve. @param {number} x */
const placeOf = (x) => (x < 0.15 || x > 1.05 ? "edge" : x < 0.55 ? "global_minimum" : x < 0.8 ? "local_maximum" : "local_minimum");

/** A click on the curve answers: the prediction of the first step, or the exercise that asks for a place. @param {LabRoom} room @param {number} x */
function pressed(room, x) {
	const { kind } = room.lab.steps[room.step.value];
	if (kind === "predict" && !room.isOpen()) room.draft.value = placeOf(x);
	else if (kind === "exercise") room.place.value = Math.round(x * 1000) / 1000;
}
