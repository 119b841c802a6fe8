/** The exercise of the lecture, by hand, in Python and with PyTorch: three ways to the same gradients. */
import { bracketed, id, num, sup } from "../lib/labs/formula.js";
import { graphOf, numberOf, phases, seen } from "../lib/labs/graph.js";
import { readProgram } from "../lib/labs/program.js";
import { float } from "../lib/labs/python.js";
import { valueOf } from "../lib/labs/tape.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { graph } from "../widgets/labs/graph.js";
import { order } from "../widgets/labs/order.js";
import { trace } from "../widgets/labs/trace.js";

const LINES = "yhat = x^2*w2 + x*w1 + b; loss = (yhat - y)^2";
const NAMES = /** @type {const} */ (["x", "y", "w1", "w2", "b"]);
const LEARNT = /** @type {const} */ (["w1", "w2", "b"]);
const NUDGE = 1e-6;
const FIXED = { x: 3, y: 9, w1: -2, w2: 1, b: 1 };
const ORDERED = readProgram(LINES);
/** Its inputs in the order of the lecture. @type {Program} */
const PROGRAM = { ...ORDERED, inputs: [...NAMES] };

/** @param {Record<string, number>} values */
function loss(values) {
	const known = { ...values };
	for (const [name, tree] of PROGRAM.lines) known[name] = valueOf(tree, known);
	return known.loss;
}

const number = (/** @type {string} */ name, /** @type {number} */ start) => /** @type {LabNumber} */ ({ kind: "number", min: -10, max: 10, step: 0.1, start, label: `gradients.${name}` });

