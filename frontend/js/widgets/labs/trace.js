/** What was computed, a row a step; a row takes the lab back to it. */
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";

const MOST = 200;

/** @param {HTMLElement} root @param {LabTrace} pane @param {LabView} view */
export function trace(root, pane, { lab, texts, say, signal, soon }) {
	const { columns, rows, pick } = pane;
	const body = el("tbody");
	const heads = columns.map(({ label, q, isText }) => el("th", { scope: "col", class: isText && "is-text", "data-q": q, text: say(label) }));
	const table = el("table", { class: "lab-table", "aria-label": say(pane.title) }, el("thead", {}, el("tr", {}, ...heads)), body);
	const box = el("div", { class: "lab-scroll", tabindex: 0, role: "region", "aria-label": say(pane.title) }, table);
	root.append(box);
	let shown = "";
	watch([lab.inputs, lab.computed], soon(() => {
		const all = rows(lab.computed.value, lab.inputs.value, texts);
		const key = JSON.stringify(all);
		if (key === shown) return;
		shown = key;
		const first = Math.max(0, all.length - MOST);
		body.replaceChildren(...all.slice(first).map((row, i) => line(row, first + i)));
		for (const [column, head] of heads.entries()) {
			const isEmpty = all.length > 0 && all.every(({ cells }) => cells[column] === null);
			for (const cell of [head, ...[...body.children].map((row) => row.children[column])]) /** @type {HTMLElement} */ (cell).hidden = isEmpty;
		}
		box.scrollTop = box.scrollHeight;
	}), signal);

	/** @param {LabRow} row @param {number} index */
	function line({ cells, isNow, look }, index) {
		const written = (/** @type {number | string | null} */ cell, /** @type {number} */ column) =>
			typeof cell === "number" ? texts.format[columns[column].format ?? "figure"](cell) : (cell ?? "");
		const go = pick && (() => lab.set(pick(index, lab.inputs.value)));
		return el("tr", { class: look, "aria-current": isNow && "step" },
			...cells.map((cell, column) => (column === 0
				? el("th", { scope: "row" }, go ? el("button", { class: "lab-pick", text: written(cell, column), onclick: go, "aria-label": say("labs.pick", { step: written(cell, column) }) }) : written(cell, column))
				: el("td", { class: columns[column].isText && "is-text", "data-label": say(columns[column].label), "data-q": columns[column].q, text: written(cell, column) }))));
	}
}
