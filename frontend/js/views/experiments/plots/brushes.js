/** Brushes on axes: a span dragged with the pointer, or two sliders moved with the keys. */
import { el } from "../../../core/dom.js";

const GRAB = 10;
const STILL = 4;

/**
 * @param {HTMLElement} layers holds the strips over the axes
 * @param {{t: Texts["t"], changed: () => void}} parts
 */
export function axisBrushes(layers, { t, changed }) {
	/** Lowest and highest place by the axis' key. @type {Map<string, [number, number]>} */
	const spans = new Map();
	/** @type {Map<string, ReturnType<typeof createStrip>>} */
	const strips = new Map();

	/** @param {PlotAxis} axis @param {[number, number] | undefined} span */
	function set({ key }, span) {
		if (span && (span[0] > 0 || span[1] < 1)) spans.set(key, span);
		else spans.delete(key);
		changed();
	}

	/** @param {PlotAxis} axis */
	function createStrip(axis) {
		const fill = el("div", "brush-span");
		const ends = [0, 1].map((end) =>
			el("div", { class: "brush-end", role: "slider", tabindex: 0, "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": 100, onkeydown: (/** @type {KeyboardEvent} */ event) => press(event, end) }));
		const strip = el("div", { class: "brush", "data-axis": axis.key, onpointerdown: drag }, fill, ...ends);
		layers.append(strip);
		const current = () => /** @type {[number, number]} */ ([...(spans.get(axis.key) ?? [0, 1])]);

		/** @param {PlotAxis} next */
		function show(next) {
			axis = next;
			const span = current();
			fill.hidden = !spans.has(axis.key);
			Object.assign(fill.style, { bottom: `${100 * span[0]}%`, top: `${100 * (1 - span[1])}%` });
			ends.forEach((handle, end) => {
				handle.style.bottom = `${100 * span[end]}%`;
				handle.setAttribute("aria-valuenow", String(Math.round(100 * span[end])));
				handle.setAttribute("aria-valuetext", axis.textAt(span[end]));
				handle.setAttribute("aria-label", t(end ? "plots.brush.high" : "plots.brush.low", { axis: axis.label }));
			});
		}

		/** @param {KeyboardEvent} event @param {number} end */
		function press(event, end) {
			const span = current();
			const steps = /** @type {Record<string, number>} */ ({ ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity });
			const to = span[end] + steps[event.key] * axis.step;
			if (event.key in steps) span[end] = end ? Math.max(span[0], Math.min(1, to)) : Math.max(0, Math.min(span[1], to));
			else if (event.key !== "Escape" && event.key !== "Delete") return;
			event.preventDefault();
			set(axis, event.key in steps ? span : undefined);
		}

		/** From an end of the span, else a new one; without a move the span is taken away. @param {PointerEvent} down */
		function drag(down) {
			const box = strip.getBoundingClientRect();
			const place = (/** @type {PointerEvent} */ event) => Math.max(0, Math.min(1, (box.bottom - event.clientY) / box.height));
			const before = spans.get(axis.key);
			const grabbed = before ? before.findIndex((at) => Math.abs(at - place(down)) * box.height < GRAB) : -1;
			const fixed = before && grabbed >= 0 ? before[1 - grabbed] : place(down);
			const life = new AbortController();
			let hasMoved = false;
			strip.setPointerCapture(down.pointerId);
			strip.addEventListener("pointermove", (event) => {
				hasMoved ||= Math.abs(event.clientY - down.clientY) > STILL;
				if (hasMoved) set(axis, [Math.min(fixed, place(event)), Math.max(fixed, place(event))]);
			}, { signal: life.signal });
			for (const type of /** @type {const} */ (["pointerup", "pointercancel"])) {
				strip.addEventListener(type, () => {
					life.abort();
					if (type === "pointercancel") set(axis, before);
					else if (!hasMoved) set(axis, undefined);
				}, { signal: life.signal });
			}
		}

		return { strip, show };
	}

	return {
		spans,
		/** Puts the strips over the axes. @param {PlotAxis[]} axes @param {(i: number) => number} x @param {number} top @param {number} height */
		place(axes, x, top, height) {
			for (const [key, { strip }] of strips) {
				if (axes.some((axis) => axis.key === key)) continue;
				strip.remove();
				strips.delete(key);
				spans.delete(key);
			}
			axes.forEach((axis, i) => {
				const found = strips.get(axis.key) ?? createStrip(axis);
				strips.set(axis.key, found);
				Object.assign(found.strip.style, { left: `${x(i)}px`, top: `${top}px`, height: `${height}px` });
				found.show(axis);
			});
		},
		clear() {
			spans.clear();
			changed();
		},
	};
}
