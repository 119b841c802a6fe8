import assert from "node:assert/strict";
import { test } from "node:test";
import { namedPair, unitNames } from "../../../frontend/js/lib/unit-names.js";

/** Shows the key of a text and its values. */
const t = (key, values = {}) => [key, ...Object.values(values)].join("|");
const structure = (outputs) => ({ features: ["x1", "x2"], layers: [{ units: 2, activation: "tanh" }], outputs, parameters: 0 });
const axis = (title) => ({ offset: 0, factor: 1, title });
const IRIS = { class_names: ["Iris setosa", "Épeire", "Iris versicolor, wild"], units: { x1: axis("Âge"), x2: axis("x2"), label: axis("species") } };
const names = (outputs, points = IRIS) => unitNames({ t }, structure(outputs), points);

test("the outputs of several classes bear the names of these, and so does what leads to them", () => {
  const { unit, parameter, ofClass } = names(3);
  assert.deepEqual([0, 1, 2].map((k) => unit(2, k)), ["name.class|Iris setosa", "name.class|Épeire", "name.class|Iris versicolor, wild"]);
  assert.equal(parameter({ layer: 2, unit: 1, input: 0 }), "name.weight|name.unit|1|1|name.class|Épeire");
  assert.equal(parameter({ layer: 2, unit: 2, input: "bias" }), "name.bias|name.class|Iris versicolor, wild");
  assert.deepEqual([ofClass(2, 0), ofClass(1, 0)], ["Iris setosa", ""]);
});

test("a class without a name is its number, and one output is none of a class", () => {
  assert.equal(names(3, {}).unit(2, 1), "name.class|1");
  assert.deepEqual([names(1).unit(2, 0), names(1).ofClass(2, 0)], ["name.output", ""]);
});

test("a coordinate is told with what it is called in the file", () => {
  const { feature } = names(3);
  assert.equal(feature("x1", "x₁"), "name.titled|Âge|x₁");
  assert.deepEqual(["x2", "x1^2", "label"].map((name) => feature(name, name)), ["x2", "x1^2", "label"]);
  assert.equal(names(3, {}).feature("x1", "x₁"), "x₁");
});

test("two classes that nobody has named are no pair", () => {
  assert.deepEqual([namedPair(["no", "yes"]), namedPair(["-1", "1"]), namedPair(["a", "b", "c"]), namedPair()], [["no", "yes"], null, null, null]);
});
