/** The small editor of one weight or bias: open until it is dismissed, each keystroke changes the network. */
import { el, setText } from "../../core/dom.js";
import { styled } from "../../core/style.js";
import { titled } from "../../lib/names.js";
import { unitNames } from "../../lib/unit-names.js";
import { parameterIndex, parameterOffsets } from "../../lib/parameters.js";
import { numberLine } from "../forms/fields.js";
import { numberBox } from "../forms/number-box.js";

await styled(new URL("../../../css/editor.css", import.meta.url).href);

const RANGE = 5;
/** The server takes no larger value. */
const LARGEST = 1e6;

/** @param {HTMLElement} net @param {LivePage} page @param {(name: ParameterName) => Spot | null} placeOf */
export function parameterEditor(net, { texts, store, actions, signal }, placeOf) {
	const { t, format } = texts;
	const title = el("b");
	/** The live value, as far as it is shown. @type {number | null} */
	let shown = null;
	const number = numberLine({ testid: "editor-value", "aria-label": t("editor.value") });
	const box = numberBox(number, texts, { min: -LARGEST, max: LARGEST, get: () => shown, set: write });
	const range = el("input", { type: "range", class: "slider", min: -RANGE, max: RANGE, step: 0.01, testid: "editor-slider",
		"aria-label": t("editor.value"), oninput: slide });
	const live = el("span", { class: "editor-live", testid: "editor-gradient" });
	const close = el("button", { class: "close", testid: "editor-close", "aria-label": t("close"), text: "×", onclick: dismiss });
	const editor = el("div", { class: "editor", role: "dialog", testid: "editor", "aria-label": t("editor.title"), hidden: true, onkeydown: leave },
		el("div", "editor-head", title, close), number, range, live);
	net.append(editor);
	store.edited.subscribe(open, { signal });
	store.frame.subscribe(follow, { signal });

	function slide() {
		shown = range.valueAsNumber;
		box.follow();
		write(shown);
	}

	/** @param {KeyboardEvent} event */
	function leave(event) {
		const isDone = event.key === "Enter" && event.target === number;
		if (isDone) event.preventDefault(); // the link, focused by then, would take it for a press
		if (event.key === "Escape" || (isDone && box.isTaken())) dismiss();
	}

	/** @param {number | null} value */
	function write(value) {
		const name = store.edited.value;
		if (name && value !== null) actions.setParameter(name, value);
	}

	/** @param {ParameterName | null} name */
	function open(name) {
		const place = name && placeOf(name);
		editor.hidden = !place;
		if (!name || !place || !store.session.value) return;
		setText(title, titled(unitNames(texts, store.session.value.structure, store.points.value).parameter(name)));
		const below = place.y + 16 + editor.offsetHeight;
		editor.style.left = `${Math.max(4, place.x + 10 - editor.offsetWidth)}px`;
		editor.style.top = `${below > net.clientHeight ? Math.max(0, place.y - editor.offsetHeight - 16) : place.y + 16}px`;
		number.blur();
		box.clear();
		follow();
		number.focus();
		number.select();
	}

	/** Shows the live value, but never over what a hand is writing. */
	function follow() {
		const { edited, frame, session } = store;
		if (editor.hidden || !edited.value || !frame.value || !session.value) return;
		const index = parameterIndex(parameterOffsets(session.value.structure), edited.value);
		const value = frame.value.parameters[index];
		if (value === undefined) return;
		shown = Number(value.toPrecision(4));
		box.follow();
		if (!range.matches(":active")) range.value = String(value);
		const slope = frame.value.gradients?.[index];
		const now = t("editor.now", { value: format.value(value) });
		setText(live, slope === undefined ? now : `${now}\n${t("editor.gradient", { value: format.value(slope) })}`);
	}

	function dismiss() {
		const name = store.edited.value;
		actions.edit(null);
		if (!name) return;
		const testid = name.input === "bias" ? `bias-${name.layer}-${name.unit}` : `link-${name.layer}-${name.unit}-${name.input}`;
		const handle = net.querySelector(`[data-testid="${testid}"]`);
		if (handle instanceof HTMLElement) handle.focus({ preventScroll: true });
	}
}
