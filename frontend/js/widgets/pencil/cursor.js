/** The pencil by keyboard: a cursor on the plane that arrows move, and what it does there, which is spoken. */
import { listen } from "../../core/dom.js";
import { placeText } from "../../lib/in-units.js";
import { nearest } from "../../lib/pencil/found.js";
import { isPlain } from "../../lib/units.js";

const STEP = 0.25;
const FAR = 1;
/** Within which a point is at the cursor. */
const REACH = 0.3;
const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });

/**
 * @param {HTMLElement} plane @param {PencilEdits} edits
 * @param {{isOpen: () => boolean, onMove: (place: PlanePlace | null) => void, label: () => number, say: (text: string) => void, texts: Texts, nameOf: (label: number) => string, units: () => Units, signal: AbortSignal}} how
 */
export function cursor(plane, edits, { isOpen, onMove, label, say, texts: { t, format }, nameOf, units, signal }) {
	let at = { x1: 0, x2: 0 };
	/** The point that goes along. @type {number | null} */
	let carried = null;

	const here = () => nearest(edits.all(), at, REACH);

	/** @param {string} key */
	function tell(key) {
		const found = here();
		const own = units();
		const place = isPlain(own) ? t("pencil.at", { x1: format.coordinate(at.x1), x2: format.coordinate(at.x2) }) : t("pencil.at-own", placeText(own, at));
		const what = key ? t(key) : found ? t("pencil.point", { label: nameOf(found.row[2]) }) : t("pencil.nothing");
		say(`${place}: ${what}`);
	}

	/** @param {[number, number]} direction @param {boolean} far */
	function go([dx, dy], far) {
		const by = far ? FAR : STEP;
		at = { x1: inside(at.x1 + dx * by), x2: inside(at.x2 + dy * by) };
		if (carried !== null) edits.move(carried, at);
		onMove(at);
		tell(carried === null ? "" : "pencil.carried");
	}

	function add() {
		edits.beginGesture();
		edits.add([at], label());
		tell("pencil.added");
	}

	function erase() {
		const found = here();
		if (!found) return tell("");
		edits.beginGesture();
		edits.remove([found.id]);
		tell("pencil.erased");
	}

	function carry() {
		edits.beginGesture();
		carried = carried === null ? (here()?.id ?? null) : null;
		tell(carried === null ? "" : "pencil.carried");
	}

	const meaning = /** @type {Record<string, () => void>} */ ({ Enter: add, Delete: erase, Backspace: erase, m: carry });

	listen(plane, {
		keydown(event) {
			if (!isOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
			const run = ARROWS[event.key] ? () => go(ARROWS[event.key], event.shiftKey) : meaning[event.key.length === 1 ? event.key.toLowerCase() : event.key];
			if (!run) return;
			event.preventDefault();
			run();
		},
		blur() {
			carried = null;
			onMove(null);
		},
	}, signal);
}

/** @param {number} value */
const inside = (value) => Math.max(-6, Math.min(6, value));
