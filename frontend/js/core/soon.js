/** Drawing that can wait for the next picture. */

/** Once in the next picture, however often it is asked for. @param {AbortSignal} signal */
export const soon = (signal) => (/** @type {() => void} */ draw) => {
	let isWaiting = false;
	return () => {
		if (isWaiting) return;
		isWaiting = true;
		requestAnimationFrame(() => {
			isWaiting = false;
			if (!signal.aborted) draw();
		});
	};
};
