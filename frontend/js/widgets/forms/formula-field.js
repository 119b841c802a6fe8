/** The data set by formula: a field for its expression, read as it is typed. */
import { el, setText } from "../../core/dom.js";
import { parsed } from "../../lib/expressions/parse.js";
import { MAX_LENGTH, Unreadable, isCondition } from "../../lib/expressions/tree.js";
import { withDataset } from "../../lib/structure.js";

const FIRST = "x2 > sin(x1)";
const NAMES = ["x1", "x2"];

/**
 * What cannot be read changes nothing and is said, with the place; once the field is left, it shows the formula in force again.
 * @param {HTMLElement} root @param {LivePage} page @returns {(choose?: boolean) => void} chooses the data set, and goes to the field
 */
export function formulaField(root, { texts: { t }, options, store, actions, signal }) {
	const error = el("p", { class: "field-error", id: "formula-error", "aria-live": "polite", testid: "expression-error" });
	const control = el("input", { class: "text wide", id: "formula", testid: "expression", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
		maxlength: MAX_LENGTH, "aria-describedby": "formula-error formula-explain", oninput: take, onblur: leave });
	root.replaceChildren(el("div", { class: "field", "data-control": "expression", "data-explain": t("explain.expression") },
		el("label", { class: "label", for: "formula", text: t("field.expression") }), control, error,
		el("span", { id: "formula-explain", class: "visually-hidden", text: t("explain.expression") })));
	let inForce = FIRST;

	function take() {
		if (refused() === null) apply(control.value);
	}

	/** Says what is wrong; null: nothing is. */
	function refused() {
		try {
			parsed(control.value, NAMES, { conditions: true });
			say("");
			return null;
		} catch (reason) {
			if (!(reason instanceof Unreadable)) throw reason;
			say(t("expression.at", { at: reason.at + 1, why: t(`expression.${reason.code}`) }));
			return reason;
		}
	}

	/** @param {string} text empty: nothing is wrong */
	function say(text) {
		setText(error, text);
		control.ariaInvalid = text ? "true" : null;
		control.toggleAttribute("data-refused", text !== "");
	}

	/** @param {string} expression */
	function apply(expression) {
		const classes = isCondition(parsed(expression, NAMES, { conditions: true })) ? 2 : 0;
		const change = withDataset(store.config.value, /** @type {any} */ ({ name: "formula", classes }), options);
		actions.configure({ ...change, data: { ...change.data, expression } });
	}

	function leave() {
		control.value = inForce;
		control.ariaInvalid = null;
	}

	store.config.subscribe(({ data }) => {
		root.hidden = data.dataset !== "formula";
		if (root.hidden || !data.expression) return;
		inForce = data.expression;
		if (document.activeElement === control || control.value === inForce) return;
		control.value = inForce;
		say("");
	}, { signal });

	return (choose = false) => {
		if (!choose) return;
		if (store.config.value.data.dataset !== "formula") apply(inForce);
		control.focus();
		control.select();
	};
}
