import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { readFrame } from "../../../frontend/js/lib/frame.js";
import { readSafetensors } from "../../../frontend/js/lib/safetensors.js";

const GOLDEN = join(import.meta.dirname, "../../golden");
const NAMES = readdirSync(GOLDEN).filter((file) => file.endsWith(".frame")).map((file) => file.slice(0, -".frame".length));
const ZLIB = 0x78;

/** @param {string} name @returns {ArrayBuffer} */
function bytes(name) {
  const file = readFileSync(join(GOLDEN, `${name}.frame`));
  const isPacked = file[0] === ZLIB && file.readUInt16BE() % 31 === 0;
  return Uint8Array.from(isPacked ? inflateSync(file) : file).buffer;
}

/** @param {string} name */
const written = (name) => JSON.parse(readFileSync(join(GOLDEN, `${name}.json`), "utf8"));

for (const name of NAMES) {
  test(`the golden frame ${name} is read as it was written`, () => {
    const { tensors, metadata } = readSafetensors(bytes(name));
    const expected = written(name);
    assert.deepEqual(metadata, expected.metadata);
    assert.deepEqual(Object.keys(tensors).sort(), Object.keys(expected.tensors).sort());
    for (const [key, { shape, values }] of Object.entries(expected.tensors)) {
      assert.deepEqual(tensors[key].shape, shape);
      assert.deepEqual([...tensors[key].values].map((value) => (Number.isNaN(value) ? null : value)), values);
    }
  });
}

test("a frame tells its time, its metrics and its unit", () => {
  const frame = readFrame(bytes("three_classes"));
  const [trainLoss] = written("three_classes").tensors.metrics.values;
  assert.deepEqual([frame.sequence, frame.epoch, frame.step, frame.status], [41, 3, 75, "playing"]);
  assert.equal(frame.metrics.train_loss, trainLoss);
  assert.equal(frame.metrics.epochs_per_second, 60.5);
  assert.equal(frame.unitName, "2-1");
  assert.deepEqual(frame.boundary.shape, [3, 10, 10]);
});

test("a regression has no accuracy, and a frame without gradients none", () => {
  const frame = readFrame(bytes("regression"));
  assert.equal(frame.metrics.test_accuracy, null);
  assert.equal(frame.gradients, null);
});
