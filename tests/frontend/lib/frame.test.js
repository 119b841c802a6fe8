import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { readFrame } from "../../../frontend/js/lib/frame.js";

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

/** The tensors that a frame was made of. @param {Frame} frame */
function tensors({ boundary, neurons, neuronScale, unit, parameters, gradients, metrics }) {
  const maps = { boundary, neurons, ...(unit && { unit }) };
  const grids = Object.entries(maps).map(([key, { values, shape }]) => [key, { shape, values: [...values] }]);
  const vectors = { neuron_scale: neuronScale, parameters, ...(gradients && { gradients }), metrics: Object.values(metrics) };
  const flat = Object.entries(vectors).map(([key, values]) => [key, { shape: [values.length], values: [...values] }]);
  return Object.fromEntries([...grids, ...flat]);
}

for (const name of NAMES) {
  test(`the golden frame ${name} is read as it was written`, () => {
    const frame = readFrame(bytes(name));
    const { metadata, tensors: expected } = written(name);
    const { sequence, epoch, step, status, unitName } = frame;
    assert.deepEqual({ sequence: `${sequence}`, epoch: `${epoch}`, step: `${step}`, status, unit: unitName }, { unit: "", ...metadata });
    for (const tensor of Object.values(expected)) delete tensor.dtype;
    assert.deepEqual(tensors(frame), expected);
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
