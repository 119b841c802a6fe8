import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, startValues, within, writeAddress } from "../../../../frontend/js/lib/labs/inputs.js";

const INPUTS = {
  mode: { kind: "choice", values: ["point", "batch"], start: "point" },
  stage: { kind: "choice", values: [1, 2], start: 1 },
  w: { kind: "number", min: -1, max: 5, start: 1 },
  at: { kind: "count", max: 200, start: 0 },
  program: { kind: "text", start: "y = x", longest: 40 },
  values: { kind: "values", start: { x: 1 } },
  points: { kind: "rows", start: [[1, 2]], most: 3, min: -10, max: 10 },
};
const read = (hash) => readAddress(hash, INPUTS);

test("an address that says nothing is the start of a lab", () => {
  assert.deepEqual(read(""), { values: {}, ignored: [], step: null, seed: null, lock: [], hide: [], isStage: false });
  assert.equal(writeAddress(INPUTS, startValues(INPUTS)), "");
});

test("what differs from the start is written, readable, and read again", () => {
  const values = { mode: "batch", stage: 2, w: -0.5, at: 7, program: "p = sigmoid(w*x + b); loss = -log(p)", values: { x: 1, w1: -2.5 }, points: [[2, -1], [0.5, 3]] };
  const hash = writeAddress(INPUTS, values);
  assert.equal(hash, "mode=batch&stage=2&w=-0.5&at=7&program=p%20%3D%20sigmoid(w*x%20+%20b);%20loss%20%3D%20-log(p)&values=x:1;w1:-2.5&points=2,-1;0.5,3");
  assert.deepEqual(read(hash), { values, ignored: [], step: null, seed: null, lock: [], hide: [], isStage: false });
});

test("a plus is a plus, whether or not it was encoded", () => {
  assert.equal(read("program=y = x+1").values.program, "y = x+1");
  assert.equal(read("program=y%20%3D%20x%2B1").values.program, "y = x+1");
});

test("the comma of a French hand is a decimal one", () => {
  assert.deepEqual(read("w=0,25&values=x:0,5;y:-1,5").values, { w: 0.25, values: { x: 0.5, y: -1.5 } });
  assert.equal(read("w=−0,5").values.w, -0.5);
});

test("a number beyond its limits is the nearest within", () => {
  assert.deepEqual(read("w=99&at=999999&points=99,-99").values, { w: 5, at: 200, points: [[10, -10]] });
  assert.deepEqual([within(99, INPUTS.w), within(-3, INPUTS.at), within("batch", INPUTS.mode)], [5, 0, "batch"]);
});

test("what cannot be understood is named and left out", () => {
  const garbage = ["w=", "w=fast", "w=NaN", "w=1e999", "at=-1", "at=1.5", "mode=sideways", "stage=3", "points=1", "points=1,x", "points=1,2;1,2;1,2;1,2", "points=", "values=x", "values=:3", "values=x:", "program=" + "x".repeat(41), "unknown=1", "constructor=1", "__proto__=1"];
  for (const part of garbage) {
    const { values, ignored } = read(part);
    assert.deepEqual([values, ignored], [{}, [part.split("=")[0]]], part);
  }
});

test("an address that was cut or broken throws nothing", () => {
  for (const hash of ["&&&", "=", "w", "w=%", "w=%E0%A4%A", "&w=2&", "a=b=c", "lock", "hide=&lock=,", "step=x&seed=x&view=x"]) assert.doesNotThrow(() => read(hash), hash);
  assert.equal(read("&w=2&").values.w, 2);
});

test("the frame is what a teacher sets: step, numbers, locks, what is hidden", () => {
  const { step, seed, lock, hide, isStage } = read("step=3&seed=17&lock=w,mode&hide=code,solution&view=stage");
  assert.deepEqual({ step, seed, lock, hide, isStage }, { step: 3, seed: 17, lock: ["w", "mode"], hide: ["code", "solution"], isStage: true });
  assert.equal(read("seed=each").seed, "each");
  assert.deepEqual(["seed=-1", "seed=1.5", "seed=99999999999", "step=-1"].map((hash) => [read(hash).seed, read(hash).step]), Array(4).fill([null, null]));
});

test("the frame goes with the inputs into one address", () => {
  const frame = { step: 3, seed: "each", lock: ["w"], hide: ["code"], isStage: true };
  const hash = writeAddress(INPUTS, { ...startValues(INPUTS), w: 2 }, frame);
  assert.equal(hash, "w=2&step=3&seed=each&lock=w&hide=code&view=stage");
  const { values, ignored, ...found } = read(hash);
  assert.deepEqual([values, ignored, found], [{ w: 2 }, [], frame]);
});

test("a seed of 0 is one that a teacher has chosen", () => {
  assert.equal(read(writeAddress(INPUTS, startValues(INPUTS), { seed: 0 })).seed, 0);
});
