/**
 * Names in each page all modules that it needs at first, so that none waits until another one asks for it:
 * `make preload` writes these lines anew.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FRONTEND, site } from "./pages.js";

const BLOCK = /(?:^ *<link rel="modulepreload" [^>]*>\n)*(?=^ *<script )/m;

/** A page with the lines that it should have. @param {ReturnType<typeof site>} all @param {string} page */
export function preloading(all, page) {
  const { entries, modules } = all.loaded(page);
  const lines = modules.filter((path) => !entries.includes(path)).map((path) => `    <link rel="modulepreload" href="${path}">\n`);
  return all.read(page).replace(BLOCK, lines.join(""));
}

if (import.meta.filename === process.argv[1]) {
  const all = site();
  for (const page of all.pages) writeFileSync(join(FRONTEND, page), preloading(all, page));
}
