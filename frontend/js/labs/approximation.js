/** One hidden layer can draw any curve: built by hand out of steps and folds, then left to training. */
import { parsed } from "../lib/expressions/parse.js";
import { num } from "../lib/labs/formula.js";
import { along, curve, dots, label, rule } from "../lib/labs/layers.js";
import { built, gapOf, heightsOf, outputOf, places, share } from "../lib/labs/pieces.js";
import { float, python } from "../lib/labs/python.js";
import { valueOf } from "../lib/labs/tape.js";
import { unreadable } from "../lib/labs/unreadable.js";
import { chart } from "../widgets/labs/chart.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { trace } from "../widgets/labs/trace.js";
import { textInput } from "../widgets/labs/text-input.js";

const TARGETS = /** @type {Record<string, {text: string, low: number, high: number}>} */ ({
	sine: { text: "sin(pi*x/5)", low: -5, high: 5 },
	square: { text: "x^2", low: 0, high: 1 },
	root: { text: "sqrt(x)", low: 0, high: 1 },
	tent: { text: "abs(x - 1/2)", low: 0, high: 1 },
});
const WIDTHS = [1, 2, 4, 8, 16, 32, 64];
const STARTS = [1, 2, 3, 4, 5];
/** The start that the playground opens. */
const TRIED = 5;
const TRAINED = 8;
const OWN = { low: -5, high: 5 };

/** Whether a tree has a value everywhere. @param {ExpressionNode} tree */
const isWhole = (tree) => along(-5, 5, 201).every((x) => Number.isFinite(valueOf(tree, { x })));
/** What is wrong with a function of one's own. @param {string} text */
const unusable = (text) => unreadable(text) ?? (isWhole(parsed(text, ["x"])) ? null : { code: "hole", at: 0 });

/** @param {ApproximationInputs} inputs */
function targetOf({ target, function: own }) {
	const { text, low, high } = TARGETS[target] ?? { ...OWN, text: unusable(own) ? "x" : own };
	const tree = parsed(text, ["x"]);
	return { text, tree, low, high, f: (/** @type {number} */ x) => valueOf(tree, { x }) };
}

/** The gaps of even pieces, by their number; they hang on the target alone. @type {Map<string, LabPlace[]>} */
const known = new Map();

/** @param {ApproximationInputs} inputs @param {"folds" | "steps"} kind */
function evenGaps(inputs, kind) {
	const { text, f, low, high } = targetOf(inputs);
	const key = `${kind} ${text}`;
	if (!known.has(key)) {
		known.set(key, WIDTHS.map((n) => {
			const knots = places(low, high, n + 1);
			const layer = built(kind, knots, heightsOf(f, kind, knots));
			return [n, gapOf(f, (x) => outputOf(layer, x), low, high).gap];
		}));
	}
	return known.get(key) ?? [];
}

