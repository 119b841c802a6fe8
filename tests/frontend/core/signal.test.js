import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "../../../frontend/js/core/signal.js";

test("a signal tells its listeners, at once and after a change", () => {
  const seen = [];
  const value = signal(1);
  value.subscribe((now) => seen.push(now));
  value.value = 2;
  value.value = 2;
  assert.deepEqual(seen, [1, 2]);
});

test("a listener whose life has ended hears nothing more", () => {
  const seen = [];
  const life = new AbortController();
  const value = signal(1);
  value.subscribe((now) => seen.push(now), { signal: life.signal });
  life.abort();
  value.value = 2;
  assert.deepEqual(seen, [1]);
});
