/** A chart of a lab: what its layers say, over two axes, with handles that a hand or the arrow keys move. */
import { el, onResize } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { roundTicks } from "../../lib/plots/ticks.js";
import { numberScale } from "../../lib/scale.js";
import { path, shape } from "./svg.js";

const MARGIN = { left: 46, right: 12, top: 12, bottom: 34 };
const REACH = 4;
/** Pixels beyond which nothing is drawn. */
const FAR = 1e5;
/** Too low for numbers beside it. */
const LOW = 50;

/** @param {HTMLElement} root @param {LabChart} pane @param {LabView} view */
export function chart(root, pane, { lab, texts, say, signal, soon }) {
	const { height = 216, step = [0, 0], margin = MARGIN } = pane;
	const drawing = shape("svg", { class: "lab-chart", role: "img", height });
	const hands = el("div", "lab-hands");
	const box = el("div", "lab-drawing", drawing, hands);
	root.append(box);
	/** @type {Record<string, HTMLElement>} */
	const handles = {};
	/** @type {Record<string, LabHandle>} */
	const current = {};
	let frame = frameOf();
	const draw = soon(() => {
		frame = frameOf();
		const [computed, inputs] = [lab.computed.value, lab.inputs.value];
		drawing.setAttribute("width", String(frame.width));
		drawing.setAttribute("aria-label", say(pane.title));
		const { left, top, columns, rows } = frame;
		drawing.replaceChildren(axes(), shape("svg", { x: left, y: top, width: columns, height: rows, viewBox: `${left} ${top} ${columns} ${rows}`, class: "plot" },
			...pane.layers(computed, inputs, texts).map(layer)));
		place(pane.handles?.(computed, inputs, texts) ?? []);
	});
	watch([lab.inputs, lab.computed], draw, signal);
	onResize(box, draw, signal);
	if (pane.press) drawing.addEventListener("click", pressed, { signal });

	/** @param {MouseEvent} event */
	function pressed({ clientX, clientY }) {
		const { left, top } = drawing.getBoundingClientRect();
		pane.press?.(lab, frame.across(clientX - left), frame.up(clientY - top));
	}

	/** @returns {LabFrame} */
	function frameOf() {
		const { left, right, top, bottom } = margin;
		const width = Math.max(120, box.clientWidth);
		const [columns, rows] = [width - left - right, height - top - bottom];
		const [xs, ys] = [pane.x, pane.y].map(({ range, isLog = false }) =>
			numberScale(typeof range === "function" ? range(lab.computed.value, lab.inputs.value) : range, isLog));
		return {
			width, left, top, columns, rows, xs, ys,
			x: (value) => left + xs.position(value) * columns,
			y: (value) => top + (1 - ys.position(value)) * rows,
			across: (at) => xs.value((at - left) / columns),
			up: (at) => ys.value(1 - (at - top) / rows),
		};
	}

	function axes() {
		const { left, top, columns, rows, width, xs, ys, x, y } = frame;
		const { short } = texts.format;
		const every = (/** @type {number[]} */ ticks, most = 6) => ticks.filter((_, i) => i % Math.ceil(ticks.length / most) === 0);
		return shape("g", { class: "axes", "aria-hidden": "true" },
			...(rows < LOW ? [] : every(roundTicks(ys))).map((tick) => shape("g", {}, shape("path", { d: `M${left},${y(tick)}h${columns}` }),
				shape("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, short(tick)))),
			...every(roundTicks(xs), Math.max(2, Math.floor(columns / 56))).map((tick) => shape("g", {}, shape("path", { d: `M${x(tick)},${top}v${rows}` }),
				shape("text", { x: x(tick), y: top + rows + 15, "text-anchor": "middle" }, short(tick)))),
			shape("text", { class: "name", x: width - margin.right, y: height - 4, "text-anchor": "end" }, say(pane.x.label)),
			shape("text", { class: "name", x: left, y: top - 3 }, say(pane.y.label)));
	}

	/** @param {LabLayer} given */
	function layer(given) {
		const { x, y, rows, top, left, columns } = frame;
		const { kind, q, look = "" } = given;
		const common = { class: `layer ${kind} ${look}`, "data-q": q };
		const at = (/** @type {LabPlace} */ [a, b]) => [x(a), y(b)];
		switch (given.kind) {
			case "curve": return shape("path", { ...common, d: path(given.points.map(at)) });
			case "area": return shape("path", { ...common, d: given.points.length ? `${path(given.points.map(at))}Z` : "" });
			case "points": return shape("g", common, ...given.points.map((point) => mark(at(point), given.shape)));
			case "stems": return shape("path", { ...common, d: given.points.map(([a, b]) => `M${x(a)},${y(0)}V${y(b)}`).join("") });
			case "vertical": return shape("path", { ...common, d: `M${x(given.at)},${top}v${rows}` });
			case "square": {
				const [from, to] = [given.from, given.to].map((value) => Math.min(FAR, Math.max(-FAR, y(value))));
				return shape("rect", { ...common, x: x(given.at), y: Math.min(from, to), width: Math.abs(to - from), height: Math.abs(to - from) });
			}
			case "arrow": return shape("path", { ...common, d: arrow(at(given.from), at(given.to)) });
			default: {
				const [across, up] = given.by ?? [6, -6];
				const isFar = !given.anchor && x(given.at[0]) > left + 0.8 * columns;
				return shape("text", { ...common, x: x(given.at[0]) + (isFar ? -across : across), y: y(given.at[1]) + up, "text-anchor": isFar ? "end" : given.anchor }, given.text);
			}
		}
	}

	/** As it is by now, drawn or not. @param {string} name */
	function now(name) {
		return pane.handles?.(lab.computed.value, lab.inputs.value, texts).find((handle) => handle.name === name) ?? current[name];
	}

	/** @param {LabHandle[]} wanted */
	function place(wanted) {
		for (const handle of wanted) {
			const node = (handles[handle.name] ??= grip(handle.name));
			const left = between(frame.x(handle.at[0]), frame.left, frame.columns);
			const top = between(frame.y(handle.at[1]), frame.top, frame.rows);
			node.hidden = !(left >= frame.left - 1 && left <= frame.left + frame.columns + 1 && top >= frame.top - 1 && top <= frame.top + frame.rows + 1);
			Object.assign(node.style, { left: `${left}px`, top: `${top}px` });
			node.className = `lab-grip ${handle.look ?? ""}`;
			node.dataset.q = handle.q ?? "";
			node.ariaLabel = say(handle.label ?? handle.name);
			node.ariaValueNow = String(handle.at[0]);
			node.ariaValueText = handle.text;
			node.ariaDisabled = handle.isFixed ? "true" : null;
			current[handle.name] = handle;
		}
		for (const [name, node] of Object.entries(handles)) if (!wanted.some((each) => each.name === name)) {
			node.remove();
			delete handles[name];
		}
	}
	/** @param {string} name */
	function grip(name) {
		const move = (/** @type {number} */ a, /** @type {number} */ b) => current[name].isFixed || lab.set(current[name].move(a, b, lab.inputs.value));
		const drag = (/** @type {PointerEvent} */ event) => {
			const { left, top } = drawing.getBoundingClientRect();
			move(frame.across(event.clientX - left), frame.up(event.clientY - top));
		};
		const node = el("div", { class: "lab-grip", role: "slider", tabindex: 0, testid: `handle-${name}`,
			onpointerdown(/** @type {PointerEvent} */ event) {
				node.setPointerCapture(event.pointerId);
				event.preventDefault();
				node.focus();
			},
			onpointermove: (/** @type {PointerEvent} */ event) => node.hasPointerCapture(event.pointerId) && drag(event),
			onkeydown(/** @type {KeyboardEvent} */ event) {
				const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
				if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
				event.preventDefault();
				const share = event.shiftKey ? 0.1 : 1;
				const [across, up] = step[1] ? by : [by[0] + by[1], 0];
				const [a, b] = now(name).at;
				move(Number((a + across * step[0] * share).toPrecision(10)), Number((b + up * step[1] * share).toPrecision(10)));
			},
		});
		hands.append(node);
		return node;
	}
}

const between = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ size) => Math.min(low + size, Math.max(low, at));

/** @param {number[]} at @param {string} [kind] */
function mark([x, y], kind = "round") {
	if (!Number.isFinite(x) || !Number.isFinite(y)) return "";
	return kind === "square" ? shape("rect", { x: x - REACH, y: y - REACH, width: 2 * REACH, height: 2 * REACH }) : shape("circle", { cx: x, cy: y, r: REACH + 0.5 });
}

/** @param {number[]} from @param {number[]} to */
function arrow([ax, ay], [bx, by]) {
	const [dx, dy] = [bx - ax, by - ay];
	const length = Math.hypot(dx, dy);
	if (!(length > 1 && length < FAR)) return "";
	const [ux, uy] = [(dx / length) * 7, (dy / length) * 7];
	return `M${ax},${ay}L${bx},${by}M${bx - ux - uy / 2},${by - uy + ux / 2}L${bx},${by}L${bx - ux + uy / 2},${by - uy - ux / 2}`;
}