/** @type {Lab<ApproximationInputs, ApproximationComputed>} */
export const approximation = {
	id: "approximation", number: 4, minutes: 18, keeps: ["trained"],
	playground: ({ trained }) => ({ config: trained?.at(-1)?.config ?? { data: { task: "regression" } } }),
	inputs: {
		target: { kind: "choice", values: [...Object.keys(TARGETS), "own"], start: "sine", label: "approximation.target", also: { heights: {} } },
		function: { kind: "text", start: "exp(-x^2)*sin(3x)", longest: 200, label: "f(x) =", check: unusable, control: textInput, also: { heights: {} }, when: ({ target }) => target === "own" },
		kind: { kind: "choice", values: ["steps", "folds"], start: "folds", label: "approximation.kind", also: { heights: {} } },
		n: { kind: "number", min: 1, max: 64, step: 1, start: 4, label: "approximation.n", also: { heights: {} } },
		heights: { kind: "values", start: {}, isHidden: true },
	},
	model(inputs) {
		const { f, low, high } = targetOf(inputs);
		const n = Math.round(inputs.n);
		const knots = places(low, high, n + 1);
		const heights = heightsOf(f, inputs.kind, knots).map((height, i) => inputs.heights[i] ?? height);
		const layer = built(inputs.kind, knots, heights);
		return { f, low, high, knots, heights, layer, ...gapOf(f, (x) => outputOf(layer, x), low, high), trained: null };
	},
	verify: {
		ask: (inputs, { layer, low, high, gap }) => (Number.isNaN(gap) ? null : ["approximation", { function: targetOf(inputs).text, low, high, network: layer }]),
		read: ({ gap, at }, computed) => ({ ...computed, gap, at }),
		numbers: ({ gap, at }) => ({ gap, x: at }),
	},
	ask: {
		/** Five starts of the same network, one after the other. */
		async train(compute, tell, inputs) {
			const { text, low, high } = targetOf(inputs);
			const trained = [];
			for (const seed of STARTS) {
				const { gap, network, config } = await compute("approximation", { function: text, low, high, train: { activation: "relu", width: TRAINED, seed } });
				trained.push({ seed, gap, network, config: seed === TRIED ? config : null });
				tell({ trained: [...trained] });
			}
		},
	},
	readout: ({ gap, at, layer }, _, { format }) => ["approximation.gap", { gap: format.figure(gap), at: format.figure(at), units: layer.hidden.length }],
	areas: ['"curve curve"', '"parts widths"', '"formula formula"', '"starts code"'],
	figure: [
		{
			area: "curve", title: "approximation.curve", widget: chart, height: 260, step: [0, 0.05],
			x: { label: "x", range: ({ low, high }) => [low, high] }, y: { label: "y", range: ({ f, low, high, heights }) => room([...along(low, high, 101).map(f), ...heights]) },
			layers: ({ f, low, high, layer, at, trained }, __, { format }) => {
				const all = along(low, high, 601);
				return [
					curve(all.map((x) => [x, f(x)])), curve(all.map((x) => [x, outputOf(layer, x)]), { q: "value" }),
					...(trained ?? []).map(({ network }) => curve(all.map((x) => [x, outputOf(/** @type {HiddenLayer} */ (network), x)]), { look: "thin" })),
					rule(at), label([at, f(at)], format.figure(Math.abs(f(at) - outputOf(layer, at))), { q: "slope" }),
				];
			},
			handles: ({ knots, heights }, { kind, n }, { format }) => (n > 16 ? [] : heights.map((height, i) => /** @type {LabHandle<ApproximationInputs>} */ ({
				name: `height-${i + 1}`, label: "approximation.height", at: [kind === "folds" ? knots[i] : (knots[i] + knots[i + 1]) / 2, height], look: "hollow", text: `${i + 1}: ${format.figure(height)}`,
				move: (_, y, inputs) => ({ heights: { ...inputs.heights, [i]: Math.round(y * 100) / 100 } }),
			}))),
		},
		{
			area: "parts", title: "approximation.parts", widget: chart, x: { label: "x", range: ({ low, high }) => [low, high] },
			y: { label: "", range: ({ layer, low, high }) => room(layer.hidden.flatMap((_, i) => [share(layer, i, low), share(layer, i, high)]).concat(0, 1)) },
			layers: ({ layer, low, high }) => layer.hidden.map((_, i) => curve(along(low, high, 201).map((x) => [x, share(layer, i, x)]), { look: i % 2 ? "pos" : "neg" })),
		},
		{
			area: "widths", title: "approximation.widths", widget: chart, x: { label: "approximation.n", range: [1, 64], isLog: true }, y: { label: "approximation.axis", range: [0.001, 1], isLog: true },
			layers: ({ gap, layer, trained }, inputs) => [
				curve(evenGaps(inputs, "folds"), { q: "value" }), curve(evenGaps(inputs, "steps"), { q: "slope", look: "dashed" }), dots([[Math.max(1, layer.hidden.length), gap]]),
				...(trained ? [dots(trained.map((each) => [TRAINED, each.gap]), { look: "pos" })] : []),
			],
		},
		{
			area: "formula", title: "labs.formula", widget: formula,
			lines: ({ layer }) => [["ŷ(x) =", num(Number(layer.bias.toFixed(12))), ...layer.hidden.slice(0, 6).flatMap(([w, b], i) => [layer.output[i] < 0 ? "−" : "+", num(Math.abs(layer.output[i])), "·", { kind: /** @type {const} */ ("function"), text: layer.activation === "relu" ? "relu" : "σ" }, "(", ...(w === 1 ? [] : [num(w), "·"]), "x", b < 0 ? "−" : "+", num(Math.abs(b)), ")"]), ...(layer.hidden.length > 6 ? ["+ …"] : [])]],
		},
		{
			area: "starts", title: "approximation.starts", widget: trace, columns: [{ label: "approximation.start", format: "integer" }, { label: "approximation.axis" }],
			rows: ({ trained }) => (trained ?? []).map(({ seed, gap }) => ({ cells: [seed, gap] })),
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code(inputs, { layer, low, high }) {
		const list = (/** @type {number[]} */ all) => `[${all.map((value) => Number(value.toFixed(6))).join(", ")}]`;
		return [
			"import math, torch", "from torch import nn", "",
			`model = nn.Sequential(nn.Linear(1, ${layer.hidden.length}), nn.${layer.activation === "relu" ? "ReLU" : "Sigmoid"}(), nn.Linear(${layer.hidden.length}, 1))`,
			"with torch.no_grad():",
			`    model[0].weight.copy_(torch.tensor(${list(layer.hidden.map(([w]) => w))})[:, None])`,
			`    model[0].bias.copy_(torch.tensor(${list(layer.hidden.map(([, b]) => b))}))`,
			`    model[2].weight.copy_(torch.tensor([${list(layer.output)}]))`,
			`    model[2].bias.fill_(${float(Number(layer.bias.toFixed(6)))})`,
			`    x = torch.linspace(${low}, ${high}, 2001)`,
			`    print((model(x[:, None])[:, 0] - (${python(targetOf(inputs).tree)})).abs().max().item())`,
		].join("\n");
	},
	steps: [
		{
			kind: "do", text: "approximation.1.do", explain: "approximation.1.explain", free: [], set: { target: "sine", kind: "steps", n: 5, heights: { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0 } },
			done: ({ kind, n, heights }, { gap }) => kind === "steps" && n === 5 && Object.keys(heights).length > 0 && gap < 0.6,
		},
		{
			kind: "predict", text: "approximation.2.predict", base: "approximation.2", options: ["a", "b", "c", "d"], do: "approximation.2.do", explain: "approximation.2.explain", covers: ["widths"],
			set: { target: "sine", kind: "folds", n: 8, heights: {} }, free: ["n"], done: ({ kind, n }) => kind === "folds" && n === 16,
			truth: ({ gap }) => ["a", "b", "c", "d"][[0.07, 0.035, 0.019, 0].map((each) => Math.abs(each - gap)).reduce((best, each, i, all) => (each < all[best] ? i : best), 0)],
		},
		{
			kind: "predict", text: "approximation.3.predict", base: "approximation.3", options: ["a", "b", "c"], explain: "approximation.3.explain", asks: "train", set: { target: "sine", kind: "folds", n: TRAINED, heights: {} },
			done: (_, { trained }) => trained?.length === STARTS.length,
			truth({ trained, gap }) {
				const gaps = (trained ?? []).map((each) => each.gap);
				return Math.max(...gaps) / Math.min(...gaps) > 1.05 ? (Math.max(...gaps) < gap ? "a" : "c") : "b";
			},
		},
		{ kind: "why", options: ["a", "b", "c"], right: "b" },
		{ kind: "exercise", all: [
			{ exercise: "approximation.weight", text: "approximation.ex1", hints: ["approximation.hint.weight"], labels: { weight: "approximation.weight" } },
			{ exercise: "approximation.count", text: "approximation.ex2", hints: ["approximation.hint.count"], labels: { n: "n" } },
		] },
		{ kind: "take" },
	],
};

/** A little more than all of these. @param {number[]} values */
function room(values) {
	const [low, high] = [Math.min(...values), Math.max(...values)];
	return [low - 0.1 * (high - low), high + 0.1 * (high - low)];
}
