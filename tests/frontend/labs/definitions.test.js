/** What each lab says of itself holds: its inputs, its steps, its texts, and that its own run gives the answer it announces. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAddress, startValues, within, writeAddress } from "../../../frontend/js/lib/labs/inputs.js";
import { LECTURE } from "../../../frontend/js/lib/labs/lecture.js";
import { readProgram } from "../../../frontend/js/lib/labs/program.js";
import { texts } from "./texts.js";

const ROOT = join(import.meta.dirname, "../../..");
/** The styles that come with widgets are there already: nothing is drawn here. */
globalThis.document = { styleSheets: ["graph", "frame"].map((name) => ({ href: new URL(`../../../frontend/css/${name}.css`, import.meta.url).href })) };
const LABS = await Promise.all(Object.keys(LECTURE).map(async (id) => (await import(`../../../frontend/js/labs/${id}.js`))[id]));
const lab = Object.fromEntries(LABS.map((each) => [each.id, each]));
const folder = join(ROOT, "frontend/locales/labs");
const locale = (language) => Object.assign({}, ...[join(ROOT, `frontend/locales/${language}.json`), ...readdirSync(folder).filter((file) => file.endsWith(`.${language}.json`)).map((file) => join(folder, file))]
  .map((file) => JSON.parse(readFileSync(file, "utf8"))));
const locales = { en: locale("en"), fr: locale("fr") };

/** A lab after a step began and the hand then did something. */
function after(id, index, run, told = {}) {
  const inputs = { ...startValues(lab[id].inputs), ...lab[id].steps[index].set, ...run };
  return { inputs, computed: { ...lab[id].model(inputs), ...told } };
}

/** Numbers from a seed, between 0 and 1. */
function chance(seed) {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
/** A number with one decimal. */
const tenths = (min, max, random) => Math.round((min + random() * (max - min)) * 10) / 10 + 0;
const PROGRAMS = ["z = x*y", "c = a + b; d = a*b; L = c*d", "p = sigmoid(w*x + b); loss = -log(p)", "y = 1/x", "y = sqrt(x) + log(x)", "y =", "x = x", "", "y = exp(exp(x))"];
const EXPRESSIONS = ["x^2", "sin(3x)/x", "sqrt(x)", "log(x)", "1/x", "exp(x)^8", "abs(x - 1)", "x +", "", "foo(x)", "7"];
/** @type {Record<string, (input: any, random: () => number) => any>} */
const DRAWS = {
  number: ({ min, max, isLog, step = 0.01 }, random) => (isLog ? Math.exp(Math.log(min) + random() * Math.log(max / min)) : Math.min(max, min + Number((Math.round((random() * (max - min)) / step) * step).toFixed(6)))),
  count: ({ max }, random) => Math.floor(random() * (max + 1)),
  choice: ({ values }, random) => values[Math.floor(random() * values.length)],
  text: ({ lines }, random) => (lines ? PROGRAMS : EXPRESSIONS)[Math.floor(random() * (lines ? PROGRAMS : EXPRESSIONS).length)],
  values: ({ names }, random) => (names ? Object.fromEntries(["x", "y", "a", "w"].map((name) => [name, tenths(-5, 5, random)])) : random() < 0.5 ? {} : { 0: random() * 2 - 1 }),
  rows: ({ start, most = 8, min = -10, max = 10 }, random) => Array.from({ length: 1 + Math.floor(random() * Math.min(most, start.length + 1)) }, () => start[0].map((_, i) => (i === 2 ? (random() < 0.5 ? -1 : 1) : tenths(min, max, random)))),
};
/** Inputs as a hand or a link could give them; a run ends with its last step. */
function drawn({ inputs, model, transport, id }, random) {
  const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, DRAWS[input.kind](input, random)]));
  if (id === "perceptron") values.line = inputs.line.start.map((end) => end.map(() => tenths(-4, 4, random)));
  if (typeof transport?.most === "function") values[transport.input] = Math.min(values[transport.input], transport.most(model(values), values));
  return values;
}

