/** The output: the boundary over the plane, or the map of the unit that is looked at, with the points. */
import { context2d, el, listen, onResize, setText } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { CLASS_COLORS, cssColor } from "../../lib/colors.js";
import { drawPoints, planeDrawing } from "../../widgets/plane/map.js";
import { pointPath, quantized } from "../../widgets/plane/points.js";
import { featureText, titled, unitNames } from "../../widgets/network/names.js";
import { checkbox } from "../../widgets/forms/fields.js";

const TICKS = [-6, -3, 0, 3, 6];
const FEATURE_RESOLUTION = 100;

/** @type {PageView} */
export const output = (root, { store, actions, api, signal }) => {
	const { t, format } = store.texts;
	const title = el("h2", { text: t("output.title") });
	const pinned = el("button", { class: "quiet small", hidden: true, text: t("output.back"), onclick: () => (store.pinned.value = null) });
	const boundary = el("canvas", { class: "boundary", testid: "boundary", role: "img", "aria-label": t("output.title") });
	const contour = el("canvas", { class: "overlay", "aria-hidden": "true" });
	const points = el("canvas", { class: "overlay", "aria-hidden": "true" });
	const readout = el("div", { class: "readout", testid: "readout", hidden: true });
	const plane = el("div", { class: "plane", testid: "plane" }, el("div", "plane-map", boundary, contour), points, readout);
	const axes = TICKS.flatMap((value) => ["x", "y"].map((axis) => tick(value, axis, format.setting(value))));
	const legend = el("div", "legend");
	const toggle = (/** @type {string} */ name, /** @type {(on: boolean) => void} */ onChange) =>
		checkbox({ name, label: t(`output.${name}`), explain: t(`explain.${name}`), onChange });
	const showTest = toggle("show-test", (on) => actions.setView({ showTest: on }));
	const discretize = toggle("discretize", (on) => actions.setView({ discretize: on }));
	root.append(
		el("div", "section-head", title, pinned),
		el("div", "plot", plane, ...axes),
		legend,
		el("div", "checks", showTest.box, discretize.box),
	);

	const drawing = planeDrawing(boundary, contour);
	/** @type {Map<string, QuantizedMap>} */
	const features = new Map();
	/** @type {Spot | null} */
	let pointer = null;
	/** @type {Picture | null} */
	let picture = null;
	let legendKey = "";

	function draw() {
		const { frame, session, view } = store;
		if (!frame.value || !session.value) return;
		const next = shown(frame.value, session.value);
		if (!next) return;
		picture = next;
		drawing.drawMap(picture, colors(picture, view.value.discretize));
		const decides = session.value.task === "classification" && picture.title === t("output.title");
		if (decides) drawing.drawContour(picture, plane.clientWidth, store.palette.value);
		else drawing.clearContour();
		setText(title, picture.title);
		showLegend(session.value, picture);
		showReadout();
	}

	/** @param {Picture} picture @param {boolean} discretize */
	function colors({ classes, color }, discretize) {
		const { smooth, discrete, winners, discreteWinners } = store.palette.value.large;
		if (color) return color;
		if (classes) return discretize ? discreteWinners : winners;
		return discretize ? discrete : smooth;
	}

	/** @param {Frame} frame @param {Session} session @returns {Picture | null} */
	function shown(frame, session) {
		const what = store.hovered.value ?? store.pinned.value;
		if (what && "feature" in what) return featurePicture(what.feature) ?? wholeOutput(frame, session);
		if (what && what.layer <= session.structure.layers.length) return unitPicture(frame, session, what);
		if (what && session.structure.outputs > 1) return classPicture(frame, what.unit);
		return wholeOutput(frame, session);
	}

	/** @param {Frame} frame @param {Session} session */
	function wholeOutput({ boundary: { data, shape } }, session) {
		const classes = shape.length === 3 ? shape[0] : 0;
		return { values: data, side: shape[shape.length - 1], classes, scale: session.label_scale, title: t("output.title"), color: null };
	}

	/** @param {Frame} frame @param {number} k */
	function classPicture({ boundary: { data, shape } }, k) {
		const cells = shape[1] * shape[2];
		const values = data.subarray(k * cells, (k + 1) * cells);
		return flat(values, shape[1], 1, titled(t("name.class", { class: k })), store.palette.value.large.classes[k % CLASS_COLORS.length]);
	}

	/** @param {Frame} frame @param {Session} session @param {UnitName} unit */
	function unitPicture(frame, { structure }, { layer, unit }) {
		const before = structure.layers.slice(0, layer - 1).reduce((sum, { units }) => sum + units, 0);
		const index = before + unit;
		const [count, , side] = frame.neurons.shape;
		if (index >= count) return null;
		const full = frame.unit && frame.unitName === `${layer}-${unit}` ? frame.unit : null;
		const values = full ? full.data : frame.neurons.data.subarray(index * side * side, (index + 1) * side * side);
		const name = titled(unitNames(store.texts, structure).unit(layer, unit));
		return flat(values, full ? full.shape[1] : side, frame.neuronScale[index], name);
	}

	/** @param {string} name */
	function featurePicture(name) {
		const map = features.get(name);
		if (!map) {
			api.feature(name, FEATURE_RESOLUTION).then(({ values }) => {
				features.set(name, quantized(values));
				draw();
			}, () => undefined);
			return null;
		}
		return flat(map.data, FEATURE_RESOLUTION, map.scale, t("output.feature", { name: featureText(name) }));
	}

	function drawAllPoints() {
		const { session } = store;
		if (!session.value) return;
		drawPoints(points, store.points.value, {
			size: plane.clientWidth,
			classes: session.value.classes,
			scale: session.value.label_scale,
			showTest: store.view.value.showTest,
			palette: store.palette.value,
		});
		draw();
	}

	/** @param {Session} session @param {Picture} shownPicture */
	function showLegend({ task, classes }, { scale, classes: winners, color }) {
		const swatch = color && swatchOf(color);
		const key = JSON.stringify([task, classes, scale, winners, swatch]);
		if (key === legendKey) return;
		legendKey = key;
		/** @type {(low: string, colors: string, high: string) => void} */
		const bar = (low, colors, high) => legend.replaceChildren(low, ramp(`linear-gradient(90deg, ${colors})`), high);
		if (winners) legend.replaceChildren(...Array.from({ length: winners }, (_, k) => classKey(k)));
		else if (swatch) bar(format.percent(0), `var(--mid), ${swatch}`, format.percent(1));
		else bar(format.setting(-round(scale)), "var(--neg), var(--mid), var(--pos)", format.setting(round(scale)));
	}

	function showReadout() {
		readout.hidden = !pointer || !picture;
		if (!pointer || !picture) return;
		const { side, values, classes, scale, color } = picture;
		const column = Math.round(((pointer.x + 6) / 12) * (side - 1));
		const row = Math.round(((6 - pointer.y) / 12) * (side - 1));
		const at = row * side + column;
		const percent = (/** @type {number} */ k) => t("output.probability", { class: k, value: format.percent(values[k * side * side + at] / 255) });
		const value = classes
			? Array.from({ length: classes }, (_, k) => percent(k)).join(" · ")
			: color ? format.percent(values[at] / 255) : format.value((values[at] / 127) * scale);
		setText(readout, t("output.at", { x1: format.coordinate(pointer.x), x2: format.coordinate(pointer.y), value }));
	}

	listen(plane, {
		pointermove(event) {
			const box = plane.getBoundingClientRect();
			const clip = (/** @type {number} */ value) => Math.max(-6, Math.min(6, value));
			pointer = { x: clip(((event.clientX - box.left) / box.width) * 12 - 6), y: clip(6 - ((event.clientY - box.top) / box.height) * 12) };
			readout.classList.toggle("low", pointer.y > 3.6);
			showReadout();
		},
		pointerleave() {
			pointer = null;
			showReadout();
		},
	}, signal);
	watch([store.hovered, store.pinned], () => {
		pinned.hidden = store.pinned.value === null;
		draw();
	}, signal);
	watch([store.frame], draw, signal);
	watch([store.points, store.palette], drawAllPoints, signal);
	store.view.subscribe((view) => {
		showTest.control.checked = view.showTest;
		discretize.control.checked = view.discretize;
		drawAllPoints();
	}, { signal });
	onResize(plane, drawAllPoints, signal);
};

