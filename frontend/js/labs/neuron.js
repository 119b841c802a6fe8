/** The neuron and its transfer function: what becomes of a slope that crosses many of them. */
import { parsed } from "../lib/expressions/parse.js";
import { bracketed, id, num } from "../lib/labs/formula.js";
import { along, curve, dots, label, rule } from "../lib/labs/layers.js";
import { float } from "../lib/labs/python.js";
import { backward, differentiated, recorded } from "../lib/labs/tape.js";
import { chart } from "../widgets/labs/chart.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { trace } from "../widgets/labs/trace.js";

/** The transfer functions as the grammar of the labs writes them. @type {Record<string, string>} */
const FUNCTIONS = { relu: "relu(s)", tanh: "tanh(s)", sigmoid: "sigmoid(s)", leaky_relu: "relu(s) - 0.01*relu(-s)", silu: "s*sigmoid(s)", softplus: "log(1 + exp(s))", sin: "sin(s)", linear: "s" };
/** Those that a network is asked about: they are drawn together. */
const COMPARED = ["sigmoid", "tanh", "relu"];
const LOOKS = /** @type {Record<string, string>} */ ({ sigmoid: "neg", tanh: "pos", relu: "" });
const PLACES = along(-6, 6, 241);
const MOST = 20;
/** A deep network, as it begins. @param {string} activation */
const deep = (activation) => ({ data: { dataset: "circle" }, network: { hidden: Array(8).fill(8), activation, init: "xavier_uniform", seed: 1 } });
/** @type {Record<string, (x: number) => {value: number, slope: number}>} */
const SLOPES = Object.fromEntries(Object.entries(FUNCTIONS).map(([name, text]) => [name, differentiated(parsed(text, ["s"]), "s")]));

/** The neuron as a program. @param {string} f */
const lines = (f) => /** @type {[string, string][]} */ ([["s", "w*x + b"], ["y", FUNCTIONS[f]]]);