/** All that a lab shows of its inputs; throws where a pane does. */
function shown({ figure, code, readout, verify, inputs: kinds }, computed, inputs) {
  const seen = [];
  for (const pane of figure) {
    if (pane.when?.(inputs) === false) continue;
    for (const axis of [pane.x, pane.y]) if (axis) seen.push(typeof axis.range === "function" ? axis.range(computed, inputs) : axis.range);
    for (const made of ["layers", "lines", "rows", "handles"]) if (pane[made]) seen.push(pane[made](computed, inputs, texts));
    if (pane.of) seen.push(pane.of(computed, inputs));
  }
  for (const [name, { meaning }] of Object.entries(kinds)) if (meaning) seen.push(meaning(inputs[name], inputs, texts));
  return [...seen, readout?.(computed, inputs, texts), code?.(inputs, computed), verify?.ask(inputs, computed), verify?.numbers(computed, inputs)];
}

test("the labs are those of the lecture, in its order", () => {
  assert.deepEqual(LABS.map(({ id, number, minutes }) => [id, number, minutes]), Object.entries(LECTURE).map(([id, minutes], i) => [id, i + 1, minutes]));
});

for (const each of LABS) {
  const { id, inputs, steps, figure, areas, transport } = each;

  test(`${id}: whatever is set comes back from the address`, () => {
    const random = chance(7);
    for (let i = 0; i < 200; i++) {
      const values = drawn(each, random);
      const hash = writeAddress(inputs, values, { step: 2 });
      const { values: found, ignored, step } = readAddress(hash, inputs);
      assert.deepEqual({ ...startValues(inputs), ...found }, values, hash);
      assert.deepEqual([ignored, step], [[], 2]);
    }
  });

  test(`${id}: a step sets, frees and covers what is there`, () => {
    const panes = new Set([...figure.map(({ area }) => area), "readout", "most"]);
    for (const { set = {}, then = {}, free = [], covers = [], kind, options, right } of steps) {
      for (const [name, value] of [...Object.entries(set), ...Object.entries(then)]) {
        assert.ok(name in inputs, `sets ${name}`);
        assert.deepEqual(within(value, inputs[name]), value, name);
        if (inputs[name].kind === "choice") assert.ok(inputs[name].values.includes(value), `${name} = ${value}`);
        assert.deepEqual({ ...startValues(inputs), ...readAddress(writeAddress(inputs, { ...startValues(inputs), [name]: value }), inputs).values }[name], value, name);
      }
      for (const name of free) assert.ok(name in inputs, `frees ${name}`);
      for (const area of covers) assert.ok(panes.has(area), `covers ${area}`);
      if (kind === "why") assert.ok(options.includes(right));
    }
    for (const { also = {}, presets = {} } of Object.values(inputs)) for (const name of [also, ...Object.values(presets)].flatMap(Object.keys)) assert.ok(name in inputs, name);
    if (transport) assert.equal(inputs[transport.input].kind, "count");
  });

  test(`${id}: the grid has the panes of the figure, in rows of one length`, () => {
    const rows = areas.map((row) => row.replaceAll('"', "").split(" "));
    assert.equal(new Set(rows.map((row) => row.length)).size, 1);
    assert.deepEqual([...new Set(rows.flat())].sort(), [...new Set(figure.map(({ area }) => area))].sort());
  });

  test(`${id}: of panes on one place one is shown at a time`, () => {
    const random = chance(3);
    for (let i = 0; i < 30; i++) {
      const values = drawn(each, random);
      const now = figure.filter(({ when }) => when?.(values) !== false).map(({ area }) => area);
      assert.deepEqual(now, [...new Set(now)]);
    }
  });

  test(`${id}: every text is there in both languages`, () => {
    const keys = [
      ...["title", "question", "about", "take"].map((name) => `${id}.${name}`),
      ...steps.flatMap(({ kind, options = [], base = `${id}.why`, text, do: todo, explain, more, all = [] }) => [
        text, todo, explain, more, ...(kind === "why" ? [`${id}.why`] : []), ...options.map((key) => `${base}.${key}`), ...all.flatMap((asked) => [asked.text, ...(asked.hints ?? [])]),
      ]),
      ...Object.entries(inputs).flatMap(([name, input]) => [
        ...(input.kind === "choice" && !input.isHidden ? input.values.map((value) => `${id}.${name}.${value}`) : []), ...Object.keys(input.presets ?? {}).map((preset) => `${id}.preset.${preset}`),
      ]),
    ].filter((key) => key !== undefined);
    for (const [language, known] of Object.entries(locales)) for (const key of keys) assert.ok(key in known, `${key} (${language})`);
  });

  test(`${id}: a sentence is given all that it names`, () => {
    const named = (key) => new Set([...(locales.en[key] ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    const random = chance(11);
    for (let i = 0; i < 60; i++) {
      const values = drawn(each, random);
      const computed = each.model(values);
      if (each.readout) {
        const [key, given = {}] = each.readout(computed, values, texts);
        assert.ok(key in locales.en, key);
        for (const name of named(key)) assert.ok(name in given, `${key} names ${name}`);
      }
    }
    for (const [index, step] of steps.entries()) {
      const { inputs: values, computed } = after(id, index, {});
      const given = new Set(Object.keys(step.with?.(computed, values, texts) ?? {}));
      if (step.kind !== "exercise") for (const key of [step.text, step.explain, step.more]) for (const name of named(key)) assert.ok(given.has(name), `${key} names ${name}`);
    }
  });

  test(`${id}: whatever is set, every pane can show it`, () => {
    const random = chance(5);
    for (let i = 0; i < 300; i++) {
      const values = drawn(each, random);
      const computed = each.model(values);
      const pictures = i < 12 ? shown(each, computed, values) : [each.readout?.(computed, values, texts), each.code?.(values, computed)];
      assert.ok(!/undefined|\[object/.test(JSON.stringify(pictures)), JSON.stringify(values));
      if (each.verify) for (const [name, number] of Object.entries(each.verify.numbers(computed, values))) assert.ok(number === null || typeof number === "number", `${name} of ${JSON.stringify(values)}`);
    }
  });

  test(`${id}: its program is one that could be run`, () => {
    if (!each.code) return;
    const random = chance(9);
    for (const values of [startValues(inputs), ...Array.from({ length: 40 }, () => drawn(each, random))]) {
      const text = each.code(values, each.model(values));
      assert.match(text, /^import .*torch/);
      assert.doesNotMatch(text, /NaN|Infinity|undefined|null/);
      assert.ok(isBalanced(text), text);
    }
  });
}

/** Whether each bracket is closed by its own kind. */
function isBalanced(text) {
  const open = [];
  for (const sign of text) {
    if ("([{".includes(sign)) open.push(sign);
    else if (")]}".includes(sign) && "([{".indexOf(open.pop()) !== ")]}".indexOf(sign)) return false;
  }
  return !open.length;
}

test("every exercise is one of the server's, and each of the server's has its place", () => {
  const tables = join(ROOT, "backend/tinkernet/labs/exercises");
  const source = readdirSync(tables).filter((file) => file.endsWith(".py")).map((file) => readFileSync(join(tables, file), "utf8")).join("\n");
  const known = new Set([...source.matchAll(/"((\w+)\.\w+)"/g)].filter(([, , id]) => id in LECTURE).map(([, name]) => name));
  const asked = LABS.flatMap(({ steps }) => steps.flatMap(({ all = [] }) => all.map(({ exercise }) => exercise)));
  assert.deepEqual(asked.filter((name, i) => !known.has(name) || asked.indexOf(name) !== i), []);
  assert.deepEqual([...known].filter((name) => !asked.includes(name)), []);
});

const rows = (data, all) => Object.entries(all).flatMap(([hidden, [epoch, ...accuracies]]) => accuracies.map((accuracy, i) => ({ data, hidden, seed: i + 1, parameters: 9, epoch, accuracy })));
const trained = [0.043, 0.045, 0.131, 0.045, 0.076].map((gap, i) => ({ seed: i + 1, gap }));
const layers = { sigmoid: [2.9e-7, 2.3e-6, 2.1e-5, 6.3e-5, 2.7e-4, 1.5e-3, 4.4e-3, 1.7e-2, 1.7e-1] };

/** What comes out of each prediction, by the step, what is done there, and what the server tells. */
const OUTCOMES = [
  ["linear", 0, { at: 3 }, "c"], ["linear", 0, { at: 200 }, "c"], ["linear", 2, { at: 5 }, "c"],
  ["backprop", 0, { at: 3 }, "d"], ["backprop", 3, { at: 7 }, "c"],
  ["gradients", 0, { at: 17 }, "b"],
  ["perceptron", 0, { at: 27 }, "b"], ["perceptron", 2, { at: 2000 }, "d"],
  ["descent", 0, { at: 60 }, "local_minimum"], ["descent", 0, { at: 200 }, "local_minimum"], ["descent", 2, { rate: 0.5, at: 1 }, "b"], ["descent", 3, { at: 100 }, "b"],
  ["neuron", 0, { n: 10 }, "d"], ["neuron", 2, {}, "d", { layers }],
  ["losses", 0, { mu: 2.33 }, "b"], ["losses", 3, { z: -5 }, "c"],
  ["approximation", 1, { n: 16 }, "c"], ["approximation", 2, {}, "c", { trained }],
  ["separation", 0, {}, "c", { rows: rows("gauss", { 0: [50, 1] }) }],
  ["separation", 1, {}, "a", { rows: rows("circle", { 0: [500, 0.452] }) }],
  ["separation", 2, {}, "c", { rows: rows("circle", { 1: [300, 0.656], 2: [300, 0.802], 3: [300, 0.88, 0.996], 4: [300, 0.996] }) }],
  ["separation", 3, {}, "b", { rows: rows("rings", { 26: [1000, 0.9, 0.8, 0.82], "8-8": [1000, 0.88, 0.848, 0.816] }) }],
];

test("each prediction is told what the lab's own run shows", () => {
  for (const [id, index, run, truth, told] of OUTCOMES) {
    const { kind, options, done, truth: read } = lab[id].steps[index];
    const { inputs, computed } = after(id, index, run, told);
    assert.equal(kind, "predict");
    assert.ok(options.includes(truth));
    assert.ok(done(inputs, computed), `${id} ${index + 1} is not done`);
    assert.equal(read(computed, inputs), truth, `${id} ${index + 1}`);
  }
  const told = new Set(OUTCOMES.map(([id, index]) => `${id} ${index}`));
  for (const { id, steps } of LABS) for (const [index, { kind }] of steps.entries()) assert.ok(kind !== "predict" || told.has(`${id} ${index}`), `${id} ${index + 1} is not held`);
});

test("no prediction is done before anything is run", () => {
  for (const [id, index] of OUTCOMES) {
    const { inputs, computed } = after(id, index, {});
    assert.ok(!lab[id].steps[index].done(inputs, computed), `${id} ${index + 1}`);
  }
});

test("a run that goes otherwise is told as it went", () => {
  const outcome = (id, index, run, told) => {
    const { inputs, computed } = after(id, index, run, told);
    return lab[id].steps[index].truth(computed, inputs);
  };
  assert.equal(outcome("linear", 2, { rate: 0.2, at: 5 }), "b");
  assert.equal(outcome("linear", 2, { rate: 0.05, at: 5 }), "a");
  assert.equal(outcome("descent", 0, { start: 0.5, at: 60 }), "global_minimum");
  assert.equal(outcome("descent", 3, { momentum: 0.95, at: 200 }), "a");
  assert.equal(outcome("perceptron", 0, { data: "and", at: 2000 }), "b");
  assert.equal(outcome("separation", 2, {}, { rows: rows("circle", { 1: [300, 0.6], 2: [300, 0.8], 3: [300, 0.88], 4: [300, 0.99] }) }), "d");
  assert.equal(outcome("separation", 3, {}, { rows: rows("rings", { 26: [1000, 0.86], "8-8": [1000, 0.85] }) }), "c");
});

/* Cases that can be worked out without a computer, or have long been printed. */

const near = (shown, truth, tolerance = 1e-9) => assert.ok(Math.abs(shown - truth) <= tolerance, `${shown}, not ${truth}`);

test("linear: all at once, the distance to 2 falls by the same factor each step", () => {
  for (const [k, w] of [[1, 1.0933333333], [2, 1.1779555556], [3, 1.2546797037], [10, 1.6246153643], [50, 1.9925461188], [100, 1.9999444397]]) {
    near(lab.linear.model({ ...startValues(lab.linear.inputs), mode: "batch", at: k }).w, w);
    near(w, 2 - (1 - (2 * 0.01 * 14) / 3) ** k);
  }
});

test("linear: point by point, it falls by (1 − 2η)(1 − 8η)(1 − 18η) a pass", () => {
  const passed = (k) => lab.linear.model({ ...startValues(lab.linear.inputs), at: 3 * k }).w;
  for (const [k, w] of [[1, 1.260688], [2, 1.453417766656], [3, 1.5959051959], [10, 1.9512159835]]) near(passed(k), w);
  near(4 * passed(10), 7.8048639, 1e-7);
});

test("perceptron: the seven points take seven corrections in 27 presentations", () => {
  const { corrections, shown: all, ended } = after("perceptron", 0, { at: 2000 }).computed;
  assert.deepEqual([corrections.length, all.length, ended], [7, 27, "separated"]);
  assert.deepEqual(corrections.map(({ w, b }) => [...w, b]), [[2, -1, 1], [1, 2, 0], [3, 1, 1], [2, 4, 0], [4, 3, 1], [6, 0, 0], [5, 3, -1]]);
  assert.deepEqual(all.flatMap(({ isWrong }, i) => (isWrong ? [i] : [])), [0, 5, 7, 12, 14, 18, 19]);
});

test("perceptron: XOR comes back to the same weights every four corrections", () => {
  const { corrections, ended } = after("perceptron", 2, { at: 2000 }).computed;
  assert.equal(ended, "cycle");
  assert.deepEqual(corrections.slice(0, 4).map(({ w, b }) => [...w, b]), [[-1, 1, 1], [0, 0, 2], [-1, -1, 1], [0, 0, 0]]);
});

test("perceptron: AND and OR take three corrections, AND of 0 and 1 ten", () => {
  const made = (data) => after("perceptron", 0, { data, at: 2000 }).computed.corrections.length;
  assert.deepEqual(["and", "or", "and01"].map(made), [3, 3, 10]);
});

test("perceptron: the best margin that PyTorch found stays, whatever the step and one's own line, until the points change", () => {
  const model = (change) => lab.perceptron.model({ ...startValues(lab.perceptron.inputs), ...change });
  lab.perceptron.verify.read({ corrections: [], margin: 0.8, bound: 21, ended: "separated" }, model({ data: "seven" }));
  assert.deepEqual([model({ data: "seven", at: 9 }), model({ data: "seven", line: [[0, 1], [1, 0]] }), model({ data: "or" }), model({ data: "seven", bias: "no" })].map(({ bound }) => bound), [21, 21, null, null]);
});

test("neuron: ten sigmoids in a row leave 4⁻¹⁰ of a slope", () => {
  const { chain } = after("neuron", 0, { n: 10 }).computed;
  assert.deepEqual([chain[2], chain[9]], [0.015625, 9.5367431640625e-7]);
  const at = (f, x) => lab.neuron.model({ ...startValues(lab.neuron.inputs), f, x });
  near(at("sigmoid", 2).value, 0.8807970779778823, 1e-15);
  near(at("sigmoid", 2).slope, 0.10499358540350662, 1e-15);
  near(at("tanh", 2).slope, 0.07065082485316443, 1e-15);
});

test("neuron: the greatest slope of a transfer function is what a chain is made of", () => {
  for (const f of lab.neuron.inputs.f.values) {
    const slopes = Array.from({ length: 4001 }, (_, i) => lab.neuron.model({ ...startValues(lab.neuron.inputs), f, x: (i - 2000) / 100 }).slope);
    near(lab.neuron.model({ ...startValues(lab.neuron.inputs), f }).chain[0], Math.max(...slopes.map(Math.abs)), 1e-4);
  }
});

test("approximation: even folds and steps leave the gaps that are known", () => {
  const gap = (kind, n, target = "sine") => lab.approximation.model({ ...startValues(lab.approximation.inputs), kind, n, target, heights: {} }).gap;
  for (const [n, known] of [[1, 1], [2, 1], [3, 0.437257], [4, 0.210514], [5, 0.181844], [6, 0.133975], [8, 0.070378], [16, 0.018846], [32, 0.004792]]) near(gap("folds", n), known, 2e-5);
  for (const [n, known] of [[10, 0.293893], [20, 0.154508]]) near(gap("steps", n), known, 1e-6);
  for (const n of [2, 4, 8]) near(gap("folds", n, "square"), 1 / (4 * n * n), 1e-6);
  for (const n of [4, 16]) near(gap("folds", n, "root"), 1 / (4 * Math.sqrt(n)), 1e-4);
  near(gap("folds", 5, "tent"), 0.1, 1e-9);
  assert.deepEqual(lab.approximation.model(startValues(lab.approximation.inputs)).layer.output.map((weight) => Number(weight.toFixed(9))), [-0.4, 0.8, -0, -0.8].map((weight) => weight + 0));
});

test("losses: three measurements, a coin and two mistakes", () => {
  const bell = (mu, sigma = 1) => lab.losses.model({ ...startValues(lab.losses.inputs), mu, sigma }).bell;
  for (const [mu, sigma, nll] of [[2, 1, 5.2568156], [7 / 3, 1, 5.0901489], [2, 2, 5.4612571]]) near(bell(mu, sigma).nll, nll, 1e-7);
  near(bell(2).likelihood, 0.0052119, 1e-7);
  near(bell(7 / 3).mse, 14 / 9);
  for (const [p, nll] of [[0.5, 6.9314718], [0.7, 6.108643], [0.8, 6.3903186]]) near(lab.losses.model({ ...startValues(lab.losses.inputs), p }).coin, nll, 1e-7);
  const { one } = lab.losses.model({ ...startValues(lab.losses.inputs), z: -5 });
  near(one.cross_entropy_slope, -0.9933071, 1e-7);
  near(one.squared_slope, -0.0132071, 1e-7);
});

test("losses: −ln likelihood is the squared error, up to a factor and a constant", () => {
  const random = chance(2);
  for (let i = 0; i < 100; i++) {
    const values = drawn(lab.losses, random);
    const { bell, values: y } = lab.losses.model(values);
    near(bell.nll, (y.length / (2 * values.sigma ** 2)) * bell.mse + y.length * Math.log(values.sigma * Math.sqrt(2 * Math.PI)), 1e-9 * Math.max(1, bell.nll));
  }
});

test("descent: the curve of the lecture, the bowl and the two valleys", () => {
  const end = (inputs) => lab.descent.model({ ...startValues(lab.descent.inputs), ...inputs }).points.at(-1);
  for (const [start, at, x] of [[0.7, 1, 0.712203], [0.7, 2, 0.726802], [0.7, 200, 0.988656], [0.64, 200, 0.296918], [0.62, 200, 0.296918], [0.65, 200, 0.988656], [0.15, 1, 0.2880219], [0.15, 2, 0.2931846]]) near(end({ start, at }).x, x, 1e-6);
  near(end({ start: 0.1 }).value, 5.8778525, 1e-7);
  const bowl = { function: "bowl", start: 1, momentum: 0.5 };
  for (const [rate, at, x] of [[0.1, 1, 0.8], [0.1, 10, 0.1073741824], [0.5, 1, 0], [0.9, 1, -0.8], [1, 7, -1], [1.1, 10, 6.1917364]]) near(end({ ...bowl, rate, at: rate > 1 ? 4 : at }).x, rate > 1 ? 1.2 ** 4 : x, 1e-7);
  for (const [optimizer, at, x] of [["momentum", 2, 0.54], ["momentum", 4, 0.1226], ["nesterov", 1, 0.7], ["nesterov", 3, 0.248], ["adam", 3, 0.7015862729]]) near(end({ ...bowl, rate: 0.1, optimizer, at }).x, x, 1e-9);
  const well = { function: "well", start: 1.8, rate: 0.02, optimizer: "momentum", at: 200 };
  for (const [momentum, x] of [[0, 0.96015], [0.8, -1.035579], [0.9, -1.035579], [0.95, 0.96015]]) near(end({ ...well, momentum }).x, x, 0.01);
});

/** Gradients by name, of a program of the lab. */
function gradientsOf(inputs) {
  const { graph } = lab.backprop.model({ ...startValues(lab.backprop.inputs), ...inputs });
  return Object.fromEntries(graph.nodes.filter(({ name }) => name).map(({ name, gradient, value }) => [name, { gradient, value }]));
}

test("backprop: a product, a cost, and what is used twice", () => {
  const presets = lab.backprop.inputs.program.presets;
  const gate = gradientsOf(presets.gate);
  assert.deepEqual([gate.z.value, gate.x.gradient, gate.y.gradient], [6, 15, 10]);
  const cost = gradientsOf(presets.cost);
  assert.deepEqual([cost.loss.value, ...["s", "yhat", "w", "x", "y"].map((name) => cost[name].gradient)], [1, -2, -2, -2, -2, 2]);
  const shared = gradientsOf(presets.shared);
  assert.deepEqual([shared.L.value, ...["c", "d", "a", "b"].map((name) => shared[name].gradient)], [30, 6, 5, 21, 16]);
  const twice = gradientsOf({ program: "c = a + b; d = a*b; e = c + d; f = c*d; y = e + f", values: { a: 2, b: 3 } });
  assert.deepEqual([twice.y.value, ...["c", "d", "a", "b"].map((name) => twice[name].gradient)], [41, 7, 6, 25, 19]);
  near(gradientsOf(presets.logistic).p.value, 0.2689414213699951, 1e-15);
});

test("backprop: the example of two inputs, two hidden and two output units, one step by hand", () => {
  const { program, values, upstream } = lab.backprop.inputs.program.presets.layers;
  const before = gradientsOf({ program, values, upstream });
  near(before.loss.value, 0.298371109, 1e-9);
  const learnt = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name.startsWith("w") ? value - 0.5 * before[name].gradient : value]));
  near(learnt.w5, 0.35891648, 1e-8);
  near(gradientsOf({ program, values: learnt, upstream }).loss.value, 0.2910277737, 1e-9);
});

test("backprop: every ready-made program can be read, and has the values it needs", () => {
  for (const [name, { program, values }] of Object.entries(lab.backprop.inputs.program.presets)) {
    const { inputs, error } = readProgram(program);
    assert.equal(error, null, name);
    assert.deepEqual(inputs.toSorted(), Object.keys(values).toSorted(), name);
  }
});

test("gradients: the exercise of the lecture, by hand, on the graph and by nudging", () => {
  const random = chance(4);
  for (const values of [{ x: 3, y: 9, w1: -2, w2: 1, b: 1, at: 0 }, ...Array.from({ length: 50 }, () => drawn(lab.gradients, random))]) {
    const { hand, nudge, graph } = lab.gradients.model(values);
    for (const [name, gradient] of Object.entries(hand)) {
      const size = Math.max(1, Math.abs(gradient));
      near(graph.nodes.find((node) => node.name === name).gradient, gradient, 1e-9 * size);
      near(nudge[name], gradient, 1e-3 * size);
    }
  }
  assert.deepEqual(lab.gradients.model(startValues(lab.gradients.inputs)).hand, { w1: -30, w2: -90, b: -10 });
});

test("backprop: one step of descent moves the weights of the 2-2-2 network as torch does", () => {
  const { presets } = lab.backprop.inputs.program;
  const { act } = lab.backprop.inputs.values;
  const inputs = { ...startValues(lab.backprop.inputs), ...presets.layers, rate: 0.5 };
  const computed = lab.backprop.model(inputs);
  const loss = ({ graph: { nodes, output } }) => nodes[output].value;
  const after = { ...inputs, ...act.run(inputs, computed) };
  assert.ok(Math.abs(loss(computed) - 0.298371109) < 1e-9);
  assert.ok(Math.abs(after.values.w5 - 0.35891648) < 5e-9);
  assert.ok(Math.abs(loss(lab.backprop.model(after)) - 0.2910277737) < 1e-10);
  assert.deepEqual([after.values.b1, after.values.b2, after.values.i1], [0.35, 0.6, 0.05]);
});
