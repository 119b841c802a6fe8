import assert from "node:assert/strict";
import { test } from "node:test";
import { readHash } from "../../../frontend/js/lib/hash.js";
import { DEFAULT_VIEW, writeHash } from "../../../frontend/js/lib/write-hash.js";
import { DEFAULTS, OPTIONS } from "../options.js";

const read = (expression, more = "") => readHash(`dataset=formula&expression=${encodeURIComponent(expression)}${more}`, OPTIONS);
/** A formula of so many characters. */
const long = (characters) => `x1>${"0".repeat(characters - 3)}`;

test("a formula in a link is a data set", () => {
  const { config, corrections } = read(" x1^2 + x2^2 < 9 ");
  assert.equal(config.data.expression, "x1^2 + x2^2 < 9");
  assert.equal(config.data.dataset, "formula");
  assert.deepEqual(corrections, []);
});

test("what is written of a formula is read back, signs of addresses among it", () => {
  for (const expression of ["x1 > 0 && x2 > 0", "x1 + 1.5 <= −x2", "x1² × 0,5 ≥ x₂", "x1*x2/10", long(200)]) {
    const config = { ...DEFAULTS, data: { ...DEFAULTS.data, dataset: "formula", expression } };
    const again = readHash(`#${writeHash(config, DEFAULT_VIEW, OPTIONS)}`, OPTIONS);
    assert.deepEqual([again.config, again.corrections], [config, []], expression);
  }
});

test("a formula that cannot be read gives way to the default data set, with the reason and the place", () => {
  const unreadable = { "x1^2 + foo < 9": ["unknown_name", 7], "x1 >": ["expected", 4], "(x1": ["bracket", 3], "x1 # 2": ["unknown_sign", 3] };
  for (const [text, [code, at]] of Object.entries(unreadable)) {
    const { config, corrections: [expression, dataset, ...more] } = read(text);
    assert.deepEqual(config, DEFAULTS, text);
    assert.deepEqual([expression.key, expression.given, expression.used], ["expression", text, null]);
    assert.deepEqual([expression.why.code, expression.why.at], [code, at], text);
    assert.deepEqual(dataset, { key: "dataset", given: "formula", used: "circle" });
    assert.deepEqual(more, []);
  }
});

test("a formula that is longer than the server takes is none: its beginning would be another", () => {
  const { config, corrections } = read(long(201));
  assert.deepEqual(config, DEFAULTS);
  assert.deepEqual([corrections[0].why.code, corrections[0].why.at], ["too_long", 200]);
});

test("an empty formula is none", () => {
  for (const hash of ["dataset=formula", "dataset=formula&expression=", "dataset=formula&expression=%20"]) {
    const { config, corrections } = readHash(hash, OPTIONS);
    assert.deepEqual(config, DEFAULTS);
    assert.deepEqual(corrections.at(-1), { key: "dataset", given: "formula", used: "circle" });
  }
});

test("a formula beside another data set has no effect", () => {
  assert.deepEqual(readHash("expression=x1", OPTIONS).config, DEFAULTS);
});

test("what does not fit the labels of a formula gives way", () => {
  assert.deepEqual(read("x1 > 0", "&loss=hinge&class_weight=balanced").corrections, []);
  const { config, corrections } = read("x1*x2", "&loss=hinge&class_weight=balanced");
  assert.deepEqual([config.training.loss, config.training.class_weight], [null, null]);
  assert.deepEqual(corrections.map(({ key }) => key), ["loss", "class_weight"]);
});

test("what does not fit points of one's own gives way", () => {
  const own = (task, labels) => readHash(`dataset=custom&task=${task}&loss=hinge&points=${labels.map((label) => `1,2,${label}`).join(";")}`, OPTIONS);
  assert.deepEqual(own("classification", [-1, 1]).corrections, []);
  assert.deepEqual(own("classification", [0, 1, 2]).corrections.map(({ key }) => key), ["loss"]);
  assert.deepEqual(own("regression", [0, 1, 2]).corrections.map(({ key }) => key), ["loss"]);
});
