import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createTexts } from "../../../../frontend/js/core/page/texts.js";
import { levelText, nearestRun, runText } from "../../../../frontend/js/lib/plots/runs.js";

const locale = join(import.meta.dirname, "../../../../frontend/locales/plots.en.json");
const words = createTexts("en", JSON.parse(readFileSync(locale, "utf8")));
const parameter = { path: "training.learning_rate", label: "Learning rate", text: words.format.short };
const result = { run: 7, seed: 3, values: { "training.learning_rate": 0.03 }, test_loss: 0.0123, succeeded: true, reason: "goal" };
const named = (change) => runText(words, 7, { results: [{ ...result, ...change }], parameters: [parameter] });

test("a run is named by its number, its seed, what varies, and how it ended", () => {
  assert.equal(named({}), "Run 7, seed 3 · Learning rate 0.03 · test loss 0.0123 · goal reached");
  assert.match(named({ succeeded: false, reason: "epochs" }), /goal missed$/);
  assert.match(named({ succeeded: false, reason: "diverged", test_loss: null }), /test loss – · diverged$/);
  assert.match(named({ succeeded: null, reason: "epochs" }), /test loss 0.0123$/);
  assert.equal(runText(words, 8, { results: [result], parameters: [] }), "");
});

test("a level is its value, or the ends of its range", () => {
  assert.equal(levelText(parameter, { value: 0.1 }), "0.1");
  assert.equal(levelText(parameter, { from: 1, to: 6 }), "1–6");
  assert.equal(levelText(parameter, { from: 6, to: 6 }), "6");
});

test("the nearest line within reach is found, unless it is out", () => {
  const flat = (run, y, isOut = false) => ({ run, places: Float32Array.of(0, y, 100, y), isOut });
  assert.equal(nearestRun([flat(1, 0), flat(2, 30)], 50, 20, 15), 2);
  assert.equal(nearestRun([flat(1, 0), flat(2, 30, true)], 50, 20, 15), null);
  assert.equal(nearestRun([flat(1, 0)], 110, 0, 15), 1);
  assert.equal(nearestRun([{ run: 1, places: Float32Array.of(0, NaN, 100, 0, 100, 50), isOut: false }], 50, 0, 15), null);
});
