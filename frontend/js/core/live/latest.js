/**
 * Sends edits that follow each other quickly: one at a time, and of those that wait under the same key only the newest.
 * @param {(run: () => void, milliseconds: number) => unknown} later
 * @param {number} pause milliseconds between two edits
 */
export function createLatest(later, pause = 50) {
	/** @type {Map<string, () => Promise<unknown>>} */
	const waiting = new Map();
	let busy = false;

	async function next() {
		const [first] = waiting;
		if (busy || !first) return;
		const [key, run] = first;
		waiting.delete(key);
		busy = true;
		await run();
		later(() => {
			busy = false;
			next();
		}, pause);
	}

	/** @param {string} key @param {() => Promise<unknown>} run */
	return function latest(key, run) {
		waiting.set(key, run);
		next();
	};
}
