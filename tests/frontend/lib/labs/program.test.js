import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, MAX_LINES, MAX_NODES, MAX_VALUES, readProgram } from "../../../../frontend/js/lib/labs/program.js";
import { recorded } from "../../../../frontend/js/lib/labs/tape.js";

test("lines end at a semicolon or at the end of a line; empty ones are none", () => {
  assert.deepEqual(linesOf(" a = 1; b = 2\n\n;c = 3;"), ["a = 1", "b = 2", "c = 3"]);
});

test("names that no line gives are the inputs, in the order in which they come", () => {
  const { lines, inputs, error } = readProgram("s = w1*x1 + w2*x2 + b; p = sigmoid(s); loss = -log(p)");
  assert.deepEqual([lines.map(([name]) => name), inputs, error], [["s", "p", "loss"], ["w1", "x1", "w2", "x2", "b"], null]);
});

test("a line may use what the lines before it give", () => {
  assert.deepEqual(readProgram("c = a + b; d = a*b; L = c*d").inputs, ["a", "b"]);
});

test("names may be spelled as a lecture does", () => {
  const { lines, inputs, error } = readProgram("ŷ = w₁*x; loss = (y_hat - y)^2");
  assert.deepEqual([lines.map(([name]) => name), inputs, error], [["yhat", "loss"], ["w1", "x", "y"], null]);
});

/** What is refused, with its line and its place. */
const REFUSED = [
  ["", 0, "expected"], [" ;\n", 0, "expected"], ["x*w", 0, "assignment"], ["2 = x", 0, "assignment"], ["sin = x", 0, "assignment"], ["pi = 3", 0, "assignment"], ["a = b = c", 0, "assignment"],
  ["a = x; a = 2*x", 1, "twice"], ["a = x; x = 3", 1, "twice"], ["a = a + 1", 0, "itself"], ["a = x; b = 2*b", 1, "itself"],
  ["a = x*", 0, "expected", 6], ["s = x; z = (s + 1", 1, "bracket"], ["a = 2 $ x", 0, "unknown_sign", 6], ["a = x^y", 0, "exponent"], ["a = x^9", 0, "exponent"], ["a = 1e400", 0, "number"],
];

test("what cannot be read is refused with its line and its place", () => {
  for (const [text, line, code, at] of REFUSED) {
    const { error } = readProgram(text);
    assert.deepEqual([error?.line, error?.code], [line, code], text);
    if (at !== undefined) assert.equal(error.at, at, text);
  }
});

test("a place is counted in the line as it was typed", () => {
  const text = "loss = (yhat - y)^2 $";
  assert.equal(readProgram(text).error.at, text.indexOf("$"));
});

test("a program has limits: lines, names and nodes", () => {
  const many = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join("; ");
  assert.equal(readProgram(many(MAX_LINES, (i) => `a${i} = x`)).error, null);
  assert.equal(readProgram(many(MAX_LINES + 1, (i) => `a${i} = x`)).error.code, "too_many_lines");
  const sum = (count) => `s = ${Array.from({ length: count }, (_, i) => `x${i}`).join(" + ")}`;
  assert.equal(readProgram(sum(MAX_VALUES)).error, null);
  assert.equal(readProgram(sum(MAX_VALUES + 1)).error.code, "too_many_names");
  const products = (count) => ["a = x", ...Array.from({ length: 4 }, (_, k) => `b${k} = x${"*x".repeat(count)}`)].join("; ");
  assert.equal(recorded(readProgram(products(15)).lines, { x: 1 }).nodes.length, 61);
  assert.equal(readProgram(products(15)).error, null);
  assert.equal(readProgram(products(16)).error.code, "too_large");
  assert.ok(61 <= MAX_NODES && 65 > MAX_NODES);
});

test("whatever is typed ends in a program or in a refusal", () => {
  const signs = ["x", "w1", "=", "+", "-", "*", "/", "^", "(", ")", ";", " ", "2", ",", ".", "sin", "ŷ", "$", "\n", "__proto__", "constructor"];
  let state = 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  for (let i = 0; i < 2000; i++) {
    const text = Array.from({ length: 1 + (next() % 14) }, () => signs[(next() >>> 8) % signs.length]).join("");
    const { error, lines } = readProgram(text);
    assert.ok(error ? typeof error.code === "string" && error.line >= 0 && error.at >= 0 : lines.length > 0, text);
  }
});
