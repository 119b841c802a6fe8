/** Points at one of many lines, and picks it: with the pointer the nearest one, with arrow keys one after the other. */

const KEYS = /** @type {Record<string, number>} */ ({
	ArrowUp: 1,
	ArrowRight: 1,
	ArrowDown: -1,
	ArrowLeft: -1,
	PageUp: 10,
	PageDown: -10,
	Home: -Infinity,
	End: Infinity,
});

/**
 * @param {Canvas} canvas a slider over the runs in their order
 * @param {{
 *   nearest: (x: number, y: number) => number | null,
 *   order: () => number[],
 *   text: (run: number) => string,
 *   pick: (run: number) => void,
 *   changed: () => void,
 *   signal: AbortSignal,
 * }} parts
 */
export function linePicker(canvas, { nearest, order, text, pick, changed, signal }) {
	/** @type {number | null} */
	let pointed = null;

	/** @param {number | null} run */
	function point(run) {
		if (run === pointed) return;
		pointed = run;
		describe();
		changed();
	}

	function describe() {
		const runs = order();
		canvas.setAttribute("aria-valuemin", String(Math.min(1, runs.length)));
		canvas.setAttribute("aria-valuemax", String(runs.length));
		canvas.setAttribute("aria-valuenow", String(pointed === null ? Math.min(1, runs.length) : runs.indexOf(pointed) + 1));
		canvas.setAttribute("aria-valuetext", pointed === null ? "–" : text(pointed));
	}

	/** @param {string} key */
	function step(key) {
		const runs = order();
		const from = pointed === null ? -1 : runs.indexOf(pointed);
		const to = from < 0 ? 0 : from + KEYS[key];
		point(runs[Math.max(0, Math.min(runs.length - 1, to))] ?? null);
	}

	canvas.addEventListener("pointermove", (event) => point(nearest(event.offsetX, event.offsetY)), { signal });
	canvas.addEventListener("pointerleave", () => point(null), { signal });
	canvas.addEventListener("blur", () => point(null), { signal });
	canvas.addEventListener("click", (event) => {
		const run = nearest(event.offsetX, event.offsetY);
		if (run !== null) pick(run);
	}, { signal });
	canvas.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key in KEYS) step(event.key);
		else if ((event.key === "Enter" || event.key === " ") && pointed !== null) pick(pointed);
		else if (event.key === "Escape" && pointed !== null) point(null);
		else return;
		event.preventDefault();
		event.stopPropagation();
	}, { signal });
	return { pointed: () => pointed, describe };
}
