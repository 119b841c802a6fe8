/** The keys of the page. */

/** @param {Store} store @param {Actions} actions @param {() => void} openHelp @param {AbortSignal} signal */
export function listenToKeys(store, actions, openHelp, signal) {
	addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
		const run = meaning(event);
		if (!run) return;
		event.preventDefault();
		run();
	}, { signal });

	/** @param {KeyboardEvent} event */
	function meaning({ key, shiftKey }) {
		if (key === "?") return openHelp;
		if (key === "Escape") return release;
		if (store.session.value?.id === undefined) return null;
		if (key === " ") return actions.toggle;
		if (key === "ArrowRight") return () => actions.step(shiftKey ? "steps" : "epochs");
		if (key.toLowerCase() === "r") return () => actions.reset(shiftKey ? "new" : "same");
		return null;
	}

	function release() {
		store.pinned.value = null;
		store.edited.value = null;
	}
}

/** @param {KeyboardEvent} event */
function isTaken({ key, target }) {
	if (document.querySelector("dialog[open]")) return true;
	if (!(target instanceof Element)) return false;
	if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return true;
	return key === " " && target.closest("button, a, summary, input") !== null;
}
