/** The keys of a page, where nothing else on it takes them. */

/** @param {(event: KeyboardEvent) => (() => unknown) | null} meaning of a key @param {AbortSignal} signal */
export function listenToKeys(meaning, signal) {
	addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
		const run = meaning(event);
		if (!run) return;
		event.preventDefault();
		run();
	}, { signal });
}

/** @param {KeyboardEvent} event */
function isTaken({ key, target }) {
	if (document.querySelector("dialog[open]")) return true;
	if (!(target instanceof Element)) return false;
	if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return true;
	return key === " " && target.closest("button, a, summary, input") !== null;
}
