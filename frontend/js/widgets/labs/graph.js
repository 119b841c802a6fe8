/** A graph of computation: values forward, gradients backward, an edge with its local derivative. */
import { el, setText } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { styled } from "../../core/style.js";
import { SIGNS, callOf, layout } from "../../lib/labs/graph.js";
import { low, symbol } from "../../lib/labs/symbols.js";
import { path, shape } from "./svg.js";

await styled(new URL("../../../css/graph.css", import.meta.url).href);

const BOX = { width: 92, height: 58 };
/** What a sum of several gradients needs below. */
const LINE = 16;
/** Between the boxes; where there is little room, they move together. */
const GAP = { x: 60, least: 40, y: 18 };
const NARROW = 74;
/** Signs of a gradient for which a box has room. */
const MOST = 22;

/** @param {HTMLElement} root @param {LabGraphPane} pane @param {LabView} view */
export function graph(root, pane, { lab, texts, say, signal, soon }) {
	const edges = shape("svg", { class: "lab-edges", "aria-hidden": "true" });
	const boxes = el("ol", { class: "lab-nodes" });
	root.append(el("div", { class: "lab-scroll lab-graph", tabindex: 0, role: "region", "aria-label": say(pane.title) }, el("div", "lab-canvas", edges, boxes)));
	let drawn = "";
	/** @type {ReturnType<typeof box>[]} */
	let shown = [];
	watch([lab.inputs, lab.computed], soon(() => {
		const { graph: given, seen } = pane.of(lab.computed.value, lab.inputs.value);
		const key = JSON.stringify(given.nodes.map(({ name, op, inputs, exponent }) => [name, op, inputs, exponent]));
		const places = placed(given);
		if (key !== drawn) {
			drawn = key;
			shown = given.nodes.map((node) => box(node, places));
			boxes.replaceChildren(...shown.map(({ root: each }) => each));
			for (const node of [edges, boxes]) Object.assign(node.style, { width: `${places.width}px`, height: `${places.height}px` });
		}
		for (const node of given.nodes) shown[node.id].fill(node, given, seen);
		edges.replaceChildren(...given.nodes.flatMap((node) => node.inputs.map((input, k) => edge(node, input, k, places, seen))));
	}), signal);

	/** @param {LabGraph} given */
	function placed({ nodes }) {
		const { columns, rows, width, height, counts } = layout(nodes);
		const room = root.clientWidth - 52;
		const wide = Math.max(NARROW, Math.min(BOX.width, (room - (width - 1) * GAP.least) / width));
		const gap = Math.max(GAP.least, Math.min(GAP.x, (room - width * wide) / Math.max(1, width - 1)));
		const isShared = nodes.some(({ id, op }) => op !== "const" && nodes.filter(({ inputs }) => inputs.includes(id)).length > 1);
		const pitch = BOX.height + GAP.y + (isShared ? LINE : 0);
		const full = height * pitch + GAP.y;
		return {
			box: wide,
			width: width * (wide + gap) - gap + 16,
			height: full,
			at: (/** @type {number} */ id) => ({ x: 8 + columns[id] * (wide + gap), y: full / 2 + (rows[id] - (counts[columns[id]] - 1) / 2) * pitch - BOX.height / 2 }),
		};
	}

	/** @param {TapeNode} node @param {ReturnType<typeof placed>} places */
	function box(node, places) {
		const { x, y } = places.at(node.id);
		const value = el("span", "lab-node-value");
		const gradient = el("span", "lab-node-gradient");
		const sign = node.op === "pow" ? `^${texts.format.setting(node.exponent)}` : (SIGNS[node.op] ?? node.op);
		const name = el("span", { class: "lab-node-name", text: node.name ? symbol(node.name) : "" });
		if (node.inputs.length) name.append(el("i", { text: node.name ? ` ${sign}` : sign + low(node.id) }));
		const each = el("li", { class: `lab-node ${node.op}`, testid: `node-${callOf(node)}`, "data-q": node.name }, name, value, gradient);
		Object.assign(each.style, { left: `${x}px`, top: `${y}px`, width: `${places.box}px` });
		return {
			root: each,
			/** @param {TapeNode} now @param {LabGraph} given @param {LabSeen} seen */
			fill(now, { nodes, output }, { hasValue, arrived, active }) {
				const parts = arrived.get(now.id) ?? [];
				const users = now.id === output ? 1 : nodes.reduce((sum, other) => sum + other.inputs.filter((input) => input === now.id).length, 0);
				const sum = parts.reduce((total, part) => total + part, 0);
				const format = texts.format.figure;
				setText(value, hasValue(now.id) ? format(now.value) : "");
				const isWhole = parts.length === users;
				const whole = `◂ ${parts.length > 1 ? `${parts.map(format).join(" + ").replaceAll("+ −", "− ")} = ` : ""}${format(isWhole ? now.gradient : sum)}${isWhole ? "" : " + …"}`;
				setText(gradient, now.op === "const" || !parts.length ? "" : whole.length <= MOST ? whole : whole.replace(/◂ .* = /, "◂ Σ "));
				each.toggleAttribute("data-active", active === now.id);
				each.title = parts.length > 1 ? whole : "";
			},
		};
	}

	/** @param {TapeNode} node @param {number} input @param {number} k @param {ReturnType<typeof placed>} places @param {LabSeen} seen */
	function edge(node, input, k, places, seen) {
		const [from, to] = [places.at(input), places.at(node.id)];
		const offset = (k + 1) / (node.inputs.length + 1) - 0.5;
		const [ax, ay, bx, by] = [from.x + places.box, from.y + BOX.height / 2, to.x, to.y + BOX.height * (0.5 + offset)];
		const bend = (bx - ax) / 2;
		const isBack = seen.arrived.has(input) && (seen.arrived.get(node.id)?.length ?? 0) > 0;
		const text = seen.hasValue(node.id) && lab.lab.inputs.mode?.start !== "fill" ? texts.format.short(node.local[k]) : "";
		return shape("g", { class: isBack ? "edge back" : "edge" },
			shape("path", { d: bend > 0 ? `M${ax},${ay}C${ax + bend},${ay} ${bx - bend},${by} ${bx},${by}` : path([[ax, ay], [bx, by]]) }),
			shape("text", { x: bx - 6, y: by - 4, "text-anchor": "end" }, text));
	}
}
