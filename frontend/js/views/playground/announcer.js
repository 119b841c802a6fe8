/** Tells a screen reader the state, the losses and the accuracy, now and then. */
import { el } from "../../core/dom.js";

const PAUSE = 5000;

/** @type {PageView} */
export const announcer = (root, { store, signal }) => {
	const { t, format } = store.texts;
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
