/** Back-propagation on a graph: values forward, gradients backward, and where a value is used twice, their sum. */
import { bracketed, num, partial } from "../lib/labs/formula.js";
import { callOf, graphOf, numberOf, phases, seen } from "../lib/labs/graph.js";
import { readProgram } from "../lib/labs/program.js";
import { float, python } from "../lib/labs/python.js";
import { symbol } from "../lib/labs/symbols.js";
import { valueOf } from "../lib/labs/tape.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { graph } from "../widgets/labs/graph.js";
import { textInput } from "../widgets/labs/text-input.js";
import { trace } from "../widgets/labs/trace.js";
import { valuesInput } from "../widgets/labs/values-input.js";

const NUDGE = 0.001;
const GATE = { program: "z = x*y", values: { x: 2, y: 3 }, upstream: 5, at: 0 };
const COST = { program: "yhat = x*w; s = yhat - y; loss = s^2", values: { x: 1, y: 2, w: 1 }, upstream: 1, at: 0 };
const SHARED = { program: "c = a + b; d = a*b; L = c*d", values: { a: 2, b: 3 }, upstream: 1, at: 0 };
const LOGISTIC = { program: "s = w1*x1 + w2*x2 + b; p = sigmoid(s); loss = -log(p)", values: { w1: 2, x1: 1, w2: -1, x2: 3, b: 0 }, upstream: 1, at: 0 };
/** The widely taught example of two inputs, two hidden and two output units. */
const LAYERS = {
	program: "h1 = sigmoid(w1*i1 + w2*i2 + b1); h2 = sigmoid(w3*i1 + w4*i2 + b1); o1 = sigmoid(w5*h1 + w6*h2 + b2); o2 = sigmoid(w7*h1 + w8*h2 + b2); loss = (0.01 - o1)^2/2 + (0.99 - o2)^2/2",
	values: { w1: 0.15, i1: 0.05, w2: 0.2, i2: 0.1, b1: 0.35, w3: 0.25, w4: 0.3, w5: 0.4, w6: 0.45, b2: 0.6, w7: 0.5, w8: 0.55 },
	upstream: 1, at: 0,
};

/** The values of the inputs of a program; those that nobody gave are 1. @param {Program} read @param {Record<string, number>} values */
const given = (read, values) => Object.fromEntries(read.inputs.map((name) => [name, values[name] ?? 1]));

/** What the gradients are of: the last line, or an L beyond it, from which something else than 1 arrives. @param {LabGraph} graph */
const endOf = ({ nodes, output, upstream }) => (upstream === 1 ? callOf(nodes[output]) : "L");

/** One step of gradient descent: what is called w, w1 and so on learns, all else is given. @param {BackpropInputs} inputs @param {BackpropComputed} computed */
function learnt({ values, rate }, { read, graph }) {
	const after = (/** @type {string} */ name, /** @type {number} */ value, /** @type {number} */ i) => (/^w\d*$/.test(name) ? value - rate * graph.nodes[i].gradient : value);
	return { values: Object.fromEntries(Object.entries(given(read, values)).map(([name, value], i) => [name, after(name, value, i)])) };
}

/** What comes out. @param {Program} read @param {Record<string, number>} values */
function result(read, values) {
	const known = { ...values };
	for (const [name, tree] of read.lines) known[name] = valueOf(tree, known);
	return known[read.lines[read.lines.length - 1][0]];
}

