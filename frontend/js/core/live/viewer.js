/** Tells the server what this page looks at: which unit at full resolution, and whether gradients are needed. */
import { watch } from "../signal.js";

/** @param {Store} store @param {() => Stream | null} stream */
export function tellWhatIsSeen(store, stream) {
	let unit = "output";
	let gradients = false;

	function lookAtUnit() {
		const shown = store.hovered.value ?? store.pinned.value;
		const wanted = shown && "layer" in shown ? `${shown.layer}-${shown.unit}` : "output";
		if (wanted === unit) return;
		unit = wanted;
		stream()?.view({ unit }).catch(() => undefined);
	}

	function askForGradients() {
		const needed = store.pointed.value !== null || store.edited.value !== null;
		if (needed === gradients) return;
		gradients = needed;
		stream()?.view({ gradients }).catch(() => undefined);
	}

	watch([store.hovered, store.pinned], lookAtUnit);
	watch([store.pointed, store.edited], askForGradients);
}