/** @type {Lab<GradientsInputs, GradientsComputed>} */
export const gradients = {
	id: "gradients", number: 9, minutes: 20, notebook: () => ["02", {}],
	inputs: { ...Object.fromEntries(NAMES.map((name) => [name, number(name, FIXED[name])])), at: { kind: "count", max: 15, start: 0 } },
	transport: { input: "at", most: ({ graph }) => phases(graph), speed: 2 },
	model({ x, y, w1, w2, b }) {
		const values = { x, y, w1, w2, b };
		const graph = graphOf(PROGRAM, values, 1);
		const error = x * x * w2 + x * w1 + b - y;
		const nudged = (/** @type {typeof NAMES[number]} */ name) => (loss({ ...values, [name]: values[name] + NUDGE }) - loss({ ...values, [name]: values[name] - NUDGE })) / (2 * NUDGE);
		return {
			graph, torch: null,
			hand: { w1: 2 * x * error, w2: 2 * x * x * error, b: 2 * error },
			nudge: Object.fromEntries(LEARNT.map((name) => [name, nudged(name)])),
		};
	},
	verify: {
		ask: ({ x, y, w1, w2, b }) => ["graph", { lines: LINES.split(";").map((line) => line.split("=").map((part) => part.trim())), values: { x, y, w1, w2, b }, upstream: 1 }],
		read({ nodes }, computed) {
			const of = (/** @type {string} */ name) => nodes.find((/** @type {TapeNode} */ node) => node.name === name);
			return {
				...computed,
				torch: Object.fromEntries(LEARNT.map((name) => [name, of(name).gradient])),
				graph: { ...computed.graph, nodes: computed.graph.nodes.map((node, i) => ({ ...node, value: nodes[i].value ?? NaN, gradient: nodes[i].gradient ?? node.gradient })) },
			};
		},
		numbers: ({ graph: { nodes } }) => Object.fromEntries(nodes.filter(({ op }) => op !== "const").flatMap((node) => [[numberOf(node), node.value], [`∂ ${numberOf(node)}`, node.gradient]])),
	},
	readout: ({ hand }, _, { format }) => ["gradients.readout", { w1: format.figure(hand.w1), w2: format.figure(hand.w2), b: format.figure(hand.b) }],
	areas: ['"graph graph"', '"formula formula"', '"compare compare"', '"code code"'],
	figure: [
		{ area: "graph", title: "labs.graph", widget: graph, of: ({ graph }, { at }) => ({ graph, seen: seen(graph, Math.min(at, phases(graph))) }) },
		{
			area: "formula", title: "labs.formula", widget: formula,
			lines({ graph: { nodes } }, { x, y, w1, w2, b }) {
				const of = (/** @type {string} */ name) => nodes.find((node) => node.name === name)?.value;
				return [
					[id("yhat"), "=", sup([id("x")], ["2"]), "·", id("w2"), "+", id("x"), "·", id("w1"), "+", id("b"), "=", sup(bracketed(x, "x"), ["2"]), "·", ...bracketed(w2, "w2"), "+", ...bracketed(x, "x"), "·", ...bracketed(w1, "w1"), "+", ...bracketed(b, "b"), "=", num(of("yhat"), "output")],
					["loss", "=", sup(["(", id("yhat"), "−", id("y"), ")"], ["2"]), "=", sup(["(", num(of("yhat"), "output"), "−", ...bracketed(y, "y"), ")"], ["2"]), "=", num(of("loss"), "cost")],
				];
			},
		},
		{
			area: "compare", title: "gradients.compare", widget: trace,
			columns: [{ label: "gradients.parameter" }, { label: "gradients.way.hand" }, { label: "gradients.way.python" }, { label: "PyTorch" }, { label: "gradients.way.nudge" }],
			rows: ({ graph: { nodes }, hand, torch, nudge }) => LEARNT.map((name) => ({
				cells: [{ w1: "w₁", w2: "w₂", b: "b" }[name], hand[name], nodes.find((node) => node.name === name)?.gradient ?? null, torch ? torch[name] : "…", Number(nudge[name].toFixed(6))],
			})),
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code: ({ x, y, w1, w2, b }) => [
		"import torch",
		"",
		`x, y = ${x}, ${y}`,
		...Object.entries({ w1, w2, b }).map(([name, value]) => `${name} = torch.tensor(${float(value)}, requires_grad=True)`),
		"yhat = x**2 * w2 + x * w1 + b",
		"loss = (yhat - y) ** 2",
		"loss.backward()",
		"print(w1.grad.item(), w2.grad.item(), b.grad.item())",
	].join("\n"),
	steps: [
		{
			kind: "predict", text: "gradients.1.predict", base: "gradients.1", options: ["a", "b", "c"], set: { ...FIXED, at: 0 }, free: [], explain: "gradients.1.explain", covers: ["compare", "readout"],
			done: ({ at }, { graph }) => at >= phases(graph),
			truth: ({ hand }) => ({ w1: "a", w2: "b", b: "c" })[LEARNT.toSorted((one, other) => Math.abs(hand[other]) - Math.abs(hand[one]))[0]],
		},
		{
			kind: "exercise", explain: "gradients.2.explain", set: FIXED, covers: ["graph", "compare", "readout"], all: [
				{ exercise: "gradients.formulas", text: "gradients.2.by_hand", labels: { w1: "∂loss/∂w₁", w2: "∂loss/∂w₂" } },
				{ exercise: "gradients.numbers", text: "gradients.2.numbers", labels: { w1: "∂loss/∂w₁", w2: "∂loss/∂w₂" } },
			],
		},
		{
			kind: "exercise", all: [
				{
					exercise: "gradients.blanks", text: "gradients.3.python", labels: { common: "common =", w1: "dw1 =", w2: "dw2 =" },
					listing: "def gradient(x, y):\n    yhat = x**2 * w2 + x * w1 + b\n    common = …\n    dw1 = …\n    dw2 = …\n    return dw1, dw2, common",
				},
				{ exercise: "gradients.receipt", text: "gradients.3.run", labels: { w2: "w₂" }, hints: ["gradients.hint.receipt"] },
			],
		},
		{
			kind: "exercise", explain: "gradients.4.explain", all: [
				{ exercise: "gradients.order", text: "gradients.4.torch", answer: order, hints: ["gradients.hint.order"] },
				{ exercise: "gradients.accumulated", text: "gradients.4.forgotten", hints: ["gradients.hint.accumulated"] },
			],
		},
		{
			kind: "do", text: "gradients.5.compare", free: [...NAMES],
			with: ({ hand, graph: { nodes }, torch, nudge }, _, { format }) => ({
				hand: format.figure(hand.w2), python: format.figure(nodes.find(({ name }) => name === "w2")?.gradient), torch: torch ? format.figure(torch.w2) : "…", nudge: format.figure(Number(nudge.w2.toFixed(6))),
			}),
		},
		{ kind: "why", options: ["a", "b", "c"], right: "b" },
		{ kind: "take" },
	],
};
