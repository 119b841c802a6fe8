/** Formulas with live numbers, in MathML. */
import { el, math } from "../../core/dom.js";
import { watch } from "../../core/signal.js";

/** @param {LabTerm[]} terms @param {(value: number) => string} format @returns {Element} */
export function mathml(terms, format) {
	const row = (/** @type {LabTerm[]} */ parts) => math("mrow", ...parts.map(term));

	/** @param {LabTerm} given @returns {Element} */
	function term(given) {
		if (typeof given === "string") return math(/^\p{L}+$/u.test(given) ? "mi" : "mo", given);
		if (given.kind === "number") return marked(math("mn", format(given.value)), given.q);
		if (given.kind === "function") return math("mi", given.text);
		if (given.kind === "name") return marked(given.below ? math("msub", math("mi", given.text), math("mn", given.below)) : math("mi", given.text), given.q);
		return math(given.kind === "frac" ? "mfrac" : "msup", ...given.parts.map(row));
	}

	return math("math", row(terms));
}

/** @param {Element} node @param {string | undefined} q */
function marked(node, q) {
	if (q) node.setAttribute("data-q", q);
	return node;
}

/** @param {HTMLElement} root @param {LabFormula} pane @param {LabView} view */
export function formula(root, pane, { lab, texts, say, signal, soon }) {
	const lines = el("div", { class: "lab-formulas", tabindex: 0, role: "region", "aria-label": say(pane.title) });
	root.append(lines);
	watch([lab.inputs, lab.computed], soon(() => {
		lines.replaceChildren(...pane.lines(lab.computed.value, lab.inputs.value, texts).map((terms) => mathml(terms, texts.format.figure)));
	}), signal);
}
