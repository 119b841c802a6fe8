/** The pencil in a hand: a pointer on the plane adds points, paints, drags one, or erases. */
import { listen } from "../../core/dom.js";
import { idsWithin, nearest } from "../../lib/pencil/found.js";
import { stroke } from "../../lib/pencil/stroke.js";
import { placeAt } from "../../lib/plane.js";

/** Pixels within which a point is meant. */
const REACH = 8;
const FINGER = 16;

/**
 * @param {HTMLElement} plane @param {PencilEdits} edits @param {Brush} brush as it is set now
 * @param {{isOpen: () => boolean, onPlace: (place: PlanePlace | null) => void, label: () => number, signal: AbortSignal}} how
 */
export function hand(plane, edits, brush, { isOpen, onPlace, label, signal }) {
	/** What a press goes on with, and what it was where it has not moved. @type {((place: PlanePlace) => void) | null} */
	let goOn = null;
	/** @type {(() => void) | null} */
	let click = null;

	/** @param {PointerEvent} event */
	function place({ clientX, clientY }) {
		const box = plane.getBoundingClientRect();
		return placeAt(clientX - box.left, clientY - box.top, box);
	}

	/** @param {PlanePlace} at */
	function erase(at) {
		const ids = idsWithin(edits.all(), at, Math.max(brush.size, inPlane(REACH)));
		if (ids.length) edits.remove(ids);
	}

	/** @param {number} pixels */
	const inPlane = (pixels) => (12 * pixels) / plane.clientWidth;

	/** @param {PlanePlace} at @param {number} reach */
	function begun(at, reach) {
		if (brush.erases) return erase;
		const found = nearest(edits.all(), at, reach);
		if (!found) return painting();
		const { id, row: [x1, x2] } = found;
		const [dx, dy] = [x1 - at.x1, x2 - at.x2];
		click = () => edits.add([at], label());
		return (/** @type {PlanePlace} */ to) => {
			if (Math.hypot(to.x1 - at.x1, to.x2 - at.x2) > inPlane(2)) click = null;
			if (!click) edits.move(id, { x1: inside(to.x1 + dx), x2: inside(to.x2 + dy) });
		};
	}

	function painting() {
		const along = stroke(brush, Math.random);
		return (/** @type {PlanePlace} */ to) => {
			const places = along(to);
			if (places.length) edits.add(places, label());
		};
	}

	function end() {
		goOn = click = null;
	}

	listen(plane, {
		pointerdown(event) {
			if (!isOpen() || event.button !== 0 || !event.isPrimary) return;
			event.preventDefault();
			plane.focus({ preventScroll: true });
			plane.setPointerCapture(event.pointerId);
			edits.beginGesture();
			const at = place(event);
			goOn = begun(at, inPlane(event.pointerType === "touch" ? FINGER : REACH));
			goOn(at);
		},
		pointermove(event) {
			if (!isOpen()) return;
			const events = event.getCoalescedEvents?.() ?? [];
			onPlace(place(event));
			if (goOn && event.isPrimary) for (const each of events.length ? events : [event]) goOn(place(each));
		},
		pointerup() {
			click?.();
			end();
		},
		pointercancel: end,
		pointerleave: () => onPlace(null),
	}, signal);
}

/** @param {number} value */
const inside = (value) => Math.max(-6, Math.min(6, value));
