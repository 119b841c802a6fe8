import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parsed } from "../../../../frontend/js/lib/expressions/parse.js";
import { Unreadable } from "../../../../frontend/js/lib/expressions/tree.js";

/** The trees and errors that the server is held to as well. */
const CASES = JSON.parse(readFileSync(new URL("../../../golden/expressions.json", import.meta.url), "utf8"));

/** As an S-expression, numbers with 12 digits. */
function written({ op, args, value }) {
  if (op === "num") return String(Number(value.toPrecision(12)));
  return args.length ? `(${op} ${args.map(written).join(" ")})` : value;
}

for (const { text, names, conditions, tree, error, at } of CASES) {
  test(`${JSON.stringify(text.slice(0, 40))} is read as on the server`, () => {
    if (tree) assert.equal(written(parsed(text, names, { conditions })), tree);
    else assert.throws(() => parsed(text, names, { conditions }), (raised) => raised instanceof Unreadable && raised.code === error && raised.at === at);
  });
}

test("ten thousand random texts end in a tree or a code, quickly", () => {
  const pieces = ["x1", "x2", "sin", "(", ")", "+", "-", "^", "2", ",5", "<", "and", "not", "é", "😀", " ", "\0", "1e9", "_", "²", "|"];
  let state = 1;
  const draw = (below) => (state = (state * 48271) % 2147483647) % below;
  const start = performance.now();
  for (let i = 0; i < 10_000; i++) {
    const text = Array.from({ length: draw(60) }, () => (draw(4) ? pieces[draw(pieces.length)] : String.fromCodePoint(draw(0x2100)))).join("");
    try {
      assert.ok(parsed(text, ["x1", "x2"], { conditions: true }).op);
    } catch (error) {
      assert.ok(error instanceof Unreadable && error.at <= Math.max(text.length, 200), text);
    }
  }
  assert.ok(performance.now() - start < 5000);
});
