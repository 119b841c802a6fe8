/** Brushes on the axes of parallel coordinates: a span dragged with the pointer, or two sliders moved with the keys. */
import { el } from "../../core/dom.js";

const GRAB = 9;

/**
 * @param {HTMLElement} layers holds the strips over the axes
 * @param {{t: Texts["t"], changed: () => void, signal: AbortSignal}} parts
 */
export function axisBrushes(layers, { t, changed, signal }) {
	/** Lowest and highest place by the axis' key. @type {Map<string, [number, number]>} */
	const brushes = new Map();
	/** @type {Map<string, ReturnType<typeof createStrip>>} */
	const strips = new Map();

	/** @param {string} key @param {[number, number] | null} brush */
	function set(key, brush) {
		if (brush && (brush[0] > 0 || brush[1] < 1)) brushes.set(key, brush);
		else brushes.delete(key);
		strips.get(key)?.show();
		changed();
	}

	/** @param {string} key */
	function createStrip(key) {
		/** @type {PlotAxis | null} */
		let axis = null;
		const span = el("div", "brush-span");
		const ends = /** @type {const} */ ([0, 1]).map((end) => {
			const handle = el("div", { class: "brush-end", role: "slider", tabindex: 0, "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": 100 });
			handle.addEventListener("keydown", (event) => moveByKey(event, end), { signal });
			return handle;
		});
		const strip = el("div", "brush", span, ...ends);
		strip.addEventListener("pointerdown", drag, { signal });
		layers.append(strip);

		const current = () => brushes.get(key) ?? /** @type {[number, number]} */ ([0, 1]);

		function show() {
			const at = current();
			span.hidden = !brushes.has(key);
			Object.assign(span.style, { bottom: `${100 * at[0]}%`, top: `${100 * (1 - at[1])}%` });
			ends.forEach((handle, end) => {
				handle.style.bottom = `${100 * at[end]}%`;
				handle.setAttribute("aria-valuenow", String(Math.round(100 * at[end])));
				handle.setAttribute("aria-valuetext", axis?.textAt(at[end]) ?? "");
				handle.setAttribute("aria-label", t(end ? "plots.brush.high" : "plots.brush.low", { axis: axis?.label ?? "" }));
			});
		}

		/** @param {KeyboardEvent} event @param {0 | 1} end */
		function moveByKey(event, end) {
			const step = axis?.step ?? 0.05;
			const brush = /** @type {[number, number]} */ ([...current()]);
			if (event.key === "ArrowUp" || event.key === "ArrowRight") brush[end] += step;
			else if (event.key === "ArrowDown" || event.key === "ArrowLeft") brush[end] -= step;
			else if (event.key === "Home") brush[end] = 0;
			else if (event.key === "End") brush[end] = 1;
			else if (event.key === "Escape" || event.key === "Delete") Object.assign(brush, [0, 1]);
			else return;
			event.preventDefault();
			event.stopPropagation();
			brush[end] = Math.max(end ? brush[0] : 0, Math.min(end ? 1 : brush[1], Math.round(brush[end] * 1e6) / 1e6));
			set(key, brush);
		}

		/** @param {PointerEvent} down */
		function drag(down) {
			const box = strip.getBoundingClientRect();
			const place = (/** @type {PointerEvent} */ event) => Math.max(0, Math.min(1, (box.bottom - event.clientY) / box.height));
			const start = place(down);
			const before = brushes.get(key);
			const grabbed = before ? before.findIndex((at) => Math.abs(at - start) * box.height < GRAB) : -1;
			const fixed = before && grabbed >= 0 ? before[1 - grabbed] : start;
			const life = new AbortController();
			strip.setPointerCapture(down.pointerId);
			strip.addEventListener("pointermove", (event) => {
				const to = place(event);
				if (grabbed < 0 && Math.abs(to - start) * box.height < 4) return;
				set(key, [Math.min(fixed, to), Math.max(fixed, to)]);
			}, { signal: life.signal });
			const end = (/** @type {PointerEvent} */ event) => {
				life.abort();
				const moved = Math.abs(event.clientY - down.clientY) >= 4;
				if (event.type === "pointercancel" ? before === undefined : !moved) set(key, null);
			};
			strip.addEventListener("pointerup", end, { signal: life.signal });
			strip.addEventListener("pointercancel", end, { signal: life.signal });
		}

		return { strip, show, setAxis: (/** @type {PlotAxis} */ next) => ((axis = next), show()) };
	}

	return {
		brushes,
		/** Puts the strips over the axes. @param {PlotAxis[]} axes @param {(i: number) => number} x @param {number} top @param {number} height */
		place(axes, x, top, height) {
			for (const [key, { strip }] of strips) {
				if (axes.some((axis) => axis.key === key)) continue;
				strip.remove();
				strips.delete(key);
				brushes.delete(key);
			}
			axes.forEach((axis, i) => {
				const found = strips.get(axis.key) ?? createStrip(axis.key);
				strips.set(axis.key, found);
				Object.assign(found.strip.style, { left: `${x(i)}px`, top: `${top}px`, height: `${height}px` });
				found.setAxis(axis);
			});
		},
		clear() {
			brushes.clear();
			for (const { show } of strips.values()) show();
			changed();
		},
	};
}
