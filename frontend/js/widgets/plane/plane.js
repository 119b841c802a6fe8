/** The plane on the page: a map with its contour and points over it, axes beside it, and where on it the pointer is. */
import { el, listen } from "../../core/dom.js";
import { fromLeft, fromTop, placeAt } from "../../lib/plane.js";
import { planeDrawing } from "./map.js";

const TICKS = [-6, -3, 0, 3, 6];

/**
 * @param {{label: string, text: (tick: number) => string, onPoint: (place: PlanePlace | null) => void, signal: AbortSignal}} how
 * @param {...HTMLElement} over what lies over all layers
 */
export function planeBox({ label, text, onPoint, signal }, ...over) {
	const map = el("canvas", { class: "boundary", testid: "boundary", role: "img", "aria-label": label });
	const [contour, points] = [1, 2].map(() => el("canvas", { class: "overlay", "aria-hidden": "true" }));
	const plane = el("div", { class: "plane", testid: "plane" }, el("div", "plane-map", map, contour), points, ...over);
	listen(plane, {
		pointermove({ clientX, clientY }) {
			const box = plane.getBoundingClientRect();
			onPoint(placeAt(clientX - box.left, clientY - box.top, box));
		},
		pointerleave: () => onPoint(null),
	}, signal);
	const axes = TICKS.flatMap((value) => [tick("x", fromLeft(value), text(value)), tick("y", fromTop(value), text(value))]);
	return { plane, points, box: el("div", "plot", plane, ...axes), ...planeDrawing(map, contour) };
}

/** @param {string} axis @param {number} share of its length @param {string} text */
function tick(axis, share, text) {
	const node = el("span", { class: `tick ${axis}`, "aria-hidden": "true", text });
	node.style.setProperty("--at", String(share));
	return node;
}
