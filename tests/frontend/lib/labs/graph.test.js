import assert from "node:assert/strict";
import { test } from "node:test";
import { callOf, graphOf, layout, phases, seen } from "../../../../frontend/js/lib/labs/graph.js";
import { readProgram } from "../../../../frontend/js/lib/labs/program.js";

const graph = (text, values = {}, upstream = 1) => graphOf(readProgram(text), values, upstream);
const SHARED = graph("c = a + b; d = a*b; L = c*d", { a: 2, b: 3 });
const PROGRAMS = [
  "z = x*y", "yhat = x*w; s = yhat - y; loss = s^2", "c = a + b; d = a*b; L = c*d", "s = w1*x1 + w2*x2 + b; p = sigmoid(s); loss = -log(p)",
  "h1 = sigmoid(w1*i1 + w2*i2 + b1); h2 = sigmoid(w3*i1 + w4*i2 + b1); o1 = sigmoid(w5*h1 + w6*h2 + b2); o2 = sigmoid(w7*h1 + w8*h2 + b2); loss = (0.01 - o1)^2/2 + (0.99 - o2)^2/2",
  "a = x; b = a", "y = 3", "u = x + 1; v = 7",
];
/** The node of a name. */
const node = ({ nodes }, name) => nodes.find((each) => callOf(each) === name);

test("names without a value are 1", () => {
  assert.equal(node(graph("z = x*y", { x: 5 }), "z").value, 5);
});

test("values come forward, one operation a step", () => {
  assert.equal(phases(SHARED), 7);
  const values = (phase) => SHARED.nodes.filter(({ id }) => seen(SHARED, phase).hasValue(id)).map(callOf);
  assert.deepEqual([0, 1, 2, 3].map(values), [["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", "d", "L"]]);
});

test("before the way back nothing has arrived, not even 0", () => {
  for (const phase of [0, 1, 2, 3]) assert.equal(seen(SHARED, phase).arrived.size, 0);
});

test("gradients come backward: what is used twice gets two parts, and their sum is its gradient", () => {
  const arrived = (phase, name) => seen(SHARED, phase).arrived.get(node(SHARED, name).id);
  assert.deepEqual(arrived(4, "L"), [1]);
  assert.deepEqual([arrived(5, "c"), arrived(5, "d"), arrived(5, "a")], [[6], [5], undefined]);
  assert.deepEqual([arrived(6, "a"), arrived(7, "a")], [[15], [15, 6]]);
  for (const { id, gradient } of SHARED.nodes) assert.equal(seen(SHARED, 7).arrived.get(id).reduce((sum, part) => sum + part, 0), gradient);
});

test("what arrives at the end is what is given", () => {
  const gate = graph("z = x*y", { x: 2, y: 3 }, 5);
  assert.deepEqual([node(gate, "x").gradient, node(gate, "y").gradient, seen(gate, 2).arrived.get(gate.output)], [15, 10, [5]]);
});

test("at each step one node is the one at work", () => {
  const names = Array.from({ length: 8 }, (_, phase) => seen(SHARED, phase).active).map((id) => (id === null ? null : callOf(SHARED.nodes[id])));
  assert.deepEqual(names, [null, "c", "d", "L", "L", "L", "d", "c"]);
});

test("each node has a place of its own, right of what it is made of", () => {
  for (const text of PROGRAMS) {
    const { nodes } = graph(text);
    const { columns, rows, width, height, counts } = layout(nodes);
    assert.equal(new Set(nodes.map(({ id }) => `${columns[id]},${rows[id]}`)).size, nodes.length, text);
    for (const { id, inputs } of nodes) for (const input of inputs) assert.ok(columns[input] < columns[id], `${text}: ${input} → ${id}`);
    for (const { id } of nodes) assert.ok(columns[id] >= 0 && columns[id] < width && rows[id] < counts[columns[id]] && rows[id] < height, text);
  }
});

test("the same program is always laid out in the same way", () => {
  for (const text of PROGRAMS) assert.deepEqual(layout(graph(text).nodes), layout(graph(text).nodes));
});
