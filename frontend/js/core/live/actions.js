/** What hands can do. Only here is the store written, and only here are commands sent. */
import { appended, emptyHistory, truncated } from "../../lib/history.js";
import { changeAt, merged } from "../../lib/merge.js";
import { same } from "../../lib/hash.js";
import { columnSizes, parameterIndex, parameterOffsets } from "../../lib/parameters.js";

/**
 * @param {Store} store @param {() => Stream | null} stream the one that is open now
 * @param {ReturnType<typeof import("./latest.js").createLatest>} latest
 */
export function createActions(store, stream, latest) {
	/** @type {Change} */
	let unsent = {};
	/** @type {Change} */
	let underway = {};
	/** @type {Map<string, ParameterChange>} */
	const edits = new Map();
	/** @type {"playing" | "paused" | null} */
	let intent = null;

	/** @type {Actions} */
	const actions = {
		notify(notice) {
			store.notices.value = [...store.notices.value.filter(({ key }) => key !== notice.key), notice];
		},
		dismiss(key) {
			store.notices.value = store.notices.value.filter((notice) => notice.key !== key);
		},
		configure(change) {
			unsent = merged(unsent, change);
			if (change.data || change.network || change.features) store.preset.value = null;
			store.config.value = merged(store.config.value, change);
			latest("configure", async () => {
				underway = unsent;
				unsent = {};
				const taken = await edit("configure", { config: underway });
				underway = {};
				if (taken) actions.dismiss("refused");
				else putBack();
			});
		},
		set: (path, value) => actions.configure(changeAt(path, value)),
		setParameter(name, value) {
			edits.set(`${name.layer}-${name.unit}-${name.input}`, { ...name, value });
			latest("set_parameters", async () => {
				const changes = [...edits.values()];
				edits.clear();
				if (changes.length) await edit("set_parameters", { changes });
			});
		},
		async reset(seed) {
			if (await command("reset", { seed })) actions.dismiss("diverged");
		},
		async toggle() {
			intent = isPlaying() ? "paused" : "playing";
			const play = intent === "playing";
			const done = play ? command("play", { epochs_per_second: store.view.value.speed }) : command("pause");
			if (!(await done)) intent = null;
		},
		async step(what) {
			if (isPlaying()) await actions.toggle();
			await command("step", { [what]: 1 });
		},
		setSpeed(speed) {
			actions.setView({ speed });
			if (isPlaying()) command("play", { epochs_per_second: speed });
		},
		setView(change) {
			store.view.value = { ...store.view.value, ...change };
		},
		regenerate: () => command("regenerate", { seed: "new" }),
		async begin(config, preset = null) {
			if (isPlaying()) await actions.toggle();
			unsent = {};
			store.config.value = config;
			store.pinned.value = null;
			store.edited.value = null;
			if (!(await command("configure", { config }))) return putBack();
			await actions.reset("same");
			store.preset.value = preset;
		},
		receiveState(session) {
			const before = store.session.value;
			if (session.status === intent || session.status === "diverged") intent = null;
			if (before && before.watch_id !== session.watch_id) {
				unsent = {};
				underway = {};
				edits.clear();
			}
			store.session.value = session;
			putBack();
			if (!before && session.status === "playing" && store.options.speeds.includes(session.speed)) actions.setView({ speed: session.speed });
			if (before && (session.epoch < before.epoch || session.config.network.seed !== before.config.network.seed)) goBack(session);
			explainDivergence(session);
			dropWhatIsGone(session);
		},
		receiveFrame(frame) {
			const { train_loss: train, test_loss: test } = frame.metrics;
			store.history.value = appended(store.history.value, frame.epoch, train, test);
			store.frame.value = frame;
		},
		receiveHistory({ epochs, train_loss: train, test_loss: test }) {
			store.history.value = epochs.reduce((series, epoch, i) => appended(series, epoch, train[i], test[i]), emptyHistory());
		},
		receiveNotice({ code, message }) {
			if (code === "diverged") return;
			const known = store.texts.has(`notice.${code}`);
			actions.notify({ key: code, code, text: known ? store.texts.t(`notice.${code}`, { seconds: 10 }) : message, tone: "info" });
		},
		reportCorrections(corrections) {
			if (!corrections.length) return actions.dismiss("corrected");
			const { t } = store.texts;
			const list = corrections.map(({ key, given, used }) =>
				used === null ? t("notice.ignored", { key, given }) : t("notice.clamped", { key, given, used }));
			actions.notify({ key: "corrected", code: "corrected", text: t("notice.corrected", { list: list.join(" ") }), tone: "info" });
		},
	};
	return actions;

	/** @param {string} type @param {Record<string, unknown>} [fields] */
	async function command(type, fields) {
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
		if (code === "disconnected" || code === "diverged") return;
		actions.notify({ key: "refused", code, text: store.texts.t("notice.refused", { message }), tone: "warning" });
	}

	/** Shows what the server has, and the edits that it has not heard of yet. */
	function putBack() {
		if (!store.session.value) return;
		const config = merged(merged(store.session.value.config, underway), unsent);
		if (!same(config, store.config.value)) store.config.value = config;
	}

	/** Whether it plays, or will as soon as the server has heard of it. */
	function isPlaying() {
		return (intent ?? store.session.value?.status) === "playing";
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
		if (status !== "diverged") return actions.dismiss("diverged");
		if (store.notices.value.some(({ key }) => key === "diverged")) return;
		const { t, format } = store.texts;
		const restore = async () => (await command("restore", { epoch })) && actions.dismiss("diverged");
		actions.notify({
			key: "diverged",
			code: "diverged",
			text: t("notice.diverged", { epoch: format.integer(divergence?.epoch ?? epoch) }),
			tone: "warning",
			action: store.isWatching() ? undefined : { label: t("notice.diverged.action"), run: restore },
		});
	}
}
