import assert from "node:assert/strict";
import { test } from "node:test";
import { readSafetensors } from "../../../frontend/js/lib/safetensors.js";

/** @param {object} header @param {Uint8Array} body @param {number} padding */
function file(header, body, padding = 8) {
  let text = JSON.stringify(header);
  while ((8 + text.length) % padding) text += " ";
  const bytes = new Uint8Array(8 + text.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(new TextEncoder().encode(text), 8);
  bytes.set(body, 8 + text.length);
  return bytes.buffer;
}

const floats = new Uint8Array(Float32Array.of(1.5, -2).buffer);

test("tensors are views into the file", () => {
  const buffer = file({ a: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }, floats);
  const { a } = readSafetensors(buffer).tensors;
  assert.deepEqual([...a.values], [1.5, -2]);
  assert.equal(a.values.buffer, buffer);
});

test("a tensor that is not aligned is read all the same", () => {
  const header = { b: { dtype: "I8", shape: [1], data_offsets: [0, 1] }, a: { dtype: "F32", shape: [2], data_offsets: [1, 9] } };
  const { tensors } = readSafetensors(file(header, Uint8Array.of(255, ...floats)));
  assert.deepEqual([...tensors.a.values], [1.5, -2]);
  assert.deepEqual([...tensors.b.values], [-1]);
});

test("metadata are read, and may be missing", () => {
  assert.deepEqual(readSafetensors(file({ __metadata__: { epoch: "3" } }, new Uint8Array())).metadata, { epoch: "3" });
  assert.deepEqual(readSafetensors(file({}, new Uint8Array())).metadata, {});
});

test("a file that ends too early is refused", () => {
  assert.throws(() => readSafetensors(new ArrayBuffer(4)), /at least 8 bytes/);
  assert.throws(() => readSafetensors(file({ a: { dtype: "F32", shape: [2], data_offsets: [0, 80] } }, floats)), /should end at byte/);
});

test("a type that no typed array holds is refused", () => {
  assert.throws(() => readSafetensors(file({ a: { dtype: "BF16", shape: [4], data_offsets: [0, 8] } }, floats)), /BF16/);
});
