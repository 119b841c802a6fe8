/** Asks again and again, as long as somebody looks: slower where answers take long, and slower yet while none comes. */

export const PAUSE = 1000;
const LONGEST = 15_000;
/** The share of the time that may pass with asking. */
const SHARE = 4;

/**
 * @param {() => Promise<number>} load how many milliseconds to wait at least until the next time; 0: there is no next time
 * @param {(error: unknown) => void} onTrouble @param {AbortSignal} signal
 * @returns {() => void} asks at once
 */
export function poll(load, onTrouble, signal) {
	let busy = false;
	let again = false;
	let troubles = 0;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	async function tick() {
		clearTimeout(timer);
		again = busy;
		if (busy || signal.aborted) return;
		busy = true;
		const began = performance.now();
		let pause = PAUSE;
		try {
			pause = await load();
			troubles = 0;
		} catch (error) {
			troubles += 1;
			if (!signal.aborted) onTrouble(error);
		}
		busy = false;
		if (again) await tick();
		else if (pause) later(troubles ? Math.min(LONGEST, PAUSE * 2 ** troubles) : Math.max(pause, SHARE * (performance.now() - began)));
	}

	/** @param {number} pause */
	function later(pause) {
		if (!signal.aborted) timer = setTimeout(() => (document.hidden ? later(pause) : tick()), pause);
	}

	signal.addEventListener("abort", () => clearTimeout(timer));
	tick();
	return tick;
}
