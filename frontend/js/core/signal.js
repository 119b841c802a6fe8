/** A value that others can watch. */

/** Calls at once, and after every change of a value. @param {Signal<any>[]} values @param {() => void} run @param {AbortSignal} [signal] */
export function watch(values, run, signal) {
	for (const value of values) value.subscribe(run, { signal });
}

/** @template T @param {T} initial @returns {Signal<T>} */
export function signal(initial) {
	let current = initial;
	/** @type {Set<(value: T) => void>} */
	const listeners = new Set();
	return {
		get value() {
			return current;
		},
		set value(next) {
			if (Object.is(current, next)) return;
			current = next;
			for (const listener of [...listeners]) listener(next);
		},
		subscribe(listener, { signal: abort } = {}) {
			listeners.add(listener);
			abort?.addEventListener("abort", () => listeners.delete(listener));
			listener(current);
		},
	};
}
