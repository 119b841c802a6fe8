import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createTexts } from "../../../../frontend/js/core/page/texts.js";
import { levelText, runText } from "../../../../frontend/js/lib/plots/runs.js";

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
