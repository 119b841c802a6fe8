/** The pencil: points are painted, dragged and erased on the output, while the network trains on them. */
import { fitCanvas } from "../../core/canvas.js";
import { el, listen, onResize } from "../../core/dom.js";
import { styled } from "../../core/style.js";
import { cssColor } from "../../lib/colors.js";
import { classText } from "../../lib/labels.js";
import { pixelAt } from "../../lib/plane.js";
import { pencilBar } from "./bar.js";
import { cursor } from "./cursor.js";
import { pencilEdits } from "./edits.js";
import { hand } from "./hand.js";

await styled(new URL("../../../css/pencil.css", import.meta.url).href);

/** @param {HTMLElement} root @param {LivePage} page @param {DrawnOn} where */
export function pencil(root, page, { plane, show }) {
	const { texts: { t, format }, palette, store, actions, signal } = page;
	/** @type {Brush} */
	const brush = { size: 0.4, density: 6, kind: 0, value: 0, erases: false };
	const said = el("p", { class: "note pencil-said", "aria-live": "polite", testid: "pencil-said" });
	const overlay = el("canvas", { class: "overlay", "aria-hidden": "true" });
	const say = (/** @type {string} */ text) => void (said.textContent = text);
	const edits = pencilEdits(page, show, (key) => say(t(key)));
	const { bar, choose, show: showBar } = pencilBar(page, brush, edits, said);
	const isOpen = () => store.drawing.value;
	const label = () => (store.points.value.class_names.length ? brush.kind : brush.value);
	/** @type {{pointer: PlanePlace | null, cursor: PlanePlace | null}} */
	const seen = { pointer: null, cursor: null };
	plane.append(overlay);
	root.append(bar);

	hand(plane, edits, brush, { isOpen, label, signal, onPlace: (place) => mark("pointer", place) });
	cursor(plane, edits, { isOpen, label, signal, say, texts: page.texts, nameOf, units: () => store.points.value.units, onMove: (place) => mark("cursor", place) });

	/** @param {number} value */
	function nameOf(value) {
		const { class_names: names } = store.points.value;
		const name = names[names.length === 2 ? Number(value > 0) : value] ?? String(value);
		return names.length ? t("pencil.kind", { name: classText(name, names) }) : format.value(value);
	}

	/** @param {"pointer" | "cursor"} which @param {PlanePlace | null} place */
	function mark(which, place) {
		seen[which] = place;
		draw();
	}

	function draw() {
		const size = plane.clientWidth;
		const context = fitCanvas(overlay, size, size);
		context.strokeStyle = cssColor(palette.value.colors.ink);
		context.lineWidth = 1.25;
		context.beginPath();
		if (seen.pointer && (brush.size > 0 || brush.erases)) {
			const [x, y] = pixelAt(seen.pointer.x1, seen.pointer.x2, size);
			context.arc(x, y, Math.max(brush.erases ? 8 : 2, (brush.size / 12) * size), 0, 2 * Math.PI);
		}
		if (seen.cursor) {
			const [x, y] = pixelAt(seen.cursor.x1, seen.cursor.x2, size);
			for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
				context.moveTo(x + 3 * dx, y + 3 * dy);
				context.lineTo(x + 11 * dx, y + 11 * dy);
			}
		}
		context.stroke();
	}

	/** @param {KeyboardEvent} event */
	function press(event) {
		if (!isOpen() || (event.target instanceof Element && event.target.closest("input:not([type=range]), select, textarea, dialog"))) return;
		const run = meaning(event);
		if (!run) return;
		event.preventDefault();
		run();
	}

	/** @param {KeyboardEvent} event @returns {(() => void) | null} */
	function meaning({ key, ctrlKey, metaKey, shiftKey, altKey }) {
		if (altKey) return null;
		if (ctrlKey || metaKey) {
			if (key.toLowerCase() === "z") return shiftKey ? edits.redo : edits.undo;
			return key.toLowerCase() === "y" ? edits.redo : null;
		}
		if (key === "Escape") return () => actions.draw(false);
		if (/^[1-8]$/.test(key)) return () => choose(Number(key) - 1);
		if (key.toLowerCase() === "e") return () => choose(brush.kind, !brush.erases);
		return null;
	}

	onResize(plane, draw, signal);
	listen(/** @type {any} */ (window), { keydown: press }, signal);
	signal.addEventListener("abort", () => overlay.remove());
	store.drawing.subscribe((on) => {
		bar.hidden = !on;
		if (on) {
			plane.setAttribute("tabindex", "0");
			plane.setAttribute("role", "application");
			plane.setAttribute("aria-label", t("pencil.plane"));
			say(t(store.points.value.source === "points" ? "pencil.hint" : "pencil.start"));
			showBar();
			plane.focus({ preventScroll: true });
			bar.scrollIntoView({ block: "nearest" });
		} else {
			for (const name of ["tabindex", "role", "aria-label"]) plane.removeAttribute(name);
			edits.leave();
			seen.cursor = null;
			mark("pointer", null);
		}
	}, { signal });
}
