/** What this viewer looks at, and what the server has to send for it. */
import { watch } from "../signal.js";

/** Milliseconds between two looks at the server's history, and the gap in epochs that makes it worth a look. */
const REFRESH = 1000;
const SPARSE = 9;

/** Tells which unit is needed at full resolution, and whether gradients are. @param {Store} store @param {() => Stream | null} stream */
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

/**
 * Where epochs pass faster than frames, the server knows more of the history than the frames tell: it is asked, now and then.
 * @param {Store} store @param {Inbox} inbox @param {() => Promise<any>} ask for the history @returns {(frame: Frame) => void} after each frame
 */
export function fillHistory(store, inbox, ask) {
	let refreshed = { at: 0, epoch: -1 };

	return ({ status, epoch }) => {
		const [before = 0, last = 0] = store.history.value.epochs.slice(-2);
		const due = status !== "playing" || performance.now() - refreshed.at > REFRESH;
		if (last - before < SPARSE || !due || epoch === refreshed.epoch) return;
		refreshed = { at: performance.now(), epoch };
		ask().then((answer) => (store.frame.value?.epoch ?? 0) >= epoch && inbox.takeHistory(answer), () => undefined);
	};
}
