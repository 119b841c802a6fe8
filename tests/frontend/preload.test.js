import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const FRONTEND = join(import.meta.dirname, "../../frontend");
const IMPORT = /^(?:import|export) .*? ?from "(.+)";$/gm;

/** @param {string} path @param {Set<string>} found */
function imported(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const source = readFileSync(join(FRONTEND, path), "utf8");
  for (const [, target] of source.matchAll(IMPORT)) imported(join(dirname(path), target), found);
  return found;
}

const modules = [...imported("js/main.js")].sort();

test("every module is used", () => {
  const files = readdirSync(join(FRONTEND, "js"), { recursive: true }).map((file) => join("js", String(file)));
  const scripts = files.filter((file) => file.endsWith(".js") && file !== "js/support.js");
  assert.deepEqual(modules, scripts.sort());
});

test("every module is fetched at once, not when another one asks for it", () => {
  const page = readFileSync(join(FRONTEND, "index.html"), "utf8");
  const preloaded = [...page.matchAll(/rel="modulepreload" href="(.+)"/g)].map(([, href]) => href);
  assert.deepEqual([...preloaded, "js/main.js"].sort(), modules);
});

test("imports point down: lib, core, widgets, views, main", () => {
  const layers = ["lib", "core", "widgets", "views", "main.js"];
  const layer = (path) => layers.indexOf(path.split("/")[1]);
  for (const path of modules) {
    const source = readFileSync(join(FRONTEND, path), "utf8");
    for (const [, target] of source.matchAll(IMPORT)) {
      const from = layer(join(dirname(path), target));
      const isView = layers[from] === "views" && layers[layer(path)] === "views";
      assert.ok(from <= layer(path) && !isView, `${path} imports ${target}`);
    }
  }
});
