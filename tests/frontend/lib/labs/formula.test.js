import assert from "node:assert/strict";
import { test } from "node:test";
import { parsed } from "../../../../frontend/js/lib/expressions/parse.js";
import { figures } from "../../../../frontend/js/lib/labs/figure.js";
import { bracketed, partial, written } from "../../../../frontend/js/lib/labs/formula.js";
import { symbol } from "../../../../frontend/js/lib/labs/symbols.js";

/** A formula as one line of text. */
const line = (terms) => terms.map((term) => {
  if (typeof term === "string") return term;
  if (term.kind === "number") return String(term.value);
  if (term.kind === "frac") return `[${line(term.parts[0])} | ${line(term.parts[1])}]`;
  if (term.kind === "sup") return `${line(term.parts[0])}^{${line(term.parts[1])}}`;
  return term.text + (term.below ?? "");
}).join("");
/** Where a formula has a variable sigma, σ is that; else it is the function. */
const shown = (text) => line(written(parsed(text, ["x", "y", "yhat", "w", "w1", "w2", "b", "mu", ...(/sigma\^|σ\^/.test(text) ? ["sigma"] : [])])));

/** What is typed, and how it is read back. */
const READ = [
  ["2x(yhat - y)", "2·x·(ŷ−y)"], ["x^2w2+xw1+b", "x^{2}·w2+x·w1+b"], ["-x^2", "−x^{2}"], ["(-x)^2", "(−x)^{2}"], ["1/2x", "[1 | 2]·x"], ["2,5x", "2.5·x"],
  ["x - (b - y)", "x−(b−y)"], ["x - b - y", "x−b−y"], ["x*(y + b)", "x·(y+b)"], ["(x + y)*b", "(x+y)·b"], ["(mu - y)/sigma^2", "[μ−y | σ^{2}]"],
  ["ln(x) + sigmoid(w*x)", "ln(x)+σ(w·x)"], ["2*pi", "2·π"], ["(x^2)^2", "(x^{2})^{2}"], ["x*(y*b)", "x·y·b"], ["-(x + y)", "−(x+y)"], ["x*(-y)", "x·(−y)"], ["x - (-y)", "x−(−y)"], ["-2", "−2"],
];

test("what is typed is read back as it is meant", () => {
  for (const [text, read] of READ) assert.equal(shown(text), read, text);
});

test("what is read back is what was typed: it can be typed again", () => {
  const again = (text) => shown(text).replace(/\[(.*) \| (.*)\]/, "(($1)/($2))").replace(/\^\{(.*?)\}/g, "^($1)");
  for (const [text, read] of READ) assert.equal(shown(again(text)), read, text);
});

test("a negative number stands in brackets after an operator, so that no two signs meet", () => {
  assert.deepEqual([line(bracketed(-2)), line(bracketed(2)), line(bracketed(0))], ["(-2)", "2", "0"]);
});

test("a derivative is a fraction of two", () => {
  assert.equal(line([partial("loss", "w1")]), "[∂loss | ∂w1]");
});

test("names are written as a lecture writes them", () => {
  assert.deepEqual(["w1", "w_12", "yhat", "mu", "rate", "loss", "x", "∂ w1", "cost 3", "f′ 2", "+1", "·_3", "sin_12"].map(symbol), ["w₁", "w₁₂", "ŷ", "μ", "η", "loss", "x", "∂ w₁", "cost 3", "f′ 2", "+1", "·₃", "sin₁₂"]);
});

test("numbers have at most four decimals, and very small and very large ones a power of ten", () => {
  const [en, fr] = ["en", "fr"].map(figures);
  assert.deepEqual([0, -0, 1.5, -0.25, 1.00004, 0.00012, 9.5367e-7, -2e9, NaN, null, Infinity].map(en), ["0", "0", "1.5", "−0.25", "1", "1.2×10⁻⁴", "9.537×10⁻⁷", "−2×10⁹", "–", "–", "–"]);
  assert.deepEqual([1.5, 12345.678].map(fr), ["1,5", "12345,678"]);
});
