/** What each page makes a browser fetch, read off the page itself: at first, and with each tool that is opened later. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

export const FRONTEND = join(import.meta.dirname, "../../frontend");

const STATIC = /^(?:import|export)\b[^"';(]*"(\.[^"]+)"/gm;
/** In a comment `import("…")` follows `typeof` and is a type. */
const LAZY = /(?<!typeof )\bimport\("(\.[^"]+)"\)/g;

/** A style that comes with a module. */
const STYLE = /new URL\("(\.[^"]+\.css)", import\.meta\.url\)/g;

/** The pages of a folder. @param {string} folder */
export function site(folder = FRONTEND) {
  const read = (path) => readFileSync(join(folder, path), "utf8");
  const imported = (path, pattern) => [...read(path).matchAll(pattern)].map(([, target]) => join(dirname(path), target));

  /** Modules with all that they import, as far as an import is followed. @param {string[]} entries @param {RegExp[]} patterns */
  function graph(entries, patterns) {
    const found = new Set(entries);
    for (const path of found) for (const pattern of patterns) for (const target of imported(path, pattern)) found.add(target);
    return found;
  }

  /** What a module that is imported by hand brings along beyond what is there. @param {string} entry @param {Set<string>} there */
  function tool(entry, there) {
    const modules = [...graph([entry], [STATIC])].filter((path) => !there.has(path));
    return { entry, modules, styles: modules.flatMap((path) => imported(path, STYLE)) };
  }

  return {
    read,
    /** The names of their files. */
    pages: readdirSync(folder).filter((file) => file.endsWith(".html")),
    /** What stands in a page, and what follows from it. @param {string} page */
    loaded(page) {
      const html = read(page);
      const all = (pattern) => [...html.matchAll(pattern)].map(([, path]) => path);
      const entries = all(/<script type="module" src="([^"]+)"/g);
      const first = graph(entries, [STATIC]);
      const ever = graph(entries, [STATIC, LAZY]);
      const opened = new Set([...ever].flatMap((path) => imported(path, LAZY)));
      return {
        entries,
        modules: [...first].sort(),
        tools: [...opened].map((entry) => tool(entry, first)),
        scripts: all(/<script src="([^"]+)"/g),
        styles: all(/<link rel="stylesheet" href="([^"]+)"/g),
        preloaded: all(/<link rel="modulepreload" href="([^"]+)"/g),
      };
    },
    /** Their bytes as they are served, without compression. @param {string[]} files */
    size: (files) => [...new Set(files)].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
  };
}
