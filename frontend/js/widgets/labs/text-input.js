/** A formula or a program as text; what cannot be read is said under it, and changes nothing. */
import { el } from "../../core/dom.js";

const REST = 300;
let count = 0;

/** @type {LabControl} */
export function textInput(name, { label, lines, presets = {}, check, also }, { lab, say, texts: { format }, signal }) {
	const id = `text-${++count}`;
	const said = el("p", { id: `${id}-said`, class: "field-error", role: "status" });
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const control = el(lines ? "textarea" : "input", {
		id, rows: lines, class: "text lab-text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", testid: name, "aria-describedby": said.id,
		oninput() {
			clearTimeout(timer);
			timer = setTimeout(take, REST);
		},
	});
	const root = el("div", { class: "lab-input wide-input", "data-input": name }, el("label", { for: id, class: "label", text: say(label) }), control, said,
		el("span", "lab-marks", ...Object.entries(presets).map(([preset, changes]) => el("button", { class: "lab-mark", testid: `preset-${preset}`, text: say(`${lab.lab.id}.preset.${preset}`), onclick: () => lab.set(changes) }))));

	/** As it is kept, in one line. */
	const stored = () => control.value.split("\n").map((line) => line.trim()).filter(Boolean).join("; ");

	function take() {
		if (isRead()) lab.set({ [name]: stored(), ...also });
	}

	/** Says what is wrong with it, if anything is. */
	function isRead() {
		const error = check(stored());
		const line = error && lines ? `${say("labs.line", { line: format.integer(error.line + 1) })} ` : "";
		said.textContent = error ? line + say(`error.${error.code}`, { at: format.integer(error.at + 1), names: "x" }) : "";
		control.ariaInvalid = error ? "true" : null;
		return !error;
	}

	lab.inputs.subscribe((values) => {
		if (stored() === values[name] || (document.activeElement === control && control.ariaInvalid)) return;
		control.value = lines ? values[name].replace(/; */g, "\n") : values[name];
		isRead();
	}, { signal });
	signal.addEventListener("abort", () => clearTimeout(timer));
	return { root, open: (isOpen) => root.querySelectorAll("input, textarea, button").forEach((each) => (/** @type {HTMLInputElement} */ (each).disabled = !isOpen)) };
}
