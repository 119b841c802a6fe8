/** What each page of the frontend makes a browser fetch, read off the page itself. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const FRONTEND = join(import.meta.dirname, "../../frontend");
export const read = (path) => readFileSync(join(FRONTEND, path), "utf8");

/** Every page, by the name of its file. */
export const pages = readdirSync(FRONTEND).filter((file) => file.endsWith(".html"));

const STATIC = /^(?:import|export)\b[^"';]*"(\.[^"]+)"/gm;
/** In a comment `import("…")` follows `typeof` and is a type. */
const LAZY = /(?<!typeof )\bimport\("(\.[^"]+)"\)/g;

/** The modules that one imports, now or later. @param {string} path */
export function imports(path) {
  const source = read(path);
  return [STATIC, LAZY].flatMap((pattern) => [...source.matchAll(pattern)].map(([, target]) => join(dirname(path), target)));
}

/** A module and all that it brings along. @param {string} path @param {Set<string>} found */
function walked(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const target of imports(path)) walked(target, found);
  return found;
}

/** What stands in a page. @param {string} page */
export function loaded(page) {
  const html = read(page);
  const all = (pattern) => [...html.matchAll(pattern)].map(([, path]) => path);
  const entries = all(/<script type="module" src="([^"]+)"/g);
  return {
    entries,
    modules: [...new Set(entries.flatMap((entry) => [...walked(entry)]))].sort(),
    scripts: all(/<script src="([^"]+)"/g),
    styles: all(/<link rel="stylesheet" href="([^"]+)"/g),
    preloaded: all(/<link rel="modulepreload" href="([^"]+)"/g),
  };
}
