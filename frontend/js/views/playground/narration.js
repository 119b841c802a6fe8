/** What the page says of the training: a line to read, and now and then one to hear. */
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";

const PAUSE = 5000;

/** One line that says what to do next, or what to look for. @type {LiveView} */
export const hint = (root, { texts: { t }, store, signal }) => {
	const text = el("p", { class: "hint", testid: "hint" });
	root.append(text);

	function sentence() {
		const { preset, session } = store;
		if (preset.value) return t(`preset.${preset.value}.look`);
		if (!session.value || session.value.id === undefined) return t("hint.watching");
		const { status, epoch } = session.value;
		return t(`hint.${status === "paused" && epoch === 0 ? "start" : status}`);
	}

	const show = () => (text.textContent = store.session.value ? sentence() : "");
	watch([store.session, store.preset], show, signal);
};

/** Tells a screen reader the state, the losses and the accuracy. @type {LiveView} */
export const announcer = (root, { texts: { t, format }, store, signal }) => {
	const region = el("p", { class: "visually-hidden", "aria-live": "polite", testid: "announcer" });
	root.append(region);
	let last = -PAUSE;
	let status = "";

	/** @param {boolean} now */
	function announce(now) {
		const { frame, session } = store;
		if (!frame.value || !session.value || (!now && performance.now() - last < PAUSE)) return;
		last = performance.now();
		const { metrics, epoch } = frame.value;
		region.textContent = t(`announce.${session.value.task}`, {
			status: t(`status.${session.value.status}`),
			epoch: format.integer(epoch),
			train: format.loss(metrics.train_loss),
			test: format.loss(metrics.test_loss),
			accuracy: format.percent(metrics.test_accuracy),
		});
	}

	store.session.subscribe((session) => {
		if (!session || session.status === status) return;
		status = session.status;
		announce(true);
	}, { signal });
	store.frame.subscribe(() => announce(false), { signal });
};
