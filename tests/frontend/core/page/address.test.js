import assert from "node:assert/strict";
import { test } from "node:test";
import { createAddress } from "../../../../frontend/js/core/page/address.js";
import { createVisit } from "../../../../frontend/js/core/page/visit.js";
import { signal } from "../../../../frontend/js/core/signal.js";
import { readHash } from "../../../../frontend/js/lib/hash.js";
import { OPTIONS } from "../../options.js";

/** An address bar: what the page writes replaces, what somebody types is told. */
function barAt(url) {
  let now = new URL(url);
  const listeners = [];
  const bar = {
    replaced: [],
    gone: [],
    location: {
      get hash() { return now.hash; },
      get search() { return now.search; },
      get pathname() { return now.pathname; },
      get origin() { return now.origin; },
      get protocol() { return now.protocol; },
      get host() { return now.host; },
      get hostname() { return now.hostname; },
      assign: (address) => bar.gone.push(address),
    },
    history: {
      replaceState(_state, _title, address) {
        now = new URL(address, now);
        bar.replaced.push(address);
      },
    },
    addEventListener: (type, run) => type === "hashchange" && listeners.push(run),
    type(hash) {
      now = new URL(hash, now);
      for (const run of listeners) run();
    },
  };
  return bar;
}

/** An address that follows one value. */
function following(url, pause) {
  const bar = barAt(url);
  const value = signal("");
  const read = [];
  createAddress(bar).follow([value], {
    write: () => value.value,
    read(hash) {
      read.push(hash);
      value.value = hash.toLowerCase();
    },
    pause,
  });
  return { bar, value, read };
}

test("what changes is written after the #, replaced rather than pushed, and nothing twice", () => {
  const { bar, value } = following("http://here/page?sweep=1");
  assert.deepEqual(bar.replaced, []);
  value.value = "a=1";
  value.value = "";
  assert.deepEqual(bar.replaced, ["/page?sweep=1#a=1", "/page?sweep=1"]);
});

test("what somebody types is read once, and written as the page has understood it", () => {
  const { bar, read } = following("http://here/page");
  bar.type("#A=1");
  assert.deepEqual(read, ["A=1"]);
  assert.deepEqual(bar.replaced, ["/page#a=1"]);
  bar.type("#a=1");
  assert.deepEqual(read, ["A=1"]);
});

test("what the page has written itself is not read back", () => {
  const { bar, value, read } = following("http://here/page");
  value.value = "a=1";
  bar.type("#a=1");
  assert.deepEqual(read, []);
});

test("changes in a row are written once, after the last of them", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { bar, value } = following("http://here/page", 150);
  for (const next of ["a=1", "a=2", "a=3"]) value.value = next;
  context.mock.timers.tick(149);
  assert.deepEqual(bar.replaced, []);
  context.mock.timers.tick(1);
  assert.deepEqual(bar.replaced, ["/page#a=3"]);
});

test("as long as there is nothing to write, the address stays what it is", () => {
  const bar = barAt("http://here/page#given=1");
  createAddress(bar).follow([signal(0)], { write: () => null, read: assert.fail });
  assert.deepEqual([bar.replaced, createAddress(bar).hash()], [[], "given=1"]);
});

test("the part before the # names things, until it is forgotten", () => {
  const bar = barAt("http://here:8000/page?session=s1#noise=5");
  const address = createAddress(bar);
  assert.deepEqual([address.named("session"), address.named("sweep"), address.page()], ["s1", null, "http://here:8000/page"]);
  address.forget();
  assert.deepEqual([address.named("session"), address.hash()], [null, "noise=5"]);
});

test("a socket is opened at the page's own host, in the way the page came", () => {
  assert.equal(createAddress(barAt("http://here:8000/")).socket("/stream"), "ws://here:8000/stream");
  assert.equal(createAddress(barAt("https://there/")).socket("/stream"), "wss://there/stream");
  assert.deepEqual(["http://localhost/", "http://127.0.0.1:1/", "http://there/"].map((url) => createAddress(barAt(url)).isHere()), [true, true, false]);
});

/** The visit of a tab that has kept a session. */
function visitOf(url, isBack) {
  const kept = new Map([["tinkernet.session", "kept"]]);
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, id) => kept.set(key, id), removeItem: (key) => kept.delete(key) };
  return createVisit({ address: createAddress(barAt(url)), options: OPTIONS }, storage, () => isBack);
}

test("a tab goes on with its session when it comes back, and only then", () => {
  assert.deepEqual([visitOf("http://here/", true).kept(), visitOf("http://here/", false).kept()], ["kept", null]);
  const visit = visitOf("http://here/?session=named", true);
  assert.deepEqual([visit.named(), visit.kept()], ["named", "kept"]);
  visit.keep("next");
  assert.equal(visit.kept(), "next");
  visit.keep(null);
  assert.equal(visit.kept(), null);
  visit.forget();
  assert.equal(visit.named(), null);
});

test("the settings of a visit are those of the address, with what was corrected", async () => {
  const { config, view, corrections } = await visitOf("http://here/#dataset=xor&noise=99&speed=max", false).settings();
  assert.deepEqual([config.data.dataset, config.data.noise, view.speed], ["xor", 50, null]);
  assert.deepEqual(corrections, [{ key: "noise", given: "99", used: "50" }]);
});

test("an address that says nothing means what an empty link does", async () => {
  assert.deepEqual(await visitOf("http://here/", false).settings(), readHash("", OPTIONS));
});
