import assert from "node:assert/strict";
import { test } from "node:test";
import { createNotices } from "../../../../frontend/js/core/page/notices.js";

const texts = ({ list }) => list.value.map(({ text }) => text);

test("a key is there once, its newest notice last", () => {
  const notices = createNotices();
  notices.notify({ key: "a", text: "first" });
  notices.notify({ key: "b", text: "other" });
  notices.notify({ key: "a", text: "second" });
  assert.deepEqual(texts(notices), ["other", "second"]);
  notices.dismiss("a");
  notices.dismiss("unknown");
  assert.deepEqual(texts(notices), ["other"]);
});

test("owners share a list and not their keys", () => {
  const page = createNotices();
  const [one, other] = [page.apart(), page.apart()];
  one.notify({ key: "diverged", text: "one" });
  other.notify({ key: "diverged", text: "other" });
  assert.deepEqual(texts(page), ["one", "other"]);
  assert.deepEqual([one, other, page].map((notices) => notices.has("diverged")), [true, true, false]);
  one.dismiss("diverged");
  page.dismiss("diverged");
  assert.deepEqual(texts(page), ["other"]);
});
