/** What hands can do with one session. */
import { changeAt, merged, same } from "../../lib/config.js";

/** The beginning of what a link has, which may be thousands of points. @param {string} text */
const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** @param {LiveParts & {inbox: Inbox}} parts @returns {Actions} */
export function createActions({ page, store, notices, outbox, inbox }) {
	const { command } = outbox;

	/** Whether it plays, or will as soon as the server has heard of it. */
	const isPlaying = () => (store.intent.value ?? store.session.value?.status) === "playing";

	/** @type {Actions} */
	const actions = {
		configure(change) {
			if (change.data || change.network || change.features) store.preset.value = null;
			store.config.value = merged(store.config.value, change);
			outbox.configure(change, (isTaken) => {
				if (isTaken) notices.dismiss("refused");
				else inbox.putBack();
			});
		},
		set: (path, value) => actions.configure(changeAt(path, value)),
		setParameter: outbox.setParameter,
		async reset(seed) {
			if (await command("reset", { seed })) notices.dismiss("diverged");
		},
		async toggle() {
			const play = !isPlaying();
			store.intent.value = play ? "playing" : "paused";
			const done = play ? command("play", { epochs_per_second: store.view.value.speed }) : command("pause");
			if (!(await done)) store.intent.value = null;
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
		editPoints: command,
		regenerate: () => command("regenerate", { seed: "new" }),
		async begin(config, preset = null) {
			if (isPlaying()) await actions.toggle();
			outbox.dropChanges();
			store.config.value = config;
			store.pinned.value = null;
			store.edited.value = null;
			if (!(await command("configure", { config }))) return inbox.putBack();
			await actions.reset("same");
			store.preset.value = preset;
		},
		follow({ config, view, corrections }) {
			actions.setView(view);
			actions.report(corrections);
			const { init, seed } = store.config.value.network;
			if (config.network.init !== init || config.network.seed !== seed) actions.begin(config);
			else if (!same(config, store.config.value)) actions.configure(config);
		},
		report(corrections) {
			if (!corrections.length) return notices.dismiss("corrected");
			const { t } = page.texts;
			const list = corrections.map(({ key, given, used, why }) => {
				const shown = { key, given: shortened(given), used: shortened(used ?? "") };
				const reason = why ? ` ${t("expression.at", { at: why.at + 1, why: t(`expression.${why.code}`) })}` : "";
				return t(used === null ? "notice.ignored" : "notice.clamped", shown) + reason;
			});
			notices.notify({ key: "corrected", code: "corrected", text: t("notice.corrected", { list: list.join(" ") }), tone: "info" });
		},
		hover(shown) {
			if (!same(shown, store.hovered.value)) store.hovered.value = shown;
		},
		point(name) {
			if (!same(name, store.pointed.value)) store.pointed.value = name;
		},
		pin(shown) {
			store.pinned.value = shown;
		},
		draw: (on) => void (store.drawing.value = on),
		edit(name) {
			store.edited.value = name;
		},
	};
	return actions;
}
