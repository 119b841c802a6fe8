/** Reset, play, step, the epoch and the speed; and the keys for them. */
import { el, icon, setText } from "../../core/dom.js";
import { labelled, offer, select } from "../../widgets/forms/fields.js";
import { chevronMenu } from "../../widgets/forms/menu.js";

/** @type {LiveView} */
export const transport = (root, { texts: { t, plural, format }, options: { speeds }, store, actions, signal }) => {
	/** @param {string} name @param {string} hint @param {() => void} run */
	const item = (name, hint, run) => ({ text: t(`transport.${name}`), hint, testid: name.replace(".", "-"), run });
	const reset = round("reset", t("transport.reset"), "reset", () => actions.reset("same"));
	const play = round("play", t("transport.play"), "play", () => actions.toggle());
	play.classList.add("play");
	const step = round("step", t("transport.step"), "step", () => actions.step("epochs"));
	const epoch = el("b", { class: "epoch-number", testid: "epoch", "data-value": 0, text: "0" });
	const reached = el("span", { class: "field-value", testid: "epochs-per-second" });
	const speed = select((_, index) => actions.setSpeed(speeds[index]));

	root.append(
		el("div", { class: "transport", role: "group", "aria-label": t("transport.title") },
			el("span", { class: "split", "data-control": "reset" }, reset, ...chevronMenu({
				label: t("transport.reset.more"),
				items: [item("reset.same", "R", () => actions.reset("same")), item("reset.new", "⇧R", () => actions.reset("new"))],
			})),
			el("span", { "data-control": "play" }, play),
			el("span", { class: "split", "data-control": "step" }, step, ...chevronMenu({
				label: t("transport.step.more"),
				items: [item("step.epoch", "→", () => actions.step("epochs")), item("step.minibatch", "⇧→", () => actions.step("steps"))],
			})),
		),
		el("div", { class: "epoch", "data-explain": t("explain.epoch") }, el("span", { class: "label", text: t("field.epoch") }), epoch),
		labelled({ name: "speed", label: t("field.speed"), explain: t("explain.speed"), control: speed, value: reached }),
	);

	store.view.subscribe((view) => {
		offer(speed, speeds.map((value) => ({
			value: String(value ?? "max"),
			text: value === null ? t("speed.max") : plural("speed.rate", value),
		})), String(view.speed ?? "max"));
	}, { signal });
	store.session.subscribe((session) => {
		const playing = session?.status === "playing";
		play.replaceChildren(icon(playing ? "pause" : "play"));
		play.setAttribute("aria-label", t(playing ? "transport.pause" : "transport.play"));
		play.dataset.explain = t(playing ? "explain.pause" : "explain.play");
		play.classList.toggle("inviting", session?.status === "paused" && session.epoch === 0);
		for (const button of root.querySelectorAll("button, select")) {
			button.toggleAttribute("disabled", !session || store.isWatching());
		}
		if (session) showEpoch(session.epoch);
		if (!playing) setText(reached, "");
	}, { signal });
	store.frame.subscribe((frame) => {
		if (!frame) return;
		showEpoch(frame.epoch);
		const rate = frame.metrics.epochs_per_second;
		const playing = store.session.value?.status === "playing";
		reached.dataset.value = String(rate ?? 0);
		setText(reached, playing && rate !== null ? t("speed.reached", { rate: format.short(rate) }) : "");
	}, { signal });

	/** @param {number} value */
	function showEpoch(value) {
		epoch.dataset.value = String(value);
		setText(epoch, format.integer(value));
	}
};

/** @param {string} testid @param {string} label @param {string} shape @param {() => void} run */
function round(testid, label, shape, run) {
	return el("button", { class: "round", testid, "aria-label": label, explained: label, onclick: run }, icon(shape));
}

/** What a key does, if anything. @param {LivePage} page @param {() => void} openHelp @returns {(event: KeyboardEvent) => (() => unknown) | null} */
export function meaningOf({ store, actions }, openHelp) {
	function release() {
		actions.pin(null);
		actions.edit(null);
	}

	return ({ key, shiftKey }) => {
		if (key === "?") return openHelp;
		if (key === "Escape") return release;
		if (store.session.value?.id === undefined) return null;
		if (key === " ") return actions.toggle;
		if (key === "ArrowRight") return () => actions.step(shiftKey ? "steps" : "epochs");
		if (key.toLowerCase() === "r") return () => actions.reset(shiftKey ? "new" : "same");
		return null;
	};
}