/** @type {Lab<BackpropInputs, BackpropComputed>} */
export const backprop = {
	id: "backprop", number: 8, minutes: 20,
	inputs: {
		program: {
			kind: "text", control: textInput, lines: 4, start: COST.program, label: "backprop.program", also: { at: 0 }, check: (text) => readProgram(text).error,
			presets: { gate: GATE, cost: COST, shared: SHARED, logistic: LOGISTIC, layers: LAYERS },
		},
		values: { kind: "values", control: valuesInput, start: COST.values, label: "backprop.values", names: ({ program }) => readProgram(program).inputs, act: { label: "backprop.learn", run: learnt } },
		upstream: { kind: "number", min: -10, max: 10, step: 0.5, start: 1, label: "backprop.upstream" },
		rate: { kind: "number", isLog: true, min: 0.001, max: 1, start: 0.5, label: "labs.rate" },
		at: { kind: "count", max: 200, start: 0 },
	},
	transport: { input: "at", most: ({ most }) => most, speed: 2 },
	model({ program, values, upstream }) {
		const read = readProgram(program);
		const usable = read.error ? readProgram(COST.program) : read;
		const graph = graphOf(usable, values, upstream);
		return { read: usable, graph, most: phases(graph) };
	},
	verify: {
		ask: ({ program, values, upstream }, { read }) => (readProgram(program).error ? null : ["graph", { lines: program.split(";").map((line) => line.split("=").map((part) => part.trim())).filter(([name]) => name), values: given(read, values), upstream }]),
		read: ({ nodes }, computed) => ({ ...computed, graph: { ...computed.graph, nodes: computed.graph.nodes.map((node, i) => ({ ...node, ...nodes[i], name: node.name, value: nodes[i].value ?? NaN, gradient: nodes[i].gradient ?? node.gradient })) } }),
		numbers: ({ graph: { nodes } }) => Object.fromEntries(nodes.filter(({ op }) => op !== "const").flatMap((node) => [[numberOf(node), node.value], [`∂ ${numberOf(node)}`, node.gradient]])),
	},
	readout({ graph }, { at }, { format }) {
		const { active, arrived, hasValue } = seen(graph, at);
		const node = graph.nodes[active ?? 0];
		const isWhole = at > graph.operations.length && arrived.has(node.id);
		return ["backprop.readout", { name: symbol(callOf(node)), loss: endOf(graph), value: hasValue(node.id) ? format.exact(node.value) : "–", gradient: isWhole ? format.exact(node.gradient) : "–" }];
	},
	areas: ['"graph graph"', '"chain chain"', '"nudge nudge"', '"code code"'],
	figure: [
		{ area: "graph", title: "labs.graph", widget: graph, of: ({ graph }, { at }) => ({ graph, seen: seen(graph, at) }) },
		{
			area: "chain", title: "backprop.chain", widget: formula,
			lines({ graph }, { at }) {
				const { nodes, operations } = graph;
				const { active, arrived } = seen(graph, at);
				const top = endOf(graph);
				if (active === null || at <= operations.length) return [["—"]];
				return nodes[active].inputs.length === 0 ? [["—"]] : nodes[active].inputs.filter((input) => nodes[input].op !== "const").map((input) => {
					const k = nodes[active].inputs.indexOf(input);
					const parts = arrived.get(input) ?? [];
					const name = callOf(nodes[input]);
					return [
						...(parts.length > 1 ? [] : [partial(top, name), "="]), partial(top, callOf(nodes[active])), "·", partial(callOf(nodes[active]), name),
						"=", ...bracketed(nodes[active].gradient, "gradient"), "·", ...bracketed(nodes[active].local[k]), "=", num(parts.at(-1) ?? nodes[active].gradient * nodes[active].local[k], "gradient"),
						...(parts.length > 1 ? ["⇒", partial(top, name), "=", ...parts.flatMap((part, i) => [...(i ? ["+"] : []), ...bracketed(part, "gradient")]), "=", num(parts.reduce((sum, part) => sum + part, 0), "gradient")] : []),
					];
				});
			},
		},
		{
			area: "nudge", title: "backprop.nudges", widget: trace,
			columns: [{ label: "backprop.name" }, { label: "backprop.value" }, { label: "backprop.change" }, { label: "backprop.slope", q: "slope" }, { label: "labs.gradient", q: "gradient" }],
			rows({ read, graph }, { values, upstream, at }, { format }) {
				const now = given(read, values);
				const before = result(read, now);
				const isDone = at >= phases(graph);
				return read.inputs.map((name, i) => {
					const change = upstream * (result(read, { ...now, [name]: now[name] + NUDGE }) - before);
					return { cells: [`${symbol(name)} + ${format.setting(NUDGE)}`, now[name], change, change / NUDGE, isDone ? graph.nodes[i].gradient : null] };
				});
			},
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code({ values, upstream }, { read }) {
		const names = Object.entries(given(read, values));
		const last = read.lines[read.lines.length - 1][0];
		return [
			"import torch",
			"",
			...names.map(([name, value]) => `${name} = torch.tensor(${float(value)}, requires_grad=True)`),
			...read.lines.map(([name, tree]) => `${name} = ${python(tree)}`),
			`${last}.backward(${upstream === 1 ? "" : `torch.tensor(${float(upstream)})`})`,
			`print(${[`${last}.item()`, ...names.map(([name]) => `${name}.grad.item()`)].join(", ")})`,
		].join("\n");
	},
	steps: [
		{
			kind: "predict", text: "backprop.1.predict", base: "backprop.1", options: ["a", "b", "c", "d"], explain: "backprop.1.explain", set: GATE, free: [], covers: ["nudge", "chain"],
			done: ({ at }, { most }) => at >= most, truth: ({ graph }) => ({ 5: "a", 7: "b", 10: "c", 15: "d" })[graph.nodes[0].gradient] ?? "d",
		},
		{ kind: "exercise", all: [{ exercise: "backprop.values", text: "backprop.2.do", hints: [] }], set: COST, covers: ["chain", "nudge"], then: { at: 3 }, explain: "backprop.3.intro" },
		{ kind: "exercise", all: [{ exercise: "backprop.gradients", text: "backprop.3.do", hints: [] }], set: { ...COST, at: 3 }, covers: ["chain", "nudge"], then: { at: 7 }, explain: "backprop.3.explain" },
		{
			kind: "predict", text: "backprop.4.predict", base: "backprop.4", options: ["a", "b", "c", "d"], explain: "backprop.4.explain", set: SHARED, free: [], covers: ["nudge", "chain"],
			done: ({ at }, { most }) => at >= most, truth: ({ graph }) => ({ 6: "a", 15: "b", 21: "c", 90: "d" })[graph.nodes[0].gradient] ?? "c",
		},
		{
			kind: "do", text: "backprop.5.do", free: ["program", "values", "upstream"],
			done: ({ program, at }, { most }) => ![GATE, COST, SHARED].some((preset) => preset.program === program) && at >= most,
		},
		{ kind: "why", options: ["a", "b", "c"], right: "b" },
		{ kind: "exercise", all: [
			{ exercise: "backprop.product", text: "backprop.ex1", hints: ["backprop.hint.product"], labels: { x: "∂L/∂x", y: "∂L/∂y" } },
			{ exercise: "backprop.cost", text: "backprop.ex2", hints: ["backprop.hint.cost"] },
			{ exercise: "backprop.shared", text: "backprop.ex3", hints: ["backprop.hint.shared"], labels: { a: "∂L/∂a", b: "∂L/∂b" } },
		] },
		{ kind: "take" },
	],
};
