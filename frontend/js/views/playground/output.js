/** The output: the boundary over the plane, or the map of the unit that is looked at, with the points. */
import { el, icon, onResize, setText } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";
import { watch } from "../../core/signal.js";
import { CLASS_COLORS, cssColor } from "../../lib/colors.js";
import { featureText, titled } from "../../lib/names.js";
import { namedPair, unitNames } from "../../lib/unit-names.js";
import { mapAt, mapColors, planeMap, quantized } from "../../lib/plane.js";
import { checkbox } from "../../widgets/forms/fields.js";
import { planeBox } from "../../widgets/plane/plane.js";
import { classKey, drawPoints } from "../../widgets/plane/points.js";

const FEATURE_RESOLUTION = 100;

/** @type {LiveView} */
export const output = (root, page) => {
	const { texts, palette, store, actions, api, signal } = page;
	const { t, format } = texts;
	/** Points as they are shown: while they are drawn, with what the server has not heard of yet. */
	let shownPoints = (/** @type {Points} */ points) => points;
	const title = el("h2", { text: t("output.title") });
	const pinned = el("button", { class: "quiet small", hidden: true, text: t("output.back"), onclick: () => actions.pin(null) });
	const readout = el("div", { class: "readout", testid: "readout", hidden: true });
	const seen = () => (pointer && picture ? { place: pointer, picture } : null);
	const reader = tool(page, () => import("../../widgets/plane/readout.js"), (module) => module.readout(readout, page, { seen, names, pair }));
	const { plane, points, box, ...drawing } = planeBox({ label: t("output.title"), text: format.setting, onPoint: point, signal }, readout);
	const legend = el("div", "legend");
	const toggle = (/** @type {string} */ name, /** @type {(on: boolean) => void} */ onChange) =>
		checkbox({ name, label: t(`output.${name}`), explain: t(`explain.${name}`), onChange });
	const showTest = toggle("show-test", (on) => actions.setView({ showTest: on }));
	const discretize = toggle("discretize", (on) => actions.setView({ discretize: on }));
	const pencil = tool(page, () => import("../../widgets/pencil/pencil.js"), (module) => module.pencil(root, page, { plane, show }));
	const pencilButton = el("button", { class: "quiet small with-icon pencil", testid: "pencil", "aria-pressed": "false", explained: t("explain.pencil"),
		onclick: () => actions.draw(!store.drawing.value), onpointerenter: pencil.prepare }, icon("pencil"), t("pencil.open"));
	root.append(
		el("div", "section-head", title, pinned, pencilButton),
		box,
		el("div", "below", legend, el("div", "checks", showTest.box, discretize.box)),
	);

	/** @type {Map<string, QuantizedMap>} */
	const features = new Map();
	/** @type {PlanePlace | null} */
	let pointer = null;
	/** @type {Picture | null} */
	let picture = null;
	let legendKey = "";
	let isDue = false;

	function draw() {
		const { frame, session, view } = store;
		if (!frame.value || !session.value) return;
		const next = shown(frame.value, session.value);
		if (!next) return;
		picture = next;
		drawing.drawMap(picture, picture.color ?? mapColors(picture, palette.value.large, view.value.discretize));
		const decides = session.value.task === "classification" && isOutput();
		if (decides) drawing.drawContour(picture, plane.clientWidth, palette.value);
		else drawing.clearContour();
		setText(title, picture.title);
		showLegend(session.value, picture);
		showReadout();
	}

	/** @param {Frame} frame @param {Session} session @returns {Picture | null} */
	function shown(frame, session) {
		const what = store.hovered.value ?? store.pinned.value;
		if (what && "feature" in what) return featurePicture(what.feature) ?? wholeOutput(frame, session);
		if (what && what.layer <= session.structure.layers.length) return unitPicture(frame, session, what);
		if (what && session.structure.outputs > 1) return classPicture(frame, what.unit);
		return wholeOutput(frame, session);
	}

	/** @param {Frame} frame @param {Session} session @returns {Picture} */
	const wholeOutput = ({ boundary }, session) => ({ ...planeMap(boundary), scale: session.label_scale, title: t("output.title"), color: null });

	/** @param {Frame} frame @param {number} k @returns {Picture} */
	const classPicture = ({ boundary }, k) =>
		({ ...mapAt(boundary, k), scale: 1, title: titled(t("name.class", { class: names()[k] ?? k })), color: palette.value.large.classes[k % CLASS_COLORS.length] });

	/** @param {Frame} frame @param {Session} session @param {UnitName} name @returns {Picture | null} */
	function unitPicture({ neurons, neuronScale, unit: full, unitName }, { structure }, { layer, unit }) {
		const index = unit + structure.layers.slice(0, layer - 1).reduce((sum, { units }) => sum + units, 0);
		if (index >= neurons.shape[0]) return null;
		const map = full && unitName === `${layer}-${unit}` ? planeMap(full) : mapAt(neurons, index);
		return { ...map, scale: neuronScale[index], title: titled(unitNames(texts, structure).unit(layer, unit)), color: null };
	}

	/** @param {string} name @returns {Picture | null} */
	function featurePicture(name) {
		const map = features.get(name);
		if (map) return { ...planeMap(map), scale: map.scale, title: t("output.feature", { name: featureText(name) }), color: null };
		api.feature(name, FEATURE_RESOLUTION).then(({ values }) => {
			features.set(name, quantized(values));
			draw();
		}, () => undefined);
		return null;
	}

	function drawAll() {
		drawOnlyPoints();
		draw();
	}

	function drawOnlyPoints() {
		isDue = false;
		const { session, view } = store;
		if (!session.value) return;
		const all = shownPoints(store.points.value);
		drawPoints(points, all, {
			size: plane.clientWidth,
			classes: all.class_names?.length ?? 0,
			scale: all.scale,
			showTest: view.value.showTest || store.drawing.value,
			palette: palette.value,
		});
	}

	/** Once a picture, however often they change. */
	function drawPointsSoon() {
		if (!isDue) requestAnimationFrame(() => isDue && drawOnlyPoints());
		isDue = true;
	}

	/** @param {Session} session @param {Picture} shownPicture */
	function showLegend({ task, classes }, { scale, classes: winners, color }) {
		const swatch = color && swatchOf(color);
		const named = pair();
		const key = JSON.stringify([task, classes, scale, winners, swatch, named, names()]);
		if (key === legendKey) return;
		legendKey = key;
		/** @type {(low: string, colors: string, high: string) => void} */
		const bar = (low, colors, high) => legend.replaceChildren(low, ramp(`linear-gradient(90deg, ${colors})`), high);
		if (winners) legend.replaceChildren(...Array.from({ length: winners }, (_, k) => classKey(k, names()[k])));
		else if (swatch) bar(format.percent(0), `var(--mid), ${swatch}`, format.percent(1));
		else {
			const [low, high] = named || [-round(scale), round(scale)].map(format.setting);
			bar(low, "var(--neg), var(--mid), var(--pos)", high);
		}
	}

	const names = () => store.points.value.class_names ?? [];
	const isOutput = () => picture?.title === t("output.title");

	const pair = () => isOutput() && namedPair(names());

	const showReadout = () => (pointer || !readout.hidden) && reader.open();

	/** @param {PlanePlace | null} place */
	function point(place) {
		pointer = place;
		showReadout();
	}

	/** @param {typeof shownPoints} how */
	function show(how) {
		shownPoints = how;
		drawOnlyPoints();
	}

	watch([store.hovered, store.pinned], () => {
		pinned.hidden = store.pinned.value === null;
		draw();
	}, signal);
	watch([store.frame], draw, signal);
	store.drawing.subscribe((on) => {
		pencilButton.setAttribute("aria-pressed", String(on));
		root.classList.toggle("drawing", on);
		if (on) pencil.open();
		drawAll();
	}, { signal });
	store.session.subscribe(() => (pencilButton.disabled = store.isWatching()), { signal });
	watch([store.points], drawPointsSoon, signal);
	watch([palette], drawAll, signal);
	store.view.subscribe((view) => {
		showTest.control.checked = view.showTest;
		discretize.control.checked = view.discretize;
		drawAll();
	}, { signal });
	onResize(plane, drawAll, signal);
};

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

/** @param {number} scale */
const round = (scale) => Number(scale.toPrecision(3));
