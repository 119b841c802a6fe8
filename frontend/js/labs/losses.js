/** Where losses come from: the likelihood of measurements, of a coin, of a classifier's answer. */
import { id, num } from "../lib/labs/formula.js";
import { along, curve, dots, label, rule, stems } from "../lib/labs/layers.js";
import { float } from "../lib/labs/python.js";
import { classified, coin, density, gauss } from "../lib/labs/statistics.js";
import { chart } from "../widgets/labs/chart.js";
import { code } from "../widgets/labs/code.js";
import { formula } from "../widgets/labs/formula.js";
import { trace } from "../widgets/labs/trace.js";

const LINE = /** @type {[number, number]} */ ([-2, 7]);
const PLACES = along(...LINE, 181);
const SHARES = along(0.005, 0.995, 199);
const SUMS = along(-6, 6, 241);
const START = [[1], [2], [4]];

const is = (/** @type {string} */ stage) => (/** @type {LossesInputs} */ inputs) => inputs.stage === stage;
const tenth = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/** @type {Lab<LossesInputs, LossesComputed>} */
export const losses = {
	id: "losses", number: 5, minutes: 15,
	inputs: {
		stage: { kind: "choice", values: ["gauss", "coin", "class"], start: "gauss", label: "losses.stage" },
		points: { kind: "rows", start: START, most: 8, min: -2, max: 7 },
		mu: { kind: "number", min: -2, max: 7, step: 0.01, start: 0, label: "losses.mu", when: is("gauss") },
		sigma: { kind: "number", min: 0.2, max: 4, step: 0.1, start: 1, label: "losses.sigma", when: is("gauss") },
		heads: { kind: "number", min: 0, max: 20, step: 1, start: 7, label: "losses.heads", when: is("coin") },
		throws: { kind: "number", min: 1, max: 20, step: 1, start: 10, label: "losses.throws", when: is("coin") },
		p: { kind: "number", min: 0.01, max: 0.99, step: 0.01, start: 0.5, label: "losses.p", when: is("coin") },
		z: { kind: "number", min: -6, max: 6, step: 0.1, start: 0, label: "losses.z", when: is("class") },
		y: { kind: "choice", values: [0, 1], start: 1, label: "losses.y", when: is("class") },
	},
	model({ points, mu, sigma, heads, throws, p, z, y }) {
		const values = points.map(([value]) => value);
		return { values, bell: gauss(values, mu, sigma), coin: coin(Math.min(heads, throws), throws, p), one: classified(z, y) };
	},
	verify: {
		ask: ({ stage, mu, sigma, heads, throws, p, z, y }, { values }) => ["graph", stage === "gauss"
			? { lines: [...values.map((value, i) => [`e${i}`, `(${value} - mu)^2/(2*sigma^2) + log(sigma*sqrt(2*pi))`]), ["nll", values.map((_, i) => `e${i}`).join(" + ")]], values: { mu, sigma }, upstream: 1 }
			: stage === "coin" ? { lines: [["nll", `-${Math.min(heads, throws)}*log(p) - ${Math.max(0, throws - heads)}*log(1 - p)`]], values: { p }, upstream: 1 }
			: { lines: [["p", "sigmoid(z)"], ["loss", y ? "-log(p)" : "-log(1 - p)"]], values: { z }, upstream: 1 }],
		read({ nodes, output }, computed) {
			const of = (/** @type {string} */ name) => nodes.find((/** @type {TapeNode} */ node) => node.name === name);
			if (of("mu")) return { ...computed, bell: { ...computed.bell, nll: nodes[output].value } };
			if (of("z")) return { ...computed, one: { ...computed.one, p: of("p").value, cross_entropy: nodes[output].value, cross_entropy_slope: of("z").gradient } };
			return { ...computed, coin: nodes[output].value };
		},
		numbers({ bell, coin: told, one }, { stage }) {
			if (stage === "class") return { p: one.p, loss: one.cross_entropy, slope: one.cross_entropy_slope };
			return { "−ln": stage === "gauss" ? bell.nll : told };
		},
	},
	readout({ bell, coin: nll, one }, { stage, mu, p, z }, { format }) {
		if (stage === "gauss") return ["losses.readout", { mu: format.figure(mu), likelihood: format.figure(bell.likelihood), nll: format.figure(bell.nll), mse: format.figure(bell.mse) }];
		if (stage === "coin") return ["losses.readout.coin", { p: format.figure(p), nll: format.figure(nll) }];
		return ["losses.readout.class", { z: format.figure(z), p: format.figure(one.p), loss: format.figure(one.cross_entropy), slope: format.figure(one.cross_entropy_slope) }];
	},
	areas: ['"left right"', '"formula formula"', '"table code"'],
	figure: [
		{
			area: "left", title: "losses.bell", widget: chart, when: is("gauss"), step: [0.1, 0], x: { label: "y", range: LINE }, y: { label: "losses.density", range: (_, { sigma }) => [0, 0.45 / Math.min(1, sigma)] },
			layers: ({ values, bell }, { mu, sigma }) => [
				curve(PLACES.map((at) => [at, density(at, mu, sigma)]), { q: "value" }), stems(values.map((value, i) => [value, bell.densities[i]]), { q: "slope" }), rule(mu), dots(values.map((value) => [value, 0])),
			],
			handles: ({ values }, { mu, sigma }, { format }) => [
				{ name: "mu", label: "μ", at: [mu, density(mu, mu, sigma)], text: format.figure(mu), move: (to) => ({ mu: Math.round(Math.max(LINE[0], Math.min(LINE[1], to)) * 100) / 100 }) },
				...values.map((value, i) => /** @type {LabHandle<LossesInputs>} */ ({
					name: `point-${i + 1}`, label: "labs.point", at: [value, 0], look: "hollow", text: `${i + 1}: ${format.figure(value)}`,
					move: (to, _, { points }) => ({ points: points.map((row, k) => (k === i ? [tenth(Math.max(LINE[0], Math.min(LINE[1], to)))] : row)) }),
				})),
			],
		},
		{
			area: "right", title: "losses.same", widget: chart, when: is("gauss"), x: { label: "μ", range: LINE }, y: { label: "losses.nll", range: ({ values }, { sigma }) => [0, Math.min(60, gauss(values, LINE[0], sigma).nll)] },
			layers({ values, bell }, { mu, sigma }) {
				const shift = values.length * Math.log(sigma * Math.sqrt(2 * Math.PI));
				return [
					curve(PLACES.map((at) => [at, gauss(values, at, sigma).nll]), { q: "value" }),
					curve(PLACES.map((at) => [at, (values.length / (2 * sigma ** 2)) * gauss(values, at, sigma).mse + shift]), { q: "slope", look: "dashed" }), dots([[mu, bell.nll]]), rule(mu),
				];
			},
		},
		{
			area: "left", title: "losses.coin", widget: chart, when: is("coin"), step: [0.01, 0], x: { label: "p", range: [0, 1] }, y: { label: "losses.nll", range: (_, { throws }) => [0, 3 * throws] },
			layers: ({ coin: nll }, { heads, throws, p }) => [curve(SHARES.map((at) => [at, coin(Math.min(heads, throws), throws, at)]), { q: "value" }), rule(p), dots([[p, nll]])],
			handles: ({ coin: nll }, { p }, { format }) => [{ name: "p", label: "p", at: [p, nll], text: format.figure(p), move: (to) => ({ p: Math.max(0.01, Math.min(0.99, Math.round(to * 100) / 100)) }) }],
		},
		{
			area: "right", title: "losses.two", widget: chart, when: is("coin"), x: { label: "p", range: [0, 1] }, y: { label: "", range: [0, 5] },
			layers: (_, { p }) => [curve(SHARES.map((at) => [at, -Math.log(at)]), { q: "value" }), curve(SHARES.map((at) => [at, -Math.log(1 - at)]), { q: "slope" }), rule(p), label([0.05, 3.2], "−ln p", { by: [6, 0] }), label([0.95, 3.2], "−ln(1 − p)", { by: [-6, 0], anchor: "end" })],
		},
		{
			area: "left", title: "losses.one", widget: chart, when: is("class"), step: [0.1, 0], x: { label: "z", range: [-6, 6] }, y: { label: "losses.loss", range: [0, 6] },
			layers: ({ one }, { z, y }) => [curve(SUMS.map((at) => [at, classified(at, y).cross_entropy]), { q: "value" }), curve(SUMS.map((at) => [at, classified(at, y).squared]), { look: "dashed" }), rule(z), dots([[z, one.cross_entropy], [z, one.squared]])],
			handles: ({ one }, { z }, { format }) => [{ name: "z", label: "z", at: [z, one.cross_entropy], text: format.figure(z), move: (to) => ({ z: tenth(Math.max(-6, Math.min(6, to))) }) }],
		},
		{
			area: "right", title: "losses.slopes", widget: chart, when: is("class"), x: { label: "z", range: [-6, 6] }, y: { label: "losses.slope", range: [-1.1, 1.1] },
			layers: ({ one }, { z, y }) => [curve(SUMS.map((at) => [at, classified(at, y).cross_entropy_slope]), { q: "value" }), curve(SUMS.map((at) => [at, classified(at, y).squared_slope]), { look: "dashed" }), rule(z), dots([[z, one.cross_entropy_slope], [z, one.squared_slope]])],
		},
		{
			area: "formula", title: "labs.formula", widget: formula,
			lines({ bell, coin: nll, one, values }, { stage, y, sigma }, { t }) {
				if (stage === "gauss") return [
					[`${t("losses.likelihood")} =`, ...bell.densities.flatMap((each, i) => [...(i ? ["·"] : []), num(each, "slope")]), "=", num(bell.likelihood)],
					[`${t("losses.nll")} =`, ...bell.densities.flatMap((each, i) => [...(i ? ["+"] : []), num(-Math.log(each), "slope")]), "=", num(bell.nll, "value")],
					["=", num(values.length), "/(2σ²)·MSE + c =", num(values.length / (2 * sigma ** 2)), "·", num(bell.mse), "+", num(values.length * Math.log(sigma * Math.sqrt(2 * Math.PI)))],
				];
				if (stage === "coin") return [[`${t("losses.nll")} =`, num(nll, "value")]];
				return [["p = σ(z) =", num(one.p)], [y ? "−ln p =" : "−ln(1 − p) =", num(one.cross_entropy, "value")], ["p −", id("y"), "=", num(one.cross_entropy_slope, "value")], ["2(p − y)p(1 − p) =", num(one.squared_slope)]];
			},
		},
		{
			area: "table", title: "losses.derivation", widget: trace, columns: [{ label: "losses.line" }, { label: "losses.what", isText: true }],
			rows: (_, { stage }, { t }) => ["1", "2", "3", "4"].map((line) => ({ cells: [line, t(`losses.${stage}.${line}`)] })),
		},
		{ area: "code", title: "labs.code", widget: code },
	],
	code({ stage, mu, sigma, heads, throws, p, z, y }, { values }) {
		const tensor = (/** @type {number[]} */ all) => `torch.tensor([${all.map(float).join(", ")}])`;
		if (stage === "gauss") return [
			"import torch", "", `y = ${tensor(values)}`, `mu, sigma = torch.tensor(${float(mu)}), torch.tensor(${float(sigma)})`,
			"nll = torch.nn.GaussianNLLLoss(full=True, reduction=\"sum\")", "print(nll(mu.expand_as(y), y, (sigma**2).expand_as(y)).item())", "print(torch.nn.MSELoss()(mu.expand_as(y), y).item())",
		].join("\n");
		if (stage === "coin") return ["import torch", "", `p = torch.full((${throws},), ${p})`, `y = torch.tensor([1.0] * ${Math.min(heads, throws)} + [0.0] * ${Math.max(0, throws - heads)})`, "print(torch.nn.BCELoss(reduction=\"sum\")(p, y).item())"].join("\n");
		return ["import torch", "", `z = torch.tensor(${float(z)}, requires_grad=True)`, `loss = torch.nn.BCEWithLogitsLoss()(z, torch.tensor(${float(y)}))`, "loss.backward()", "print(loss.item(), z.grad.item())"].join("\n");
	},
	steps: [
		{
			kind: "predict", text: "losses.1.predict", base: "losses.1", options: ["a", "b", "c"], do: "losses.2.do", explain: "losses.2.explain", covers: ["right"],
			set: { stage: "gauss", points: START, mu: 0, sigma: 1 }, free: ["mu"], done: ({ stage, mu }, { values }) => stage === "gauss" && Math.abs(mu - values.reduce((sum, each) => sum + each, 0) / values.length) < 0.02,
			truth: ({ values }) => ["a", "b", "c"].toSorted((one, other) => gauss(values, MIDDLES[one], 1).nll - gauss(values, MIDDLES[other], 1).nll)[0],
		},
		{ kind: "do", text: "losses.2.identity", free: ["mu", "sigma"], set: { stage: "gauss" }, with: ({ values }) => ({ n: values.length }) },
		{ kind: "do", text: "losses.3.do", explain: "losses.3.explain", set: { stage: "coin", heads: 7, throws: 10, p: 0.5 }, free: ["p"], done: ({ stage, p, heads, throws }) => stage === "coin" && Math.abs(p - heads / throws) < 0.011 },
		{
			kind: "predict", text: "losses.4.predict", base: "losses.4", options: ["a", "b", "c", "d"], do: "losses.4.do", explain: "losses.4.explain", set: { stage: "class", z: 0, y: 1 }, free: ["z"],
			done: ({ stage, z }) => stage === "class" && z <= -4.5,
			truth() {
				const times = classified(-Math.log(99), 1).cross_entropy / classified(-Math.log(1.5), 1).cross_entropy;
				return times < 2 ? "a" : times < 4 ? "b" : times < 50 ? "c" : "d";
			},
		},
		{ kind: "why", options: ["a", "b", "c"], right: "a" },
		{ kind: "exercise", all: [
			{ exercise: "losses.right", text: "losses.ex1", hints: ["losses.hint.log"], labels: { loss: "losses.loss" } },
			{ exercise: "losses.wrong", text: "losses.ex2", hints: ["losses.hint.log"], labels: { loss: "losses.loss" } },
			{ exercise: "losses.slope", text: "losses.ex3", hints: ["losses.hint.slope"], labels: { mu: "d/dμ" } },
		] },
		{ kind: "take" },
	],
};

/** What the options of the first prediction say. @type {Record<string, number>} */
const MIDDLES = { a: 2, b: 7 / 3, c: 2.5 };
