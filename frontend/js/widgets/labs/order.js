/** Lines to be put in order, by buttons that move one up or down. */
import { el } from "../../core/dom.js";

/** @type {LabAnswer} */
export function order({ field, label, value, option, say, change }) {
	const lines = typeof value === "string" && value ? value.split(",") : [...(field.options ?? [])];
	const control = el("ol", { class: "lab-order", "aria-label": label, testid: `field-${field.name}` });

	/** @param {number} [focused] @param {string} [direction] */
	function fill(focused = -1, direction = "") {
		control.replaceChildren(...lines.map((line, i) => el("li", {}, el("code", { text: option(line) }), mover(i, -1, "up"), mover(i, 1, "down"))));
		const buttons = [...(control.children[focused]?.querySelectorAll("button") ?? [])];
		(buttons.find((button) => !button.disabled && button.classList.contains(direction)) ?? buttons.find((button) => !button.disabled))?.focus();
	}

	/** @param {number} i @param {number} by @param {string} direction */
	function mover(i, by, direction) {
		const move = () => {
			lines.splice(i + by, 0, ...lines.splice(i, 1));
			change(lines.join(","));
			fill(i + by, direction);
		};
		return el("button", { class: `stepper ${direction}`, text: by < 0 ? "↑" : "↓", "aria-label": say(`labs.${direction}`, { line: option(lines[i]) }), disabled: i + by < 0 || i + by >= lines.length, onclick: move });
	}

	fill();
	if (!value) change(lines.join(","));
	return {
		control,
		focus: () => control.querySelector("button")?.focus(),
		put(/** @type {string} */ right) {
			lines.splice(0, lines.length, ...right.split(/[ ,]+/));
			fill();
		},
	};
}
