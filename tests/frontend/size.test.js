import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FRONTEND, loaded, pages } from "./pages.js";

const LIMIT = 200_000;

for (const page of pages) {
  test(`the JavaScript and CSS of ${page} stay under 200 kB`, () => {
    const { modules, scripts, styles, preloaded } = loaded(page);
    const files = [...new Set([...modules, ...scripts, ...styles, ...preloaded])];
    assert.ok(modules.length && styles.length, "the page has been read");
    const total = files.reduce((sum, file) => sum + statSync(join(FRONTEND, file)).size, 0);
    assert.ok(total <= LIMIT, `${total} bytes of JavaScript and CSS, at most ${LIMIT} are allowed`);
  });
}
