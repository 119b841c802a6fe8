import assert from "node:assert/strict";
import { test } from "node:test";
import { readValues, writeValues } from "../../../../frontend/js/lib/experiments/values.js";
import { OPTIONS } from "../../options.js";

const ENGLISH = { decimal: ".", none: "None" };
const FRENCH = { decimal: ",", none: "Aucun" };
const read = (path, text, notation = ENGLISH) => readValues(text, OPTIONS.fields[path], notation);

test("numbers are separated by commas, spaces or semicolons, and each counts once", () => {
  assert.deepEqual(read("training.learning_rate", "0.01, 0.03;0.1 1e-3, 0.03"), { values: [0.01, 0.03, 0.1, 0.001], bad: "" });
});

test("where the comma is the decimal sign, it separates nothing", () => {
  assert.deepEqual(read("training.learning_rate", "0,01; 0.03 0,1", FRENCH).values, [0.01, 0.03, 0.1]);
});

test("numbers of a list are read as those of every other field", () => {
  assert.deepEqual(read("training.learning_rate", "1/3, .5 +1e−3").values, [1 / 3, 0.5, 0.001]);
  assert.deepEqual(read("data.samples", "1\u202f000; 2\u00a0500", FRENCH).values, [1000, 2500]);
  assert.deepEqual(read("data.samples", "1.000 2.500", FRENCH).values, [1000, 2500]);
});

test("a separator is no part of a number, and thousands that it cuts are refused", () => {
  assert.equal(read("data.noise", "1,000").bad, "000");
  assert.equal(read("data.noise", "1 000", FRENCH).bad, "000");
  assert.equal(read("data.noise", "0,03; 0,3").bad, "03");
  assert.equal(read("training.learning_rate", "0.03, 0.3", FRENCH).bad, "0.03,");
});

test("the first part that is no value, out of range or not whole is named", () => {
  assert.deepEqual(read("training.learning_rate", "0.01, x, 0.1"), { values: [0.01], bad: "x" });
  assert.equal(read("training.learning_rate", "0.01, 100").bad, "100");
  assert.equal(read("training.batch_size", "10, 2.5").bad, "2.5");
  assert.equal(read("data.noise", "-1").bad, "-1");
});

test("networks are separated by semicolons, their layers by commas", () => {
  assert.deepEqual(read("network.hidden", "4; 8, 8;none").values, [[4], [8, 8], []]);
  assert.equal(read("network.hidden", "4; 33").bad, "33");
  assert.equal(read("network.hidden", "1,1,1,1,1,1,1,1,1").bad, "1,1,1,1,1,1,1,1,1");
});

test("features are read by name", () => {
  assert.deepEqual(read("features", "x1, x2; x1x2, x1x2").values, [["x1", "x2"], ["x1x2"]]);
  assert.equal(read("features", "x9").bad, "x9");
});

test("no value is one where the field has it", () => {
  assert.deepEqual(read("training.clip_norm", "none, 1").values, [null, 1]);
  assert.equal(read("training.learning_rate", "none").bad, "none");
});

test("what is written is read back", () => {
  for (const notation of [ENGLISH, FRENCH]) {
    for (const [path, values] of [["training.learning_rate", [1e-6, 0.3, 10]], ["network.hidden", [[], [4], [8, 2]]], ["training.clip_norm", [null, 0.5]], ["features", [["x1"], ["x2", "x1^2"]]]]) {
      const text = writeValues(values, OPTIONS.fields[path], notation);
      assert.deepEqual(read(path, text, notation), { values, bad: "" }, text);
    }
  }
});
