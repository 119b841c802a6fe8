/** The output: the boundary over the plane, or the map of the unit that is looked at, with the points. */
import { el, icon, onResize, setText } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";
import { watch } from "../../core/signal.js";
import { cssColor } from "../../lib/colors.js";
import { mapColors, planeMap } from "../../lib/plane.js";
import { namedPair } from "../../lib/unit-names.js";
import { isPlain } from "../../lib/units.js";
import { checkbox } from "../../widgets/forms/fields.js";
import { planeBox } from "../../widgets/plane/plane.js";
import { classKey, pointDrawing } from "../../widgets/plane/points.js";

/** @type {LiveView} */
export const output = (root, page) => {
	const { texts, palette, store, actions, signal } = page;
	const { t, format } = texts;
	/** Points as they are shown: while they are drawn, with what the server has not heard of yet. */
	let shownPoints = (/** @type {Points} */ points) => points;
	const title = el("h2", { text: t("output.title") });
	const pinned = el("button", { class: "quiet small", hidden: true, text: t("output.back"), onclick: () => actions.pin(null) });
	const readout = el("div", { class: "readout", testid: "readout", hidden: true });
	const seen = () => (pointer && picture ? { place: pointer, picture, isOutput: isOutput() } : null);
	const reader = tool(page, () => import("../../widgets/plane/readout.js"), (module) => module.readout(readout, page, { seen, names, pair }));
	const { plane, points, box, ...drawing } = planeBox({ label: t("output.title"), text: format.setting, onPoint: point, signal }, readout);
	const drawPoints = pointDrawing(points);
	const axes = tool(page, () => import("../../widgets/plane/axes.js"), (module) => module.ownAxes(box, page));
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

	/** @type {ReturnType<typeof import("../../widgets/plane/pictures.js").pictures>} */
	let pictureOf = () => null;
	const looking = tool(page, () => import("../../widgets/plane/pictures.js"), (module) => {
		pictureOf = module.pictures(page, draw);
		draw();
	});
	/** @type {PlanePlace | null} */
	let pointer = null;
	/** @type {Picture | null} */
	let picture = null;
	let legendKey = "";
	let isDue = false;

	function draw() {
		const { frame, session, view } = store;
		if (!frame.value || !session.value) return;
		picture = shown(frame.value, session.value);
		drawing.drawMap(picture, picture.color ?? mapColors(picture, palette.value.large, view.value.discretize));
		const decides = session.value.task === "classification" && isOutput();
		if (decides) drawing.drawContour(picture, plane.clientWidth, palette.value);
		else drawing.clearContour();
		setText(title, picture.title);
		showLegend(session.value, picture);
		showReadout();
	}

	/** @param {Frame} frame @param {Session} session @returns {Picture} */
	function shown(frame, session) {
		const what = store.hovered.value ?? store.pinned.value;
		if (what) looking.prepare();
		return (what && pictureOf(what, frame, session)) ?? wholeOutput(frame, session);
	}

	/** @param {Frame} frame @param {Session} session @returns {Picture} */
	const wholeOutput = ({ boundary }, session) => ({ ...planeMap(boundary), scale: session.label_scale, title: t("output.title"), color: null });

	function drawAll() {
		drawOnlyPoints();
		draw();
	}

	function drawOnlyPoints() {
		isDue = false;
		const { session, view } = store;
		if (!session.value) return;
		const all = shownPoints(store.points.value);
		drawPoints(all, {
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
	function showLegend(session, { scale, classes: winners, color }) {
		const swatch = color && swatchOf(color);
		const named = pair();
		const key = JSON.stringify([session.task, session.units, scale, winners, swatch, named, names()]);
		if (key === legendKey) return;
		legendKey = key;
		/** @type {(low: string, colors: string, high: string) => void} */
		const bar = (low, colors, high) => legend.replaceChildren(low, ramp(`linear-gradient(90deg, ${colors})`), high);
		if (winners) legend.replaceChildren(...Array.from({ length: winners }, (_, k) => classKey(k, names()[k])));
		else if (swatch) bar(format.percent(0), `var(--mid), ${swatch}`, format.percent(1));
		else {
			const { offset = 0, factor = 1 } = isOutput() ? session.units.label : {};
			const [low, high] = named || [-scale, scale].map((place) => format.setting(round(offset + factor * place)));
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
	watch([store.points], () => {
		drawPointsSoon();
		if (!isPlain(store.points.value.units) || box.classList.contains("own")) axes.open();
	}, signal);
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
