import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FRONTEND, imports, loaded, pages } from "./pages.js";

const all = pages.map(loaded);
const files = (folder, ending) =>
  readdirSync(join(FRONTEND, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith(ending))
    .sort();
const union = (lists) => [...new Set(lists.flat())].sort();

test("every module and every stylesheet is used by a page", () => {
  assert.deepEqual(union(all.map(({ modules, scripts }) => [...modules, ...scripts])), files("js", ".js"));
  assert.deepEqual(union(all.map(({ styles }) => styles)), files("css", ".css"));
});

for (const page of pages) {
  test(`every module of ${page} is fetched at once, not when another one asks for it`, () => {
    const { entries, modules, preloaded } = loaded(page);
    assert.deepEqual([...preloaded, ...entries].sort(), modules);
  });
}

test("imports point down: lib, core, widgets, views, and the module of a page", () => {
  const layers = ["lib", "core", "widgets", "views"];
  const layer = (path) => {
    const found = layers.indexOf(path.split("/")[1]);
    return found < 0 ? layers.length : found;
  };
  const views = layers.indexOf("views");
  for (const path of union(all.map(({ modules }) => modules))) {
    for (const target of imports(path)) {
      const isView = layer(target) === views && layer(path) === views;
      assert.ok(layer(target) <= layer(path) && !isView, `${path} imports ${target}`);
    }
  }
});
