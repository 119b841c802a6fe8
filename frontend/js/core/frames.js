/** Takes frames as they come and draws the newest, once per animation frame. */
import { readFrame } from "../lib/frame.js";

/** @param {{draw: (frame: Frame) => void, drawn: (sequence: number) => void}} edges */
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
		/** @param {boolean} on */
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

/** @param {ArrayBuffer} bytes */
function inflated(bytes) {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
	return new Response(stream).arrayBuffer();
}
