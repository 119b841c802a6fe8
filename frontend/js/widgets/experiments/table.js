/** A table that scrolls sideways where it is too wide, its columns sorted by a press on their heads. */
import { el } from "../../core/dom.js";
import { fieldLabel } from "../../lib/experiments/words.js";

const MARKS = { ascending: "▲", descending: "▼" };

/** @param {Texts} texts @param {{title: string, testid: string}} how */
export function dataTable(texts, { title, testid }) {
	const heads = el("tr");
	const body = el("tbody");
	const table = el("table", { class: `table ${testid}`, testid }, el("thead", {}, heads), body);

	/** @param {string} field @param {string} sort @param {(field: string) => void} onSort */
	function head(field, sort, onSort) {
		const order = sort === field ? "ascending" : sort === `-${field}` ? "descending" : null;
		const mark = el("span", { class: "sort-mark", "aria-hidden": "true", text: order && MARKS[order] });
		const press = () => onSort(field);
		return el("th", { scope: "col", "aria-sort": order, "data-field": field },
			el("button", { class: "sorter", testid: `sort-${field}`, onclick: press }, fieldLabel(texts, field), mark));
	}

	return {
		box: el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": title }, table),
		body,
		/** @param {{fields: string[], sort: string, onSort: (field: string) => void, rows: HTMLElement[]}} content */
		show({ fields, sort, onSort, rows }) {
			redraw(table, () => {
				heads.replaceChildren(...fields.map((field) => head(field, sort, onSort)));
				body.replaceChildren(...rows);
			});
		},
	};
}

/** Draws anew what is inside `root`, and gives the focus back to the control that had it. @param {HTMLElement} root @param {() => void} draw */
export function redraw(root, draw) {
	const { activeElement: active } = document;
	const name = active instanceof HTMLElement && root.contains(active) ? active.dataset.testid : undefined;
	draw();
	const back = name && root.querySelector(`[data-testid="${name}"]`);
	if (back instanceof HTMLElement) back.focus({ preventScroll: true });
}
