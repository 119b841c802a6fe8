import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const FRONTEND = join(import.meta.dirname, "../../frontend");
const LIMIT = 200_000;

test("all JavaScript and CSS together stay under 200 kB", () => {
  const files = readdirSync(FRONTEND, { recursive: true }).map(String);
  const sizes = files.filter((file) => /\.(js|css)$/.test(file)).map((file) => statSync(join(FRONTEND, file)).size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total <= LIMIT, `${total} bytes of JavaScript and CSS, at most ${LIMIT} are allowed`);
});
