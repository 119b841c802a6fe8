import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createTexts } from "../../../frontend/js/core/page/texts.js";
import { remarkText } from "../../../frontend/js/lib/remarks.js";

const entries = (language) => JSON.parse(readFileSync(join(import.meta.dirname, `../../../frontend/locales/tables.${language}.json`), "utf8"));
const said = (language, code, values = {}) => remarkText({ code, values }, createTexts(language, entries(language)));
const plainly = (text) => text.replace(/[\u00a0\u202f]/g, " ");

test("a refusal is told in the language of the page", () => {
  const values = { column: "largeur", cell: "dix", line: 12345, counted: "line" };
  assert.equal(said("en", "no_number", values), "“largeur” holds numbers, and “dix” in line 12,345: correct it, or leave it empty.");
  assert.equal(plainly(said("fr", "no_number", values)), "« largeur » contient des nombres, et « dix », ligne 12 345 : corrigez cette cellule, ou videz-la.");
});

test("numbers have decimal commas and groups in French", () => {
  const values = { role: "x1", from: -6, to: 6.5, least: -0.125, largest: 203000 };
  assert.equal(plainly(said("fr", "beyond_square", values)), "x₁ va de −0,125 à 203 000, et le carré de −6 à 6,5 : choisissez une autre échelle.");
  assert.equal(said("en", "beyond_square", { ...values, role: "label" }).slice(0, 37), "The label goes from −0.125 to 203,000");
});

test("a column without a name is told by its number, a place that begins a sentence by a capital", () => {
  assert.equal(said("fr", "missing", { column: 3 }), "Colonne 3 manque");
  assert.match(plainly(said("fr", "ragged", { line: 2, counted: "row", count: 5, expected: 3 })), /^Ligne 2 : 5 cellules, /);
  assert.match(said("en", "no_labels", { columns: ["a", 2] }), /only “a”, column 2:/);
  assert.match(said("en", "commas_and_points", { column: "a", cell: "1,5", line: 2, other_cell: "1.5", other_line: 4, counted: "line" }), /“1,5” in line 2, and elsewhere “1.5” in line 4:/);
});

test("of an unknown code nothing is said", () => {
  assert.equal(said("en", "of_another_time"), "");
});
