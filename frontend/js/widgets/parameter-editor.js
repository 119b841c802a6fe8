/** The small editor of one weight or bias: open until it is dismissed, each keystroke changes the network. */
import { el, setText } from "../core/dom.js";
import { parameterIndex, parameterOffsets } from "../lib/parameters.js";
import { titled, unitNames } from "./names.js";

const RANGE = 5;

/** @param {Page} page @param {(name: ParameterName) => Spot | null} placeOf */
export function parameterEditor({ store, actions, signal }, placeOf) {
	const { t, format } = store.texts;
	let written = false;
	const title = el("b");
	const number = el("input", { type: "number", step: "any", class: "number", testid: "editor-value", "aria-label": t("editor.value"),
		oninput: type, onblur: () => (written = false) });
	const range = el("input", { type: "range", class: "slider", min: -RANGE, max: RANGE, step: 0.01, testid: "editor-slider",
		"aria-label": t("editor.value"), oninput: () => write(range.valueAsNumber) });
	const gradient = el("span", { class: "editor-gradient", testid: "editor-gradient" });
	const close = el("button", { class: "close", testid: "editor-close", "aria-label": t("close"), text: "×", onclick: dismiss });
	const editor = el("div", { class: "editor", role: "dialog", testid: "editor", "aria-label": t("editor.title"), hidden: true, onkeydown: leave },
		el("div", "editor-head", title, close), number, range, gradient);

	store.edited.subscribe(open, { signal });
	store.frame.subscribe(follow, { signal });

	function type() {
		written = true;
		if (number.value !== "") write(number.valueAsNumber);
	}

	/** @param {KeyboardEvent} event */
	function leave({ key, target }) {
		if (key === "Escape" || (key === "Enter" && target === number)) dismiss();
	}

	/** @param {number} value */
	function write(value) {
		const name = store.edited.value;
		if (!name || !Number.isFinite(value)) return;
		if (!written) number.value = String(value);
		actions.setParameter(name, value);
	}

	/** @param {ParameterName | null} name */
	function open(name) {
		const place = name && placeOf(name);
		editor.hidden = !place;
		if (!name || !place || !store.session.value) return;
		setText(title, titled(unitNames(store.texts, store.session.value.structure).parameter(name)));
		const net = editor.parentElement;
		const half = editor.offsetWidth / 2;
		const width = net?.clientWidth ?? 0;
		const below = place.y + 16 + editor.offsetHeight;
		editor.style.left = `${Math.max(half + 4, Math.min(width - half - 4, place.x))}px`;
		editor.style.top = `${below > (net?.clientHeight ?? below) ? Math.max(0, place.y - editor.offsetHeight - 16) : place.y + 16}px`;
		written = false;
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
		if (!written) number.value = String(Number(value.toPrecision(4)));
		if (!range.matches(":active")) range.value = String(value);
		const slope = frame.value.gradients?.[index];
		setText(gradient, slope === undefined ? "" : t("editor.gradient", { value: format.value(slope) }));
	}

	function dismiss() {
		const name = store.edited.value;
		store.edited.value = null;
		if (!name) return;
		const testid = name.input === "bias" ? `bias-${name.layer}-${name.unit}` : `link-${name.layer}-${name.unit}-${name.input}`;
		const handle = editor.parentElement?.querySelector(`[data-testid="${testid}"]`);
		if (handle instanceof HTMLElement) handle.focus({ preventScroll: true });
	}

	return editor;
}
