import assert from "node:assert/strict";
import { test } from "node:test";
import { openLab } from "../../../../frontend/js/core/labs/engine.js";
import { keptLabs } from "../../../../frontend/js/core/labs/keep.js";
import { server, settled, storage } from "./stage.js";

/** A small lab: w times the steps that were taken. */
const LAB = {
  id: "toy",
  inputs: { w: { kind: "number", min: -1, max: 5, start: 1 }, mode: { kind: "choice", values: ["a", "b"], start: "a" }, at: { kind: "count", max: 200, start: 0 } },
  transport: { input: "at", most: ({ most }) => most },
  model: ({ w, at }) => ({ value: w * at, most: 10, far: null }),
  ask: {
    async far(compute, tell, { w }) {
      for (const part of [1, 2]) tell({ far: (await compute("far", { w, part })).far });
    },
  },
  steps: [
    { kind: "predict", set: { w: 1, at: 0 }, covers: ["table"], done: ({ at }) => at >= 3, truth: ({ value }) => (value > 2 ? "big" : "small") },
    { kind: "do", set: { w: 2 }, done: ({ w }) => w === 3 },
    { kind: "predict", asks: "far", done: (_, { far }) => far === 20, truth: ({ far }) => `far ${far}` },
    { kind: "predict", truth: () => "so" },
    { kind: "take" },
  ],
};

/** A lab as it opens in a browser. */
function opened(context, { hash = "", local = storage(), lab = LAB } = {}) {
  context.mock.timers.reset();
  context.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.localStorage = local;
  const asked = server();
  const bar = {};
  const life = new AbortController();
  const address = { hash: () => hash, follow: (values, how) => Object.assign(bar, how) };
  const room = openLab(lab, { address }, life.signal);
  const pass = async (milliseconds) => {
    context.mock.timers.tick(milliseconds);
    await settled();
  };
  const predict = (option = "big") => room.predict({ option, sure: null });
  return { room, asked, bar, life, pass, predict, local };
}

test("a hand changes what is open, within its limits; what a link locks stays", (context) => {
  const { room } = opened(context, { hash: "w=2&lock=w" });
  room.set({ w: 4, at: 5, mode: "b", other: 1 });
  assert.deepEqual(room.inputs.value, { w: 2, mode: "b", at: 5 });
  assert.deepEqual([room.isLocked("w"), room.isLocked("at"), room.computed.value.value], [true, false, 10]);
  const free = opened(context).room;
  free.set({ w: 99, at: -4 });
  assert.deepEqual(free.inputs.value, { w: 5, mode: "a", at: 0 });
});

test("what a step sets does not move what a link locks", (context) => {
  const { room } = opened(context, { hash: "w=4&lock=w" });
  room.go(1);
  assert.equal(room.inputs.value.w, 4);
});

test("a run ends with its last step, whatever an address says", (context) => {
  const { room } = opened(context, { hash: "at=150" });
  assert.deepEqual([room.inputs.value.at, room.computed.value.value], [10, 10]);
  room.set({ at: 60 });
  assert.equal(room.inputs.value.at, 10);
});

test("a change can be taken back, up to fifty of them, and one that changes nothing is none", (context) => {
  const { room } = opened(context);
  room.set({ w: 1 });
  for (let i = 1; i <= 60; i++) room.set({ w: i / 100 });
  room.undo();
  assert.equal(room.inputs.value.w, 0.59);
  for (let i = 0; i < 100; i++) room.undo();
  assert.equal(room.inputs.value.w, 0.1);
});

test("a figure is closed until a prediction is made, and passing it by does not count as done", (context) => {
  const { room, predict } = opened(context);
  assert.deepEqual([room.isOpen(), room.isCovered("table"), room.isCovered("code")], [false, true, false]);
  room.set({ at: 3 });
  assert.deepEqual(room.passed.value, []);
  predict();
  assert.deepEqual([room.isOpen(), room.inputs.value.at, room.passed.value], [true, 0, []]);
});

test("what a prediction is held against is what was run", (context) => {
  const { room, predict } = opened(context);
  predict("small");
  room.set({ w: 2 });
  room.set({ at: 3 });
  assert.deepEqual([room.passed.value, room.predictions.value[0]], [[0], { option: "small", sure: null, truth: "big" }]);
  assert.equal(room.isCovered("table"), false);
  room.set({ w: 0 });
  assert.equal(room.predictions.value[0].truth, "big");
});

test("a prediction about nothing that is run is told at once", (context) => {
  const { room, predict } = opened(context);
  room.go(3);
  predict();
  assert.deepEqual([room.passed.value, room.predictions.value[3].truth], [[3], "so"]);
});

test("a step puts the inputs where it begins, until it is done", (context) => {
  const { room } = opened(context);
  room.go(1);
  assert.equal(room.inputs.value.w, 2);
  room.set({ w: 3 });
  assert.deepEqual(room.passed.value, [1]);
  room.go(0);
  room.set({ w: 4 });
  room.go(1);
  assert.equal(room.inputs.value.w, 4);
  for (const index of [-1, 5, 99]) room.go(index);
  assert.equal(room.step.value, 1);
});

test("a step that is done as soon as it is seen begins where it says", (context) => {
  const { room } = opened(context);
  room.step.subscribe((index) => index === 1 && room.pass());
  room.go(1);
  assert.deepEqual([room.passed.value, room.inputs.value.w], [[1], 2]);
});

