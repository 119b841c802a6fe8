import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createTexts, startLanguage } from "../../frontend/js/core/page/texts.js";

const FRONTEND = join(import.meta.dirname, "../../frontend");
/** Those of the playground, of the pages about experiments, of the plots, of tables and of the labs; a text is in one of them only. */
const LABS = readdirSync(join(FRONTEND, "locales/labs")).filter((file) => file.endsWith(".en.json")).map((file) => `labs/${file.replace("en.json", "")}`);
const PARTS = ["", "experiments.", "plots.", "tables.", ...LABS];
const part = (name) => JSON.parse(readFileSync(join(FRONTEND, `locales/${name}.json`), "utf8"));
const locale = (language) => Object.assign({}, ...PARTS.map((name) => part(name + language)));
const [english, french] = [locale("en"), locale("fr")];
const source = readdirSync(join(FRONTEND, "js"), { recursive: true })
  .filter((file) => String(file).endsWith(".js"))
  .map((file) => readFileSync(join(FRONTEND, "js", String(file)), "utf8"))
  .join("\n");

test("both languages have the same texts", () => {
  assert.deepEqual(Object.keys(french), Object.keys(english));
});

test("a text is in one file only", () => {
  const keys = PARTS.flatMap((name) => Object.keys(part(`${name}en`)));
  assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), []);
});

test("both languages fill in the same values", () => {
  const values = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(english)) assert.deepEqual(values(french[key]), values(english[key]), key);
});

test("no text is empty", () => {
  for (const [key, text] of [...Object.entries(english), ...Object.entries(french)]) assert.ok(text.trim(), key);
});

test("every text that the code names is there", () => {
  for (const [, key] of source.matchAll(/\bt\("([^"]+)"/g)) assert.ok(key in english, key);
  for (const [, key] of source.matchAll(/\bplural\("([^"]+)"/g)) assert.ok(`${key}.one` in english && `${key}.other` in english, key);
});

test("every text that a lab names is there", () => {
  const definitions = readdirSync(join(FRONTEND, "js/labs")).map((file) => readFileSync(join(FRONTEND, "js/labs", file), "utf8")).join("\n");
  const labs = Object.keys(part("labs/list.en")).map((key) => key.split(".")[0]);
  const named = [...definitions.matchAll(/"((\w+)\.[\w.]+)"/g)].filter(([, , room]) => labs.includes(room) || room === "labs");
  const lecture = new Set([...definitions.matchAll(/exercise: "([^"]+)"|base: "([^"]+)"/g)].flatMap(([, exercise, base]) => [exercise, base]));
  for (const [, key] of named) assert.ok(key in english || lecture.has(key), key);
});

test("every text that the pages of the labs say is there", () => {
  for (const [, key] of source.matchAll(/\bsay\("([\w.]+)"/g)) assert.ok(key in english, key);
});

test("every preset has a name and a sentence", () => {
  for (const { name } of JSON.parse(readFileSync(join(FRONTEND, "presets.json"), "utf8"))) {
    assert.ok(`preset.${name}` in english && `preset.${name}.look` in english, name);
  }
});

test("a text is filled in, and counts in its language", () => {
  const { t, plural } = createTexts("fr", { hello: "{a} et {b}", "layers.one": "{count} couche", "layers.other": "{count} couches" });
  assert.equal(t("hello", { a: 1, b: "deux" }), "1 et deux");
  assert.equal(t("unknown"), "unknown");
  assert.deepEqual([0, 1, 2].map((count) => plural("layers", count)), ["0 couche", "1 couche", "2 couches"]);
});

test("French has spaces before its signs at which no line breaks", () => {
  const { t } = createTexts("fr", { hello: "Ici : « oui » ; non ?" });
  assert.equal(t("hello"), "Ici\u00a0: «\u00a0oui\u00a0»\u202f; non\u202f?");
  assert.equal(createTexts("en", { hello: "a : b ?" }).t("hello"), "a : b ?");
});

test("the language chosen wins, then the browser's, then English", () => {
  assert.equal(startLanguage("fr", ["en"]), "fr");
  assert.equal(startLanguage(null, ["de-DE", "fr-CA", "en"]), "fr");
  assert.equal(startLanguage("xx", ["de"]), "en");
});
