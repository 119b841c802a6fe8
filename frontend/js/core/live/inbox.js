/** What the server says of one session, and what follows from it for what is shown. */
import { same } from "../../lib/config.js";
import { given, ownData } from "../../lib/own-points.js";
import { appended, emptyHistory, truncated } from "../../lib/history.js";
import { withChange } from "../../lib/points.js";
import { columnSizes, parameterIndex, parameterOffsets } from "../../lib/parameters.js";

/** @param {LiveParts & {visit: Visit, data: () => Promise<Points>}} parts `data` asks for all points */
export function createInbox({ page, store, notices, outbox, visit, data }) {
	/** Shows what the server has, points of one's own once they are told, and the edits that it has not heard of yet. */
	function putBack() {
		if (!store.session.value) return;
		const points = store.points.value;
		const told = given(store.session.value.config, (digest) => (digest === points.digest ? ownData(points) : store.config.value.data));
		const config = outbox.withEdits(told);
		if (!same(config, store.config.value)) store.config.value = config;
	}

	/** @param {Session} session */
	function takeState(session) {
		const before = store.session.value;
		if (session.status === store.intent.value || session.status === "diverged") store.intent.value = null;
		if (before && before.watch_id !== session.watch_id) outbox.clear();
		store.session.value = session;
		putBack();
		const { speed } = session;
		if (!before && session.status === "playing" && page.options.speeds.includes(speed)) store.view.value = { ...store.view.value, speed };
		if (before && (session.epoch < before.epoch || session.config.network.seed !== before.config.network.seed)) goBack(session);
		explainDivergence(session);
		dropWhatIsGone(session);
	}

	/** @param {Session} session */
	function goBack({ epoch, metrics }) {
		const kept = truncated(store.history.value, epoch - 1);
		store.history.value = appended(kept, epoch, metrics.train_loss, metrics.test_loss);
	}

	/** @param {Session} session */
	function dropWhatIsGone({ structure }) {
		const exists = (/** @type {UnitName} */ { layer, unit }) => unit < (columnSizes(structure)[layer] ?? 0);
		for (const shown of [store.pinned, store.hovered]) {
			if (shown.value && "layer" in shown.value && !exists(shown.value)) shown.value = null;
		}
		for (const name of [store.edited, store.pointed]) {
			if (name.value && parameterIndex(parameterOffsets(structure), name.value) < 0) name.value = null;
		}
	}

	/** @param {Session} session */
	function explainDivergence({ divergence, epoch, status }) {
		if (status !== "diverged") return notices.dismiss("diverged");
		if (notices.has("diverged")) return;
		const { t, format } = page.texts;
		const restore = async () => (await outbox.command("restore", { epoch })) && notices.dismiss("diverged");
		notices.notify({
			key: "diverged",
			code: "diverged",
			text: t("notice.diverged", { epoch: format.integer(divergence?.epoch ?? epoch) }),
			tone: "warning",
			action: store.isWatching() ? undefined : { label: t("notice.diverged.action"), run: restore },
		});
	}

	/** @param {{epochs: number[], train_loss: (number | null)[], test_loss: (number | null)[]}} history */
	function takeHistory({ epochs, train_loss: train, test_loss: test }) {
		store.history.value = epochs.reduce((series, epoch, i) => appended(series, epoch, train[i], test[i]), emptyHistory());
	}

	/** @param {{code: string, message: string}} notice */
	function takeNotice({ code, message }) {
		if (code === "diverged") return;
		const { t, has } = page.texts;
		notices.notify({ key: code, code, text: has(`notice.${code}`) ? t(`notice.${code}`, { seconds: 10 }) : message, tone: "info" });
	}

	/** One's own points are still to be found when others take their place. @param {Points} points */
	function takePoints(points) {
		const before = store.points.value;
		if (before.source === "points" && points.source !== "points") visit.keepOwn((store.own.value = before));
		store.points.value = points;
		putBack();
	}

	/** @param {Wire.ChangedPoints} change those that a change is missing from are asked for */
	function takeChange({ digest, ...change }) {
		const { points, session } = store;
		if (!session.value || change.revision !== points.value.revision + 1) return void data().then(takePoints, () => undefined);
		store.session.value = { ...session.value, config: { ...session.value.config, data: { source: "points", digest } } };
		store.points.value = withChange(points.value, { ...change, digest });
		store.config.value = outbox.withEdits({ ...store.config.value, data: { ...store.config.value.data, ...ownData(store.points.value) } });
	}

	return {
		putBack,
		takeState,
		takeHistory,
		/** @param {Frame} frame */
		takeFrame(frame) {
			const { train_loss: train, test_loss: test } = frame.metrics;
			store.history.value = appended(store.history.value, frame.epoch, train, test);
			store.frame.value = frame;
		},
		/** A session that was opened from a file follows no preset. */
		leavePreset: () => void (store.preset.value = null),
		/** An event of the stream. @param {any} event */
		take(event) {
			if (event.type === "state") takeState(event);
			else if (event.type === "history") takeHistory(event);
			else if (event.type === "notice") takeNotice(event);
			else if (event.type === "points") takePoints(event);
			else if (event.type === "points_changed") takeChange(event);
		},
	};
}