/** @type {Lab<NeuronInputs, NeuronComputed>} */
export const neuron = {
	id: "neuron", number: 3, minutes: 12,
	playground: (_, { f }) => ({ config: deep(f) }),
	inputs: {
		f: { kind: "choice", values: Object.keys(FUNCTIONS), start: "sigmoid", label: "neuron.f" },
		w: { kind: "number", min: -5, max: 5, step: 0.1, start: 1, label: "w" },
		x: { kind: "number", min: -5, max: 5, step: 0.1, start: 0.5, label: "x" },
		b: { kind: "number", min: -5, max: 5, step: 0.1, start: 0, label: "b" },
		n: { kind: "number", min: 1, max: MOST, step: 1, start: 1, label: "neuron.n" },
		gain: { kind: "number", min: -3, max: 3, step: 0.1, start: 1, label: "neuron.gain" },
	},
	model({ f, w, b, x, n, gain }) {
		const tape = recorded(lines(f).map(([name, text], i) => [name, parsed(text, ["w", "x", "b", ...(i ? ["s"] : [])])]), { x, w, b });
		backward(tape.nodes, tape.output);
		const node = (/** @type {string} */ name) => tape.nodes.find((each) => each.name === name);
		const most = peak(f);
		return {
			s: node("s")?.value ?? NaN, value: tape.nodes[tape.output].value, slope: node("s")?.gradient ?? NaN, through: tape.nodes[0].gradient,
			chain: Array.from({ length: n }, (_, i) => Math.abs(most * gain) ** (i + 1)), layers: null,
		};
	},
	verify: {
		ask: ({ f, w, b, x }) => ["graph", { lines: lines(f), values: { x, w, b }, upstream: 1 }],
		read({ nodes, output }, computed) {
			const s = nodes.find((/** @type {TapeNode} */ each) => each.name === "s");
			return { ...computed, s: s.value ?? NaN, slope: s.gradient ?? NaN, value: nodes[output].value ?? NaN, through: nodes[0].gradient ?? NaN };
		},
		numbers: ({ s, value, slope, through }) => ({ s, y: value, "f′(s)": slope, "dy/dx": through }),
	},
	ask: {
		/** The gradients of a real network, with each of three transfer functions. */
		async layers(compute, tell) {
			const answers = await Promise.all(COMPARED.map((activation) => compute("layer-gradients", { config: deep(activation) })));
			tell({ layers: Object.fromEntries(COMPARED.map((name, i) => [name, answers[i].layers.map((/** @type {{rms: number}} */ layer) => layer.rms)])) });
		},
	},
	readout: ({ s, value, slope }, _, { format }) => ["neuron.readout", { s: format.figure(s), value: format.figure(value), slope: format.figure(slope) }],
	areas: ['"curve slope"', '"formula formula"', '"chain network"', '"table code"'],
	figure: [
		{
			area: "curve", title: "neuron.curves", widget: chart, step: [0.1, 0], x: { label: "s", range: [-6, 6] }, y: { label: "f(s)", range: [-1.5, 3] },
			layers: ({ s, value, slope }, { f }) => [
				...Object.keys(FUNCTIONS).filter((name) => COMPARED.includes(name) && name !== f).map((name) => curve(PLACES.map((at) => [at, SLOPES[name](at).value]), { look: "thin" })),
				curve(PLACES.map((at) => [at, SLOPES[f](at).value]), { q: "value" }),
				curve([[s - 2, value - 2 * slope], [s + 2, value + 2 * slope]], { q: "slope", look: "dashed" }), dots([[s, value]]),
			],
			handles: ({ s, value }, __, { format }) => [{ name: "s", label: "s", at: [s, value], text: format.figure(s), move: (to, _, { w, b }) => (w ? { x: Math.round(((Math.max(-6, Math.min(6, to)) - b) / w) * 100) / 100 } : { b: Math.round(to * 10) / 10 }) }],
		},
		{
			area: "slope", title: "neuron.slopes", widget: chart, x: { label: "s", range: [-6, 6] }, y: { label: "f′(s)", range: [-0.2, 1.2] },
			layers: ({ s, slope }, { f }) => [
				...COMPARED.filter((name) => name !== f).map((name) => curve(PLACES.map((at) => [at, SLOPES[name](at).slope]), { look: "thin" })),
				curve(PLACES.map((at) => [at, SLOPES[f](at).slope]), { q: "slope" }), rule(s), dots([[s, slope]]),
			],
		},
		{
			area: "formula", title: "labs.formula", widget: formula,
			lines: ({ s, value, slope, through }, { w, x, b }) => [
				["s", "=", id("w"), "·", id("x"), "+", id("b"), "=", num(w, "w"), "·", ...bracketed(x, "x"), "+", ...bracketed(b, "b"), "=", num(s, "s")],
				["y", "= f", "(", num(s, "s"), ")", "=", num(value, "value")],
				["dy/dx = f′(s)·w =", num(slope, "slope"), "·", ...bracketed(w, "w"), "=", num(through)],
			],
		},
		{
			area: "chain", title: "neuron.chain", widget: chart, x: { label: "neuron.n", range: (_, { n }) => [0, Math.max(2, n)] }, y: { label: "|∂yₙ/∂x|", range: [1e-9, 10], isLog: true },
			layers: ({ chain }, { n }) => [
				...COMPARED.map((name) => curve(Array.from({ length: n + 1 }, (_, i) => [i, peak(name) ** i]), { look: "thin" })),
				curve([1, ...chain].map((value, i) => [i, value]), { q: "slope" }), dots([1, ...chain].map((value, i) => [i, value])),
			],
		},
		{
			area: "network", title: "neuron.network", widget: chart, x: { label: "neuron.layer", range: [1, 9] }, y: { label: "neuron.rms", range: [1e-8, 1], isLog: true },
			layers: ({ layers }) => (layers ? COMPARED.flatMap((name, i) => [
				curve(layers[name].map((rms, i) => [i + 1, rms]), { look: LOOKS[name] }), dots(layers[name].map((rms, i) => [i + 1, rms]), { look: LOOKS[name] }),
				label([1 + 3 * i, layers[name][3 * i]], name),
			]) : []),
		},
		{
			area: "table", title: "neuron.factors", widget: trace, columns: [{ label: "neuron.n", format: "integer" }, { label: "neuron.factor", q: "slope" }],
			rows: ({ chain }) => chain.map((value, i) => ({ cells: [i + 1, value] })),
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code: ({ f, w, x, b, n, gain }) => [
		"import torch",
		"",
		`x = torch.tensor(${float(x)}, requires_grad=True)`,
		`y = ${TORCH[f]}(${float(w)} * x + ${float(b)})`,
		"y.backward()",
		"print(y.item(), x.grad.item())",
		"",
		`s = torch.tensor(0.0, requires_grad=True)  # ${n} in a row, each where its slope is greatest`,
		`slope, = torch.autograd.grad(${TORCH[f]}(s${f === "relu" ? " + 1" : ""}), s)`,
		`print([(slope.item() * ${float(gain)}) ** k for k in range(1, ${n + 1})])`,
	].join("\n"),
	steps: [
		{
			kind: "predict", text: "neuron.1.predict", base: "neuron.1", options: ["a", "b", "c", "d"], do: "neuron.3.do", explain: "neuron.3.explain", covers: ["chain", "table"],
			set: { f: "sigmoid", n: 1, gain: 1 }, free: ["n"], done: ({ f, n, gain }) => f === "sigmoid" && n === 10 && gain === 1,
			truth: ({ chain }) => ["a", "b", "c", "d"][[1, 0.1, 0.001, 0.000001].map((each) => Math.abs(Math.log(each / chain[9]))).reduce((best, each, i, all) => (each < all[best] ? i : best), 0)],
		},
		{ kind: "do", text: "neuron.2.do", explain: "neuron.2.explain", set: { w: 1, b: 0, x: 2 }, free: ["x", "f"], done: ({ f }, { slope }) => f !== "sigmoid" && Math.abs(slope) > 0.99 },
		{
			kind: "predict", text: "neuron.4.predict", base: "neuron.4", options: ["a", "b", "c", "d"], explain: "neuron.4.explain", asks: "layers", covers: ["network"], done: (_, { layers }) => layers !== null,
			truth({ layers }) {
				const ratio = layers ? layers.sigmoid[7] / layers.sigmoid[0] : NaN;
				return ratio < 3 ? "a" : ratio < 30 ? "b" : ratio < 1000 ? "c" : "d";
			},
		},
		{ kind: "do", text: "neuron.5.explain", set: { f: "relu", w: 1, b: 0, x: -1 }, free: ["x", "b"] },
		{ kind: "why", options: ["a", "b", "c"], right: "b" },
		{ kind: "exercise", all: [
			{ exercise: "neuron.slope", text: "neuron.ex1", hints: ["neuron.hint.slope"], labels: { slope: "σ′(0)" } },
			{ exercise: "neuron.chain", text: "neuron.ex2", hints: ["neuron.hint.chain"], labels: { factor: "neuron.factor" } },
			{ exercise: "neuron.dead", text: "neuron.ex3", hints: ["neuron.hint.dead"], labels: { b: "b" } },
		] },
		{ kind: "take" },
	],
};

const TORCH = /** @type {Record<string, string>} */ ({ relu: "torch.relu", tanh: "torch.tanh", sigmoid: "torch.sigmoid", leaky_relu: "torch.nn.functional.leaky_relu", silu: "torch.nn.functional.silu", softplus: "torch.nn.functional.softplus", sin: "torch.sin", linear: "1.0 * " });

/** The greatest slope of a transfer function. @param {string} name */
function peak(name) {
	return { sigmoid: 0.25, tanh: 1, relu: 1, leaky_relu: 1, silu: 1.0998, softplus: 1, sin: 1, linear: 1 }[name] ?? 1;
}
