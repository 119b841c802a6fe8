/** Takes frames as they come and draws the newest, once per animation frame. */
import { readFrame } from "../lib/frame.js";

/**
 * @param {Object} edges
 * @param {(frame: Frame) => void} edges.draw
 * @param {(sequence: number) => void} edges.drawn returns the credit of every frame up to this one
 */
export function createFrames({ draw, drawn }) {
  /** @type {Frame | null} */
  let newest = null;
  let scheduled = false;
  let compressed = false;
  let order = Promise.resolve();

  function drawNewest() {
    scheduled = false;
    if (!newest) return;
    draw(newest);
    drawn(newest.sequence);
    newest = null;
  }

  /** @param {ArrayBuffer} bytes */
  function take(bytes) {
    newest = readFrame(bytes);
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(drawNewest);
  }

  return {
    /** @param {boolean} on whether frames come compressed */
    setCompressed(on) {
      compressed = on;
    },
    /** @param {ArrayBuffer} bytes */
    receive(bytes) {
      if (!compressed) return take(bytes);
      order = order.then(async () => take(await inflated(bytes)));
    },
  };
}

/** @param {ArrayBuffer} bytes zlib-compressed */
function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}