/**
 * @param {Bytes} values @param {number} side @param {number} scale @param {string} title @param {Uint32Array?} color
 * @returns {Picture}
 */
const flat = (values, side, scale, title, color = null) => ({ values, side, classes: 0, scale, title, color });

/** @param {number} value @param {string} axis @param {string} text */
function tick(value, axis, text) {
	const node = el("span", { class: `tick ${axis}`, "aria-hidden": "true", text });
	node.style.setProperty("--at", String((axis === "x" ? value + 6 : 6 - value) / 12));
	return node;
}

/** @param {string} gradient */
function ramp(gradient) {
	const node = el("span", "ramp");
	node.style.background = gradient;
	return node;
}

/** @param {Uint32Array} table */
function swatchOf(table) {
	const pixel = table[255];
	return cssColor([pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]);
}

/** @param {number} k */
function classKey(k) {
	const canvas = el("canvas", { width: 28, height: 28, class: "class-key", "aria-hidden": "true" });
	const context = context2d(canvas);
	context.fillStyle = cssColor(CLASS_COLORS[k % CLASS_COLORS.length]);
	context.beginPath();
	pointPath(context, k, 14, 14, 10);
	context.fill();
	return el("span", "class-name", canvas, String(k));
}

/** @param {number} scale */
const round = (scale) => Number(scale.toPrecision(3));
