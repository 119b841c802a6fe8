/** The elements of the network that can be pointed at, focused and clicked; what they show is drawn on canvases. */
import { el, setText } from "../core/dom.js";
import { isWatching } from "../core/store.js";
import { readPalette } from "../core/theme.js";
import { handlePlace } from "../lib/layout.js";
import { drawMap, quantized } from "./maps.js";
import { featureFormula, featureText, titled, unitNames } from "./names.js";
import { biasPlace } from "./network-drawing.js";
import { offer } from "./fields.js";

const MAP = 25;

/** @param {HTMLElement} net @param {{store: Store, api: Api, signal: AbortSignal}} page */
export function networkParts(net, { store, api, signal }) {
	const { t } = store.texts;
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
	/** @type {Map<string, Promise<ReturnType<typeof quantized>>>} */
	const maps = new Map();

	/** @param {HTMLElement} parent @param {string} testid @param {() => HTMLElement} create */
	function part(parent, testid, create) {
		const node = there.get(testid) ?? create();
		node.dataset.testid = testid;
		if (node.parentNode !== parent) parent.append(node);
		next.set(testid, node);
		return node;
	}

	/** @param {Record<string, string | number>} data @param {string} name */
	const button = (data, name) => () =>
		el("button", { class: name, ...Object.fromEntries(Object.entries(data).map(([key, value]) => [`data-${key}`, value])) });

	/** @param {NetworkLayout} layout @param {Session} session */
	function arrange(layout, session) {
		next = new Map();
		const names = unitNames(store.texts, session.structure);
		arrangeHeads(layout, session);
		for (const feature of layout.features) arrangeFeature(feature);
		for (const unit of layout.units) arrangeUnit(unit, titled(names.unit(unit.layer, unit.unit)));
		for (const unit of layout.units) arrangeBias(unit, titled(names.parameter({ ...unit, input: "bias" })));
		for (const gap of layout.gaps) {
			for (let unit = 0; unit < gap.units.length; unit++) {
				for (let input = 0; input < gap.inputs.length; input++) {
					arrangeLink(gap, unit, input, titled(names.parameter({ layer: gap.layer, unit, input })));
				}
			}
		}
		for (const [testid, node] of there) if (!next.has(testid)) node.remove();
		there = next;
		showMarks();
	}

	/** @param {NetworkLayout} layout @param {Session} session */
	function arrangeHeads({ heads, featureX, outputX }, { structure }) {
		for (const [name, x] of /** @type {[string, number][]} */ ([["features", featureX], ["output", outputX]])) {
			const node = part(groups.heads, `head-${name}`, () => el("div", "head", el("b", { text: t(`network.head.${name}`) })));
			node.style.left = `${x}px`;
		}
		const watching = isWatching(store);
		for (const { layer, x, width } of heads) {
			const { units, activation } = structure.layers[layer - 1];
			const node = part(groups.heads, `head-${layer}`, () => head(layer));
			node.style.left = `${x}px`;
			node.style.width = `${Math.min(132, width)}px`;
			const count = node.querySelector(".count");
			if (count) setText(count, store.texts.format.integer(units));
			const select = node.querySelector("select");
			const choices = store.options.fields["network.activation"].values ?? [];
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

	/** @param {FeaturePlace} place */
	function arrangeFeature({ name, input, x, y, size }) {
		const node = part(groups.features, `feature-${name}`, () => {
			const canvas = el("canvas", { width: MAP, height: MAP, "aria-hidden": "true" });
			const made = el("button", { class: "feature", "data-part": "feature", "data-feature": name,
				"aria-label": t("network.feature", { name: featureText(name) }), explained: t(`explain.feature.${name}`) },
				canvas);
			drawFeature(name, canvas);
			return made;
		});
		const label = part(groups.features, `feature-name-${name}`, () =>
			el("span", { class: "feature-name", "aria-hidden": "true", "data-part": "feature", "data-feature": name }, featureFormula(name)));
		box(node, x, y, size);
		label.style.left = `${x - size / 2 - 8}px`;
		label.style.top = `${y}px`;
		label.classList.toggle("unused", input < 0);
		node.setAttribute("aria-pressed", String(input >= 0));
		node.toggleAttribute("aria-disabled", isWatching(store));
	}

	/** @param {string} name @param {Canvas} canvas */
	async function drawFeature(name, canvas) {
		const map = await (maps.get(name) ?? load(name)).catch(() => null);
		if (map) drawMap(canvas, map, readPalette().small[store.view.value.discretize ? "discrete" : "smooth"]);
	}

	/** @param {string} name */
	function load(name) {
		const map = api.feature(name, MAP).then((/** @type {{values: number[][]}} */ { values }) => quantized(values));
		maps.set(name, map);
		return map;
	}

	/** @param {UnitPlace} place @param {string} label */
	function arrangeUnit({ layer, unit, x, y, size }, label) {
		const node = part(groups.units, `unit-${layer}-${unit}`, button({ part: "unit", layer, unit }, "unit"));
		box(node, x, y, size);
		node.style.borderRadius = `${size * 0.2}px`;
		node.setAttribute("aria-label", label);
	}

	/** @param {UnitPlace} place @param {string} label */
	function arrangeBias(place, label) {
		const { layer, unit } = place;
		const node = part(groups.biases, `bias-${layer}-${unit}`, button({ part: "bias", layer, unit }, "bias"));
		const { x, y, size } = biasPlace(place);
		box(node, x, y, size);
		node.setAttribute("aria-label", label);
	}

	/** @param {Gap} gap @param {number} unit @param {number} input @param {string} label */
	function arrangeLink(gap, unit, input, label) {
		const { layer } = gap;
		const node = part(groups.links, `link-${layer}-${unit}-${input}`, button({ part: "link", layer, unit, input }, "link"));
		const { x, y, width, height } = handlePlace(gap, unit, input);
		box(node, x, y, width, height);
		node.setAttribute("aria-label", label);
	}

	/** Marks the unit that is shown large, and whether it stays. */
	function showMarks() {
		const { pinned } = store;
		for (const node of groups.units.children) {
			if (!(node instanceof HTMLElement)) continue;
			const { layer, unit } = node.dataset;
			const isPinned = pinned.value !== null && "layer" in pinned.value && pinned.value.layer === Number(layer) && pinned.value.unit === Number(unit);
			node.setAttribute("aria-pressed", String(isPinned));
		}
	}

	function drawFeatures() {
		for (const node of groups.features.querySelectorAll("button")) {
			const canvas = node.querySelector("canvas");
			if (canvas) drawFeature(node.dataset.feature ?? "", canvas);
		}
	}

	/** @param {ParameterName} name */
	function placeOf({ layer, unit, input }) {
		const node = there.get(input === "bias" ? `bias-${layer}-${unit}` : `link-${layer}-${unit}-${input}`);
		return node ? { x: node.offsetLeft + node.offsetWidth / 2, y: node.offsetTop + node.offsetHeight / 2 } : null;
	}

	store.pinned.subscribe(showMarks, { signal });
	store.theme.subscribe(drawFeatures, { signal });
	let discretize = store.view.value.discretize;
	store.view.subscribe((view) => {
		if (view.discretize !== discretize) {
			discretize = view.discretize;
			drawFeatures();
		}
	}, { signal });
	return { arrange, placeOf };
}

/** @param {HTMLElement} node @param {number} x @param {number} y @param {number} width @param {number} height */
function box(node, x, y, width, height = width) {
	node.style.left = `${x - width / 2}px`;
	node.style.top = `${y - height / 2}px`;
	node.style.width = `${width}px`;
	node.style.height = `${height}px`;
}

/** @param {string} testid @param {1 | -1} by @param {string} label @param {() => void} [run] */
export function stepper(testid, by, label, run) {
	return el("button", { class: "stepper", testid, "aria-label": label, text: by > 0 ? "+" : "−", onclick: run });
}
