/** What the pencil is set to: the class or value of the brush, how wide and how dense it is; and the way back. */
import { context2d } from "../../core/canvas.js";
import { el, icon } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { classText, labelOf, offered } from "../../lib/labels.js";
import { labelled, numberLine, slider } from "../forms/fields.js";
import { numberBox } from "../forms/number-box.js";
import { pointGroups } from "../plane/points.js";

const CHIP = 28;

/** @param {LivePage} page @param {Brush} brush @param {PencilEdits} edits @param {HTMLElement} said */
export function pencilBar({ texts, palette, store, signal }, brush, edits, said) {
	const { t, format } = texts;
	const chips = el("div", { class: "chips", role: "group", "aria-label": t("pencil.class") });
	let showValue = () => {};
	/** What the brush paints at first: a value in the middle of all. */
	let middle = 0;
	const value = valueField();
	const button = (/** @type {string} */ name, /** @type {() => void} */ run, /** @type {string} */ shape = "") =>
		el("button", { class: "quiet small with-icon", testid: `pencil-${name}`, explained: t(`explain.pencil.${name}`), "aria-label": t(`pencil.${name}`), onclick: run },
			shape ? icon(shape) : null, shape ? null : t(`pencil.${name}`));
	const eraser = button("erase", () => choose(brush.kind, !brush.erases), "eraser");
	const undo = button("undo", edits.undo, "undo");
	const redo = button("redo", edits.redo, "redo");
	const keep = button("keep", edits.keep);
	const bar = el("div", { class: "pencil-bar", role: "group", "aria-label": t("pencil.title"), testid: "pencil-bar" },
		el("div", "pencil-row", chips, value, eraser),
		el("div", "pencil-row", setting("size", { min: 0, max: 2, step: 0.1 }), setting("density", { min: 1, max: 20, step: 1 })),
		el("div", "pencil-row", undo, redo, button("clear", edits.clear), keep),
		said);

	/** @param {"size" | "density"} name @param {Bounds} range */
	function setting(name, range) {
		const shown = el("span", "field-value");
		const control = slider((now) => {
			brush[name] = now;
			shown.textContent = format.setting(now);
		}, range);
		control.value = String(brush[name]);
		shown.textContent = format.setting(brush[name]);
		return labelled({ name: `pencil-${name}`, label: t(`pencil.${name}`), explain: t(`explain.pencil.${name}`), control, value: shown, kind: "slide" });
	}

	function valueField() {
		const control = numberLine({ "aria-label": t("pencil.value") });
		const message = el("span", { class: "field-error" });
		showValue = numberBox(control, texts, { min: -1e15, max: 1e15, message, get: () => brush.value, set: (number) => void (brush.value = number ?? 0) }).follow;
		return el("div", "pencil-value", labelled({ name: "pencil-value", label: t("pencil.value"), explain: t("explain.pencil.value"), control }), message);
	}

	/** @param {number} kind @param {boolean} [erases] */
	function choose(kind, erases = false) {
		const { class_names: names } = store.points.value;
		if (kind >= Math.max(1, offered(names).length)) return;
		Object.assign(brush, { kind, erases });
		show();
	}

	function show() {
		const { class_names: names, undo: undoable, redo: redoable, source, units } = store.points.value;
		const classes = names.length;
		const between = Number((units?.label.offset ?? 0).toPrecision(3));
		if (between !== middle) brush.value = middle = between;
		showValue();
		value.hidden = classes > 0;
		chips.hidden = !classes;
		if (brush.kind > classes) brush.kind = 0;
		const key = JSON.stringify([names, palette.value.colors.card]);
		if (chips.dataset.key !== key) {
			chips.dataset.key = key;
			chips.replaceChildren(...offered(names).map((name, kind) => chip(kind, kind < classes ? classText(name, names) : "+", classes)));
		}
		[...chips.children].forEach((node, kind) => node.setAttribute("aria-pressed", String(kind === brush.kind && !brush.erases)));
		eraser.setAttribute("aria-pressed", String(brush.erases));
		undo.disabled = !undoable && !edits.isFresh();
		redo.disabled = !redoable;
		keep.hidden = source === "points";
	}

	/** @param {number} kind @param {string} name @param {number} classes */
	function chip(kind, name, classes) {
		const canvas = el("canvas", { width: CHIP, height: CHIP, class: "class-key", "aria-hidden": "true" });
		const context = context2d(canvas);
		const how = { size: CHIP, classes: kind < classes ? classes : Math.max(3, classes), scale: 1, palette: palette.value, radius: 10 };
		for (const [fill, path] of pointGroups([[0, 0, labelOf(kind, classes)]], how)) {
			context.fillStyle = fill;
			context.fill(path);
		}
		const label = name === "+" ? t("pencil.further") : t("pencil.kind", { name });
		return el("button", { class: "quiet small chip", testid: `pencil-class-${kind}`, "aria-label": label, explained: label, "aria-pressed": "false", onclick: () => choose(kind) }, canvas, name);
	}

	watch([store.points, palette], show, signal);
	return { bar, choose, show };
}
