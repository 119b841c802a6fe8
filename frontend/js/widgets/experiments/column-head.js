/** The head of a column that a table can be sorted by. */
import { el } from "../../core/dom.js";
import { fieldLabel } from "./words.js";

/** @param {Texts} texts @param {{field: string, sort: string, onSort: () => void}} how `sort` as it is now */
export function columnHead(texts, { field, sort, onSort }) {
	const order = sort === field ? "ascending" : sort === `-${field}` ? "descending" : null;
	return el("th", { scope: "col", "aria-sort": order, "data-field": field },
		el("button", { class: "sorter", testid: `sort-${field}`, onclick: onSort },
			fieldLabel(texts, field), el("span", { class: "sort-mark", "aria-hidden": "true", text: order === "ascending" ? "▲" : order === "descending" ? "▼" : "" })));
}
