/** The elements of the network that can be pointed at, focused and clicked; what they show is drawn on canvases. */
import { el, math, setText } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { biasPlace, handlePlace } from "../../lib/layout.js";
import { planeMap, quantized } from "../../lib/plane.js";
import { featureText, titled } from "../../lib/names.js";
import { unitNames } from "../../lib/unit-names.js";
import { offer } from "../forms/fields.js";
import { planeDrawing } from "../plane/map.js";

const MAP = 25;
/** Milliseconds of a frame that go into making links. */
const SLICE = 6;

/** @param {HTMLElement} net @param {LivePage} page */
export function networkParts(net, { texts, options, palette, store, api, signal }) {
	const { t } = texts;
	const group = (/** @type {string} */ kind) => {
		const part = el("div", { class: kind, role: "group", "aria-label": t(`network.${kind}`) });
		net.append(part);
		return part;
	};
	const groups = { heads: group("heads"), features: group("features"), links: group("link-parts"), units: group("unit-parts"), biases: group("bias-parts") };
	/** @type {Map<string, HTMLElement>} */
	let there = new Map();
	/** @type {Map<string, HTMLElement>} */
	let next = new Map();
	/** The last part of each group that is in place. @type {Map<HTMLElement, HTMLElement>} */
	let last = new Map();
	let filling = 0;
	/** @type {Map<string, Promise<QuantizedMap>>} */
	const maps = new Map();

	/** @param {HTMLElement} parent @param {string} testid @param {() => HTMLElement} create */
	function part(parent, testid, create) {
		const node = there.get(testid) ?? create();
		if (!there.has(testid)) {
			node.dataset.testid = testid;
			parent.insertBefore(node, last.get(parent)?.nextSibling ?? (last.has(parent) ? null : parent.firstChild));
		}
		last.set(parent, node);
		next.set(testid, node);
		return node;
	}

	/** @param {Record<string, string | number>} data @param {string} name */
	const button = (data, name) => () =>
		el("button", { class: name, tabindex: -1, ...Object.fromEntries(Object.entries(data).map(([key, value]) => [`data-${key}`, value])) });

	/** @param {NetworkLayout} layout @param {Session} session */
	function arrange(layout, session) {
		next = new Map();
		last = new Map();
		const names = unitNames(texts, session.structure, store.points.value);
		arrangeHeads(layout, session);
		for (const feature of layout.features) arrangeFeature(feature, names);
		for (const unit of layout.units) arrangeUnit(unit, names);
		const rows = layout.units.map(({ layer, unit }) => ({ layer, unit, row: part(groups.links, `links-${layer}-${unit}`, () => el("div", "links-in")) }));
		for (const [testid, node] of there) if (!next.has(testid)) node.remove();
		there = next;
		showMarks();
		cancelAnimationFrame(filling);
		fill(rows.map(({ layer, unit, row }) => () => fillRow(row, layout.gaps[layer - 1], unit, names)));
	}

	/** There can be thousands of links: what does not fit into one slice of time comes in the next frames. @param {(() => void)[]} rows */
	function fill(rows) {
		const end = performance.now() + SLICE;
		let done = 0;
		while (done < rows.length && performance.now() < end) rows[done++]();
		if (done < rows.length) filling = requestAnimationFrame(() => fill(rows.slice(done)));
	}

	/** @param {NetworkLayout} layout @param {Session} session */
	function arrangeHeads({ heads, featureX, outputX }, { structure }) {
		for (const [name, x] of /** @type {[string, number][]} */ ([["features", featureX], ["output", outputX]])) {
			const node = part(groups.heads, `head-${name}`, () => el("div", "head", el("b", { text: t(`network.head.${name}`) })));
			node.style.left = `${x}px`;
		}
		const watching = store.isWatching();
		for (const { layer, x, width } of heads) {
			const { units, activation } = structure.layers[layer - 1];
			const node = part(groups.heads, `head-${layer}`, () => head(layer));
			node.style.left = `${x}px`;
			node.style.width = `${Math.min(132, width)}px`;
			const count = node.querySelector(".count");
			if (count) setText(count, texts.format.integer(units));
			const select = node.querySelector("select");
			const choices = options.fields["network.activation"].values ?? [];
			if (select) offer(select, choices.map((value) => ({ value, text: t(`choice.${value}`) })), activation);
			for (const control of node.querySelectorAll("button, select")) control.toggleAttribute("disabled", watching);
		}
	}

	/** @param {number} layer */
	function head(layer) {
		const resize = (/** @type {1 | -1} */ by) => {
			const verb = by > 0 ? "add" : "remove";
			const button = stepper(`layer-${layer}-${verb}`, by, t(`network.${verb}-unit`, { layer }));
			Object.assign(button.dataset, { part: "resize", layer, by });
			return button;
		};
		return el("div", "head",
			el("b", { text: t("network.head.layer", { layer }) }),
			el("span", { class: "head-units", "data-control": `numNodes${layer}` }, resize(-1), el("span", "count"), resize(1)),
			el("select", { class: "head-activation", "data-layer": layer, testid: `layer-${layer}-activation`, "aria-label": t("network.activation", { layer }) }),
		);
	}

	/** @param {FeaturePlace} place @param {UnitNames} names */
	function arrangeFeature({ name, input, x, y, size }, names) {
		const node = part(groups.features, `feature-${name}`, () => {
			const canvas = el("canvas", { width: MAP, height: MAP, "aria-hidden": "true" });
			const made = el("button", { class: "feature", tabindex: -1, "data-part": "feature", "data-feature": name, explained: "" }, canvas);
			drawFeature(name, canvas);
			return made;
		});
		const label = part(groups.features, `feature-name-${name}`, () =>
			el("span", { class: "feature-name", "aria-hidden": "true", "data-part": "feature", "data-feature": name }, featureFormula(name)));
		box(node, { x, y, width: size, height: size });
		node.dataset.explain = names.feature(name, t(`explain.feature.${name}`));
		node.setAttribute("aria-label", t("network.feature", { name: names.feature(name, featureText(name)) }));
		label.style.left = `${x - size / 2 - 8}px`;
		label.style.top = `${y}px`;
		label.classList.toggle("unused", input < 0);
		node.setAttribute("aria-pressed", String(input >= 0));
		node.toggleAttribute("aria-disabled", store.isWatching());
	}

	/** @param {string} name @param {Canvas} canvas */
	async function drawFeature(name, canvas) {
		if (!maps.has(name)) maps.set(name, api.feature(name, MAP).then(({ values }) => quantized(values)));
		const map = await maps.get(name)?.catch(() => null);
		if (map && table) planeDrawing(canvas, canvas).drawMap(planeMap(map), table);
	}

	/** A unit and its bias. @param {UnitPlace} place @param {UnitNames} names */
	function arrangeUnit(place, names) {
		const { layer, unit, x, y, size } = place;
		const node = part(groups.units, `unit-${layer}-${unit}`, button({ part: "unit", layer, unit, "explain-all": "" }, "unit"));
		node.dataset.explain = names.ofClass(layer, unit);
		box(node, { x, y, width: size, height: size });
		node.style.borderRadius = `${size * 0.2}px`;
		node.setAttribute("aria-label", titled(names.unit(layer, unit)));
		const bias = part(groups.biases, `bias-${layer}-${unit}`, button({ part: "bias", layer, unit }, "bias"));
		box(bias, biasPlace(place));
		bias.setAttribute("aria-label", titled(names.parameter({ layer, unit, input: "bias" })));
	}

	/** The links into a unit. @param {HTMLElement} row @param {Gap} gap @param {number} unit @param {UnitNames} names */
	function fillRow(row, gap, unit, names) {
		const { layer, inputs } = gap;
		while (row.childElementCount > inputs.length) row.lastElementChild?.remove();
		const links = inputs.map((_, input) => {
			const make = button({ part: "link", layer, unit, input, testid: `link-${layer}-${unit}-${input}` }, "link");
			const node = /** @type {HTMLElement} */ (row.children[input] ?? make());
			box(node, handlePlace(gap, unit, input));
			node.setAttribute("aria-label", titled(names.parameter({ layer, unit, input })));
			return node;
		});
		row.append(...links.slice(row.childElementCount));
	}

	/** Marks the unit that is shown large, and whether it stays. */
	function showMarks() {
		const { value } = store.pinned;
		const pinned = value && "layer" in value ? there.get(`unit-${value.layer}-${value.unit}`) : null;
		for (const node of groups.units.children) node.setAttribute("aria-pressed", String(node === pinned));
	}

	/** @type {Uint32Array | undefined} */
	let table;
	function drawFeatures() {
		const now = palette.value.small[store.view.value.discretize ? "discrete" : "smooth"];
		if (now === table) return;
		table = now;
		for (const node of groups.features.querySelectorAll("button")) {
			const canvas = node.querySelector("canvas");
			if (canvas) drawFeature(node.dataset.feature ?? "", canvas);
		}
	}

	store.pinned.subscribe(showMarks, { signal });
	watch([palette, store.view], drawFeatures, signal);
	signal.addEventListener("abort", () => cancelAnimationFrame(filling));
	return arrange;
}

/** @param {HTMLElement} node @param {Box} place */
function box({ style }, { x, y, width, height }) {
	style.left = `${x - width / 2}px`;
	style.top = `${y - height / 2}px`;
	style.width = `${width}px`;
	style.height = `${height}px`;
}

/** @param {string} testid @param {1 | -1} by @param {string} label @param {() => void} [run] */
export function stepper(testid, by, label, run) {
	return el("button", { class: "stepper", testid, "aria-label": label, text: by > 0 ? "+" : "−", onclick: run });
}

/** @param {string} name */
const variable = (name) => math("msub", math("mi", name[0]), math("mn", name[1]));

/** A feature as a formula. @param {string} name */
function featureFormula(name) {
	const formula = math("math");
	const called = name.match(/^(\w+)\((\w+)\)$/);
	if (called) formula.append(math("mi", called[1]), math("mspace"), variable(called[2]));
	else if (name === "r") formula.append(math("mi", "r"));
	else if (name.endsWith("^2")) formula.append(math("msubsup", math("mi", "x"), math("mn", name[1]), math("mn", "2")));
	else formula.append(...(name.match(/x\d/g) ?? []).map(variable));
	formula.querySelector("mspace")?.setAttribute("width", "0.15em");
	return formula;
}
