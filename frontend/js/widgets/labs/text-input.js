/** A formula or a program as text; what cannot be read is said under it, and changes nothing. */
import { el } from "../../core/dom.js";

const REST = 300;
let count = 0;

/** @param {string} name @param {LabText} input @param {LabView} view */
export function textInput(name, input, { lab, say, texts, signal }) {
	const id = `text-${++count}`;
	const said = el("p", { id: `${id}-said`, class: "field-error", role: "status" });
	const shown = (/** @type {string} */ value) => (input.lines ? value.split(";").map((line) => line.trim()).join("\n") : value);
	const stored = (/** @type {string} */ value) => (input.lines ? value.split("\n").map((line) => line.trim()).filter(Boolean).join("; ") : value.trim());
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const properties = { id, class: "text lab-text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", testid: name, "aria-describedby": said.id, oninput: later };
	const control = input.lines ? el("textarea", { ...properties, rows: input.lines }) : el("input", properties);
	const root = el("div", { class: "lab-input wide-input", "data-input": name },
		el("label", { for: id, class: "label", text: say(input.label) }), control, said,
		...(input.presets ? [el("span", "lab-marks", ...Object.entries(input.presets).map(([preset, changes]) => el("button", { class: "lab-mark", testid: `preset-${preset}`, text: say(`${lab.lab.id}.preset.${preset}`), onclick: () => lab.set(changes) })))] : []));

	function later() {
		clearTimeout(timer);
		timer = setTimeout(take, REST);
	}

	function take() {
		const text = stored(control.value);
		const error = input.check(text);
		said.textContent = error ? `${error.line !== undefined && input.lines ? `${say("labs.line", { line: texts.format.integer(error.line + 1) })} ` : ""}${say(`error.${error.code}`, { at: texts.format.integer(error.at + 1), names: "x" })}` : "";
		control.ariaInvalid = error ? "true" : null;
		if (!error) lab.set({ [name]: text, ...input.also });
	}

	lab.inputs.subscribe((values) => {
		if (document.activeElement === control && stored(control.value) === values[name]) return;
		if (document.activeElement === control && control.ariaInvalid) return;
		if (stored(control.value) === values[name]) return;
		control.value = shown(values[name]);
		said.textContent = "";
		control.ariaInvalid = null;
	}, { signal });
	signal.addEventListener("abort", () => clearTimeout(timer));
	return { root, open: (/** @type {boolean} */ isOpen) => root.querySelectorAll("input, textarea, button").forEach((each) => (/** @type {HTMLInputElement} */ (each).disabled = !isOpen)) };
}
