import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { createFrames } from "../../../../frontend/js/core/live/frames.js";
import { frame, settled } from "./stage.js";

/** Frames that are painted when the test says so. */
function stage() {
  const [drawn, given, paints] = [[], [], []];
  const frames = createFrames({ draw: ({ epoch }) => drawn.push(epoch), drawn: (sequence) => given.push(sequence), paint: (run) => paints.push(run) });
  const paint = () => paints.splice(0).forEach((run) => run());
  return { drawn, given, paints, paint, receive: frames.receive };
}

const packed = (bytes) => Uint8Array.from(deflateSync(Buffer.from(bytes))).buffer;

test("of the frames that come between two paints the newest is drawn, and its credit given back", async () => {
  const { drawn, given, paints, paint, receive } = stage();
  for (const sequence of [1, 2, 3]) receive(frame(sequence, 10 * sequence));
  await settled();
  assert.equal(paints.length, 1);
  paint();
  assert.deepEqual([drawn, given], [[30], [3]]);
});

test("the next frame is painted anew, and without one nothing is", async () => {
  const { drawn, paints, paint, receive } = stage();
  receive(frame(1, 10));
  await settled();
  paint();
  assert.equal(paints.length, 0);
  receive(frame(2, 20));
  await settled();
  paint();
  assert.deepEqual(drawn, [10, 20]);
});

test("packed frames are unpacked, and none overtakes the one before it", { timeout: 10_000 }, async () => {
  const { drawn, given, paints, paint, receive } = stage();
  receive(packed(frame(1, 10)));
  receive(frame(2, 20));
  while (!paints.length) await settled();
  await settled();
  paint();
  assert.deepEqual([drawn, given], [[20], [2]]);
});

test("bytes that are no frame are reported, and the next frame is drawn all the same", async (context) => {
  const reported = context.mock.fn();
  globalThis.reportError = reported;
  const { drawn, paint, receive } = stage();
  receive(new ArrayBuffer(8));
  receive(frame(1, 10));
  await settled();
  paint();
  assert.deepEqual([drawn, reported.mock.callCount()], [[10], 1]);
});