test("what the server tells comes in parts, and stays while the hand goes on", async (context) => {
  const { room, asked, predict } = opened(context);
  room.go(2);
  assert.equal(asked.length, 0);
  predict();
  assert.deepEqual([room.asking.value, asked[0].path, asked[0].body], ["asking", "api/labs/far", { w: 1, part: 1 }]);
  asked[0].answer({ far: 10 });
  await settled();
  room.set({ w: 4 });
  assert.deepEqual([room.computed.value.far, room.passed.value], [10, []]);
  asked[1].answer({ far: 20 });
  await settled();
  assert.deepEqual([room.asking.value, room.passed.value, room.predictions.value[2].truth], ["", [2], "far 20"]);
});

test("where the server is away a step says so, and can be tried again", async (context) => {
  const { room, asked, predict } = opened(context);
  room.go(2);
  predict();
  asked[0].fail();
  await settled();
  assert.deepEqual([room.asking.value, room.passed.value], ["away", []]);
  room.again();
  assert.deepEqual([room.asking.value, asked.length], ["asking", 2]);
  room.again();
  assert.equal(asked.length, 2);
});

test("on return a lab opens at the step that was left, with what was set, predicted and answered", async (context) => {
  const { room, predict, pass, local, life } = opened(context);
  predict();
  room.set({ at: 4 });
  room.answer("toy.ex.w", { text: "2x", seed: 0, verdict: "right" });
  room.go(1);
  await pass(150);
  life.abort();
  const { room: next } = opened(context, { local });
  assert.deepEqual([next.step.value, next.inputs.value, next.passed.value, next.predictions.value[0].truth, next.answers.value["toy.ex.w"].text], [1, { w: 2, mode: "a", at: 4 }, [0], "big", "2x"]);
});

test("a link wins over what was left, but not over what was predicted", async (context) => {
  const { room, predict, pass, local } = opened(context);
  predict();
  room.set({ at: 4 });
  await pass(150);
  const { room: next } = opened(context, { local, hash: "w=3&step=2" });
  assert.deepEqual([next.step.value, next.inputs.value, next.passed.value], [1, { w: 3, mode: "a", at: 0 }, [0]]);
});

test("a step that there is none of is the nearest", (context) => {
  assert.deepEqual(["step=99", "step=0", "w=2"].map((hash) => opened(context, { hash }).room.step.value), [4, 0, 0]);
});

test("a browser that keeps nothing is said, and the lab goes on", async (context) => {
  const { room, pass, predict } = opened(context, { local: storage({}, { isRefusing: true }) });
  predict();
  room.set({ at: 3 });
  await pass(150);
  assert.deepEqual([room.isKept.value, room.passed.value], [false, [0]]);
});

test("each of a class has numbers of its own, the same at every visit", async (context) => {
  assert.equal(opened(context).room.seed.value, 0);
  assert.equal(opened(context, { hash: "seed=17" }).room.seed.value, 17);
  const { room, pass, local } = opened(context, { hash: "seed=each" });
  assert.ok(room.seed.value >= 1);
  room.go(1);
  await pass(150);
  assert.equal(opened(context, { local, hash: "seed=each" }).room.seed.value, room.seed.value);
});

test("a lab begun again has forgotten everything, but not its link", async (context) => {
  const { room, predict, pass, asked } = opened(context, { hash: "w=2&lock=w" });
  predict();
  room.set({ at: 4 });
  room.go(2);
  predict();
  for (const far of [10, 20]) {
    asked.at(-1).answer({ far });
    await settled();
  }
  assert.deepEqual(room.passed.value, [0, 2]);
  room.restart();
  assert.deepEqual([room.step.value, room.inputs.value, room.computed.value.far], [0, { w: 2, mode: "a", at: 0 }, null]);
  assert.deepEqual([room.predictions.value, room.answers.value, room.passed.value], [{}, {}, []]);
  room.undo();
  assert.equal(room.inputs.value.at, 0);
  await pass(150);
  assert.deepEqual([keptLabs().toy.step, keptLabs().toy.isDone], [1, false]);
});

test("the address says what stands, with what a teacher has set, and can be read back", (context) => {
  const { room, bar } = opened(context, { hash: "w=2&seed=each&lock=w&hide=code" });
  room.set({ at: 4 });
  room.go(1);
  assert.equal(bar.write(), "w=2&at=4&step=2&seed=each&lock=w&hide=code");
  assert.equal(room.link({ lock: [], hide: ["table"], seed: null }), "w=2&at=4&step=2&hide=table");
  bar.read("at=6&step=1");
  assert.deepEqual([room.step.value, room.inputs.value.at], [0, 6]);
});

test("a lab that nobody has touched has an empty address", (context) => {
  const { room, bar } = opened(context);
  assert.equal(bar.write(), "");
  room.set({ at: 1 });
  assert.equal(bar.write(), "at=1&step=1");
});

test("a lab that nobody has touched stands where its first step begins, and a link says otherwise", async (context) => {
  const lab = { ...LAB, steps: [{ kind: "do", set: { w: 3 } }, ...LAB.steps.slice(1)] };
  const { room, bar, local, pass } = opened(context, { lab });
  assert.deepEqual([room.inputs.value.w, bar.write()], [3, ""]);
  room.set({ w: 1 });
  await pass(150);
  assert.equal(bar.write(), "step=1");
  assert.deepEqual([{ local }, { hash: "step=1" }, { hash: "w=2" }].map((visit) => opened(context, { ...visit, lab }).room.inputs.value.w), [1, 1, 2]);
  room.restart();
  assert.equal(room.inputs.value.w, 3);
});
