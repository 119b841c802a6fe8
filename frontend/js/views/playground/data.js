/** The data. */
import { context2d } from "../../core/canvas.js";
import { el } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";
import { watch } from "../../core/signal.js";
import { withDataset, withOwn } from "../../lib/structure.js";
import { placed } from "../../lib/units.js";
import { sliderField } from "../../widgets/forms/config-fields.js";
import { numberLine } from "../../widgets/forms/fields.js";
import { pointGroups } from "../../widgets/plane/points.js";

const THUMBNAIL = 96;
const THUMBNAIL_POINTS = 160;
/** Milliseconds after a change of one's own points until their tile shows it. */
const PAUSE = 100;
const BATCH_SIZES = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1000, 2000, 5000];
/** @type {any} */
const FORMULA = { name: "formula", classes: 2 };

/** @type {LiveView} */
export const data = (root, page) => {
	const { options, palette, store, actions, api, signal } = page;
	const { t, format } = page.texts;
	const sets = [...options.datasets, FORMULA].map((dataset) => ({ dataset, ...thumbnail(dataset) }));
	const formula = tool(page, () => import("../../widgets/forms/formula-field.js"), ({ formulaField }) => formulaField(place, page));
	const place = el("div", "set-group");
	const groups = [...new Set(options.datasets.map(groupName))].map((name) =>
		el("div", "set-group",
			el("h3", { class: "label", text: t(`data.group.${name}`) }),
			el("div", { class: "sets", role: "group", "aria-label": t(`data.group.${name}`) },
				...sets.filter(({ dataset }) => groupName(dataset) === name).map(({ button }) => button)),
		),
	);
	const reader = tool(page, () => import("../../widgets/forms/config-numbers.js"), ({ configNumber }) => configNumber(batch, page, "training.batch_size"));
	const batch = numberLine({ testid: "batch-size", "aria-label": t("field.batch_size"), onpointerenter: reader.prepare, onfocus: () => reader.open() });
	const isOff = () => (page.store.config.value.data.points ? t("data.own") : "");
	const tileCanvas = el("canvas", { width: THUMBNAIL, height: THUMBNAIL, "aria-hidden": "true" });
	const tile = el("button", { class: "own-set", testid: "dataset-custom", "aria-pressed": "false", explained: t("explain.own"), onclick: chooseOwn },
		el("span", "set", tileCanvas), t("data.group.own"));
	const fields = el("fieldset", "plain",
		el("legend", { class: "visually-hidden", text: t("data.title") }),
		el("div", { class: "set-groups", "data-control": "dataset" }, tile, ...groups, place),
		el("div", "slides",
			sliderField(page, "data.noise", { text: format.setting, isOff }),
			sliderField(page, "data.train_percent", { text: (value) => format.percent(value / 100) }),
			sliderField(page, "training.batch_size", { stops: BATCH_SIZES, box: batch, text: format.integer }),
			sliderField(page, "data.samples", { current: samples, text: format.integer, isOff }),
		),
		el("button", { class: "wide", testid: "regenerate", "data-control": "regenerate",
				explained: t("explain.regenerate"), text: t("data.regenerate"), onclick: actions.regenerate }),
	);
	root.append(el("h2", { text: t("data.title") }), fields);

	store.config.subscribe(({ data: { dataset } }) => {
		for (const { dataset: { name }, button } of sets) button.setAttribute("aria-pressed", String(name === dataset));
		if (dataset === "formula") formula.open();
	}, { signal });
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let soon;
	watch([store.points, store.own, palette], () => {
		clearTimeout(soon);
		soon = setTimeout(showOwn, PAUSE);
	}, signal);
	store.session.subscribe(() => (fields.disabled = store.isWatching()), { signal });
	palette.subscribe(() => sets.forEach(({ draw }) => draw()), { signal });

	function showOwn() {
		const isNow = store.points.value.source === "points";
		const own = isNow ? store.points.value : store.own.value;
		tile.setAttribute("aria-pressed", String(isNow));
		drawThumbnail(tileCanvas, placed(own?.points?.slice(0, 4 * THUMBNAIL_POINTS) ?? [], own?.units), own?.class_names.length ?? 2, palette.value);
	}

	/** Back to one's own points; where they are there already, or there are none yet, they are drawn. */
	function chooseOwn() {
		const own = store.own.value;
		if (store.points.value.source === "points" || !own) return actions.draw(true);
		actions.configure(withOwn(store.config.value, own, options));
	}

	function samples() {
		const { config, session, points } = store;
		const there = points.value.train.length + points.value.test.length;
		return config.value.data.samples ?? options.dataset(config.value.data.dataset)?.samples ?? (session.value ? there : 0);
	}

	/** @param {DatasetOptions} dataset */
	function thumbnail(dataset) {
		const canvas = el("canvas", { width: THUMBNAIL, height: THUMBNAIL, "aria-hidden": "true" });
		const name = t(`dataset.${dataset.name}`);
		const choose = () => (dataset === FORMULA ? formula.open(true) : actions.configure(withDataset(store.config.value, dataset, options)));
		const button = el("button", { class: "set", testid: `dataset-${dataset.name}`, "aria-label": name,
			"aria-pressed": "false", explained: name, onclick: choose }, canvas);
		const loaded = api.dataset(dataset.name, THUMBNAIL_POINTS).catch(() => null);
		const draw = async () => {
			const answer = await loaded;
			if (answer && !signal.aborted) drawThumbnail(canvas, answer.points, dataset.classes, palette.value);
		};
		return { button, draw };
	}
};

/** @param {DatasetOptions} dataset */
function groupName({ classes }) {
	if (classes > 2) return "classes";
	return classes ? "two" : "regression";
}

/** @param {Canvas} canvas @param {Point[]} points @param {number} classes @param {Palette} palette */
function drawThumbnail(canvas, points, classes, palette) {
	const context = context2d(canvas);
	const scale = Math.max(...points.map(([, , label]) => Math.abs(label)), 1e-9);
	context.clearRect(0, 0, THUMBNAIL, THUMBNAIL);
	for (const [fill, path] of pointGroups(points, { size: THUMBNAIL, classes, scale, palette, radius: 3.1 })) {
		context.fillStyle = fill;
		context.fill(path);
	}
}
