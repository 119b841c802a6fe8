/** Takes frames as they come and draws the newest, once per animation frame. */
import { readFrame } from "../../lib/frame.js";

/** @param {{draw: (frame: Frame) => void, drawn: (sequence: number) => void, paint: LiveEdges["paint"]}} edges */
export function createFrames({ draw, drawn, paint }) {
	/** @type {Frame | null} */
	let newest = null;
	let scheduled = false;
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
		paint(drawNewest);
	}

	return {
		/** One after the other, since unpacking takes its time. @param {ArrayBuffer} bytes */
		receive(bytes) {
			order = order.then(async () => take(isPlain(bytes) ? bytes : await inflated(bytes))).catch((error) => reportError(error));
		},
	};
}

/** A frame says first how long its header is: packed bytes would say something absurd. @param {ArrayBuffer} bytes */
const isPlain = (bytes) => new DataView(bytes).getBigUint64(0, true) < bytes.byteLength;

/** @param {ArrayBuffer} bytes zlib-compressed */
function inflated(bytes) {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
	return new Response(stream).arrayBuffer();
}
