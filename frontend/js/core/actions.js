/** What hands can do. Only here is the store written, and only here are commands sent. */
import { appended, emptyHistory, truncated } from "../lib/history.js";
import { changeAt, merged } from "../lib/merge.js";
import { same } from "../lib/hash.js";
import { columnSizes, parameterIndex, parameterOffsets } from "../lib/parameters.js";

/**
 * @param {Store} store @param {() => Stream | null} stream the one that is open now
 * @param {ReturnType<typeof import("./latest.js").createLatest>} latest
 */
export function createActions(store, stream, latest) {
	/** @type {Record<string, any>} */
	let unsent = {};
	/** @type {Record<string, any>} */
	let underway = {};
	/** @type {Map<string, ParameterName & {value: number}>} */
	const edits = new Map();
	/** @type {"playing" | "paused" | null} */
	let intent = null;

	/** @param {string} type @param {Record<string, unknown>} [fields] */
	async function command(type, fields = {}) {
		try {
			await stream()?.send(type, fields);
			return true;
		} catch (error) {
			refuse(/** @type {CommandFailure} */ (error));
			return false;
		}
	}

	/**
	 * Sends an edit, and again when a lost connection is back. A session that is gone cannot have it; its settings are in the address.
	 * @param {string} type @param {Record<string, unknown>} fields @returns {Promise<boolean>} false: refused
	 */
	async function edit(type, fields, connection = stream()) {
		try {
			await connection?.send(type, fields);
			return true;
		} catch (error) {
			const failure = /** @type {CommandFailure} */ (error);
			refuse(failure);
			if (failure.code !== "disconnected") return false;
			return connection?.whenOpen().then(() => edit(type, fields, connection), () => true) ?? true;
		}
	}

	/** @param {{code: string, message: string}} error */
	function refuse({ code, message }) {
		if (code === "disconnected") return;
		notify({ key: "refused", code, text: store.texts.t("notice.refused", { message }), tone: "warning" });
	}

	/** @param {Notice} notice */
	function notify(notice) {
		store.notices.value = [...store.notices.value.filter(({ key }) => key !== notice.key), notice];
	}

	/** @param {string} key */
	function dismiss(key) {
		store.notices.value = store.notices.value.filter((notice) => notice.key !== key);
	}

	/** @param {Record<string, any>} change */
	function configure(change) {
		unsent = merged(unsent, change);
		if (change.data || change.network || change.features) store.preset.value = null;
		store.config.value = merged(store.config.value, change);
		latest("configure", async () => {
			underway = unsent;
			unsent = {};
			const taken = await edit("configure", { config: underway });
			underway = {};
			if (taken) dismiss("refused");
			else putBack();
		});
	}

	/** Shows what the server has, and the edits that it has not heard of yet. */
	function putBack() {
		if (store.session.value) receiveConfig(store.session.value);
	}

	/** @param {ParameterName} name @param {number} value */
	function setParameter(name, value) {
		edits.set(`${name.layer}-${name.unit}-${name.input}`, { ...name, value });
		latest("set_parameters", async () => {
			const changes = [...edits.values()];
			edits.clear();
			if (changes.length) await edit("set_parameters", { changes });
		});
	}

	/** @param {"same" | "new"} seed */
	async function reset(seed) {
		if (await command("reset", { seed })) dismiss("diverged");
	}

	/** @param {number} epoch */
	async function restore(epoch) {
		if (await command("restore", { epoch })) dismiss("diverged");
	}

	/** Whether it plays, or will as soon as the server has heard of it. */
	const isPlaying = () => (intent ?? store.session.value?.status) === "playing";

	async function toggle() {
		intent = isPlaying() ? "paused" : "playing";
		const play = intent === "playing";
		const done = play ? command("play", { epochs_per_second: store.view.value.speed }) : command("pause");
		if (!(await done)) intent = null;
	}

	/** @param {"epochs" | "steps"} what */
	async function step(what) {
		if (isPlaying()) await toggle();
		await command("step", { [what]: 1 });
	}

	/** @param {number | null} speed */
	function setSpeed(speed) {
		setView({ speed });
		if (isPlaying()) command("play", { epochs_per_second: speed });
	}

	/** @param {Partial<View>} change */
	function setView(change) {
		store.view.value = { ...store.view.value, ...change };
	}

	/** @param {Session} session */
	function receiveState(session) {
		const before = store.session.value;
		if (session.status === intent || session.status === "diverged") intent = null;
		if (before && before.watch_id !== session.watch_id) {
			unsent = {};
			underway = {};
			edits.clear();
		}
		store.session.value = session;
		receiveConfig(session);
		if (!before && session.status === "playing" && store.options.speeds.includes(session.speed)) setView({ speed: session.speed });
		if (before && (session.epoch < before.epoch || session.config.network.seed !== before.config.network.seed)) goBack(session);
		explainDivergence(session);
		dropWhatIsGone(session);
	}

	/** @param {Session} session */
	function receiveConfig(session) {
		const config = merged(merged(session.config, underway), unsent);
		if (!same(config, store.config.value)) store.config.value = config;
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

	/** @param {{epochs: number[], train_loss: (number | null)[], test_loss: (number | null)[]}} history */
	function receiveHistory({ epochs, train_loss: train, test_loss: test }) {
		store.history.value = epochs.reduce((series, epoch, i) => appended(series, epoch, train[i], test[i]), emptyHistory());
	}

	/** @param {{code: string, message: string}} notice */
	function receiveNotice({ code, message }) {
		if (code === "diverged") return;
		const known = store.texts.has(`notice.${code}`);
		notify({ key: code, code, text: known ? store.texts.t(`notice.${code}`, { seconds: 10 }) : message, tone: "info" });
	}

	/** @param {Session} session */
	function explainDivergence({ divergence, epoch, status }) {
		if (status !== "diverged") return dismiss("diverged");
		if (store.notices.value.some(({ key }) => key === "diverged")) return;
		const { t, format } = store.texts;
		notify({
			key: "diverged",
			code: "diverged",
			text: t("notice.diverged", { epoch: format.integer(divergence?.epoch ?? epoch) }),
			tone: "warning",
			action: { label: t("notice.diverged.action"), run: () => void restore(epoch) },
		});
	}

	/** @param {Correction[]} corrections */
	function reportCorrections(corrections) {
		if (!corrections.length) return dismiss("corrected");
		const { t } = store.texts;
		const list = corrections.map(({ key, given, used }) =>
			used === null ? t("notice.ignored", { key, given }) : t("notice.clamped", { key, given, used }));
		notify({ key: "corrected", code: "corrected", text: t("notice.corrected", { list: list.join(" ") }), tone: "info" });
	}

	/** @param {Preset} preset */
	async function applyPreset({ name, config }) {
		if (isPlaying()) await toggle();
		unsent = {};
		store.config.value = merged(store.options.defaults, config);
		store.pinned.value = null;
		store.edited.value = null;
		if (!(await command("configure", { config: store.config.value }))) return putBack();
		await reset("same");
		store.preset.value = name;
	}

	/** @param {Frame} frame */
	function receiveFrame(frame) {
		const { train_loss: train, test_loss: test } = frame.metrics;
		store.history.value = appended(store.history.value, frame.epoch, train, test);
		store.frame.value = frame;
	}

	return {
		command,
		notify,
		dismiss,
		configure,
		/** @param {string} path @param {unknown} value */
		set: (path, value) => configure(changeAt(path, value)),
		setParameter,
		reset,
		restore,
		toggle,
		step,
		setSpeed,
		setView,
		regenerate: () => command("regenerate", { seed: "new" }),
		receiveState,
		receiveFrame,
		receiveHistory,
		receiveNotice,
		reportCorrections,
		applyPreset,
	};
}
