/** The network: features, hidden layers, output, and every link and bias, to look at and to touch. */
import { el, listen, onResize, setText } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";
import { watch } from "../../core/signal.js";
import { same } from "../../lib/config.js";
import { linkAt, networkLayout, parameterPlace } from "../../lib/layout.js";
import { parameterIndex, parameterOffsets } from "../../lib/parameters.js";
import { withFeature, withHidden, withLayerActivation } from "../../lib/structure.js";
import { networkDrawing } from "../../widgets/network/drawing.js";
import { networkParts, stepper } from "../../widgets/network/parts.js";
import { titled } from "../../lib/names.js";
import { unitNames } from "../../lib/unit-names.js";

/** @type {LiveView} */
export const network = (root, page) => {
	const { texts, options, palette, store, actions, signal } = page;
	const { t, plural, format } = texts;
	const summary = el("span", "summary");
	const layersText = el("span", { class: "count", "aria-live": "polite" });
	const remove = stepper("remove-layer", -1, t("network.remove-layer"), () => resize(-1));
	const add = stepper("add-layer", 1, t("network.add-layer"), () => resize(1));
	const links = el("canvas", { class: "links", "aria-hidden": "true" });
	const units = el("canvas", { class: "units", "aria-hidden": "true" });
	const tip = el("div", { class: "tip", hidden: true });
	const net = el("div", "net", links, el("div", { class: "flow", "aria-hidden": "true" }), units);
	const drawing = networkDrawing(links, units);
	const arrangeParts = networkParts(net, page);
	const placeOf = (/** @type {ParameterName} */ name) => layout && parameterPlace(layout, name);
	const editor = tool(page, () => import("../../widgets/network/editor.js"), ({ parameterEditor }) => parameterEditor(net, page, placeOf));
	const scroller = el("div", { class: "net-scroll", tabindex: "-1" }, net);
	net.append(tip);
	root.append(
		el("div", "section-head",
			el("h2", { text: t("network.title") }),
			el("div", { class: "layers-control", "data-control": "layers", "data-explain": t("explain.layers") },
				remove, el("span", "label", layersText), add),
			summary),
		scroller,
	);
	const keys = tool(page, () => import("../../widgets/network/roving.js"), ({ roving }) => roving(net, signal));
	addEventListener("keydown", keys.prepare, { once: true, signal });
	net.addEventListener("pointerdown", keys.prepare, { once: true, signal });

	/** @type {NetworkLayout | null} */
	let layout = null;
	let shape = "";
	/** @type {Named} */
	let named = {};

	const { min = 1, max = 32, max_length: most = 8 } = options.fields["network.hidden"];

	/** @param {number} by */
	function resize(by) {
		const { hidden } = store.config.value.network;
		if (by < 0) actions.configure(withHidden(store.config.value, hidden.slice(0, -1)));
		else if (hidden.length < most) actions.configure(withHidden(store.config.value, [...hidden, 2]));
	}

	/** @param {number} layer @param {number} by */
	function resizeLayer(layer, by) {
		const { hidden } = store.config.value.network;
		const wanted = Math.max(min, Math.min(max, hidden[layer - 1] + by));
		actions.configure(withHidden(store.config.value, hidden.map((count, i) => (i === layer - 1 ? wanted : count))));
	}

	function arrange() {
		const session = store.session.value;
		if (!session) return;
		const { structure } = session;
		named = store.points.value;
		const { class_names, units: { x1, x2 } = {} } = named;
		const wanted = JSON.stringify([structure, class_names, x1?.title, x2?.title, scroller.clientWidth, store.isWatching()]);
		if (wanted === shape) return;
		shape = wanted;
		layout = networkLayout(structure, options.features, scroller.clientWidth);
		net.style.width = `${layout.width}px`;
		net.style.height = `${layout.height}px`;
		scroller.tabIndex = layout.width > scroller.clientWidth ? 0 : -1;
		drawing.arrange(layout, structure);
		arrangeParts(layout, session);
		setText(summary, plural("network.parameters", structure.parameters));
		setText(layersText, plural("network.layers", structure.layers.length));
		remove.disabled = store.isWatching() || structure.layers.length === 0;
		add.disabled = store.isWatching() || structure.layers.length >= most;
		draw();
	}

	function draw() {
		const { frame, view } = store;
		if (frame.value && drawing.draw(frame.value, palette.value, view.value.discretize)) showTip();
	}

	/** @param {ParameterName} name @param {Structure} structure */
	function tipText(name, structure) {
		const { parameters, gradients } = store.frame.value ?? {};
		const index = parameterIndex(parameterOffsets(structure), name);
		const value = t("network.value", { name: titled(unitNames(texts, structure, store.points.value).parameter(name)), value: format.value(parameters?.[index]) });
		const gradient = gradients ? t("network.gradient", { value: format.value(gradients[index]) }) : "";
		return [value, gradient, store.isWatching() ? "" : t("network.edit")].filter(Boolean).join(" · ");
	}

	function showTip() {
		const name = store.pointed.value;
		const session = store.session.value;
		const place = name && placeOf(name);
		tip.hidden = !place || !session || store.edited.value !== null;
		if (tip.hidden || !place || !session || !name) return;
		setText(tip, tipText(name, session.structure));
		const half = tip.offsetWidth / 2;
		const left = scroller.scrollLeft;
		tip.style.left = `${Math.max(left + half + 2, Math.min(left + scroller.clientWidth - half - 2, place.x))}px`;
		tip.style.top = `${place.y + 14}px`;
	}

	/** @param {Event} event */
	function partOf({ target }) {
		const part = target instanceof Element ? target.closest("[data-part]") : null;
		return part instanceof HTMLElement ? part.dataset : {};
	}

	/** @param {MouseEvent} event */
	function parameterAt(event) {
		const data = partOf(event);
		if (data.part === "bias" || data.part === "link") return parameterOf(data);
		if (data.part || !layout || (event.target instanceof Element && event.target.closest(".editor, .head"))) return null;
		const box = net.getBoundingClientRect();
		return linkAt(layout, event.clientX - box.left, event.clientY - box.top);
	}

	listen(net, {
		pointermove(event) {
			if (event.pointerType === "touch") return;
			const name = parameterAt(event);
			net.classList.toggle("pointing", name !== null);
			actions.point(name);
		},
		pointerleave: () => actions.point(null),
		pointerover: (event) => event.pointerType !== "touch" && hover(partOf(event)),
		pointerout: (event) => !net.contains(/** @type {Node | null} */ (event.relatedTarget)) && hover({}),
		focusin(event) {
			const data = partOf(event);
			if (!(event.target instanceof Element) || !event.target.matches(":focus-visible")) return;
			hover(data);
			actions.point(data.part === "bias" || data.part === "link" ? parameterOf(data) : null);
		},
		focusout() {
			hover({});
			actions.point(null);
		},
		click(event) {
			const data = partOf(event);
			const name = parameterAt(event);
			if (name) actions.edit(store.isWatching() ? null : name);
			else if (data.part === "unit") pin({ layer: Number(data.layer), unit: Number(data.unit) });
			else if (data.part === "feature" && !store.isWatching()) actions.configure(withFeature(store.config.value, data.feature ?? "", options.features));
			else if (data.part === "resize") resizeLayer(Number(data.layer), Number(data.by));
		},
		change({ target }) {
			if (!(target instanceof HTMLSelectElement) || !target.dataset.layer) return;
			actions.configure(withLayerActivation(store.config.value, Number(target.dataset.layer), target.value));
		},
	}, signal);

	/** @param {DOMStringMap} data */
	function hover({ part, layer, unit, feature }) {
		actions.hover(part === "unit" ? { layer: Number(layer), unit: Number(unit) } : part === "feature" && feature ? { feature } : null);
	}

	/** @param {UnitName} unit */
	function pin(unit) {
		actions.pin(same(unit, store.pinned.value) ? null : unit);
	}

	watch([store.session], arrange, signal);
	store.points.subscribe(({ class_names, units }) => (class_names !== named.class_names || units !== named.units) && arrange(), { signal });
	watch([store.view, store.frame, palette], draw, signal);
	watch([store.pointed, store.edited], showTip, signal);
	store.pointed.subscribe((name) => name && editor.prepare(), { signal });
	store.edited.subscribe((name) => name && editor.open(), { signal });
	onResize(scroller, arrange, signal);
};

/** @param {DOMStringMap} data @returns {ParameterName} */
function parameterOf({ part, layer, unit, input }) {
	return { layer: Number(layer), unit: Number(unit), input: part === "bias" ? "bias" : Number(input) };
}
