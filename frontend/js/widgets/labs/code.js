/** The same computation in PyTorch, with the numbers of the moment. */
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";

const TOKEN = /(?<comment>#.*)|(?<string>"[^"]*")|(?<keyword>\b(?:import|from|def|return|for|in|if|else|while|lambda|True|False|None|print|as|with|not)\b)|(?<number>(?<![\w.])\d+(?:\.\d*)?(?:e-?\d+)?)/g;

/** @param {HTMLElement} root @param {LabCode} pane @param {LabView} view */
export function code(root, pane, { lab, say, signal, soon }) {
	const lines = el("code");
	root.append(el("pre", { class: "lab-code", tabindex: 0, role: "region", "aria-label": say(pane.title) }, lines));
	/** @type {string[]} */
	let shown = [];
	watch([lab.inputs, lab.computed], soon(() => {
		const next = lab.lab.code?.(lab.inputs.value, lab.computed.value).split("\n") ?? [];
		if (next.join("\n") === shown.join("\n")) return;
		lines.replaceChildren(...next.map((line, i) => el("span", { class: shown.length && shown[i] !== line ? "line changed" : "line" }, ...colored(line), "\n")));
		shown = next;
	}), signal);
}

/** @param {string} line */
function colored(line) {
	const parts = [];
	let done = 0;
	for (const match of line.matchAll(TOKEN)) {
		parts.push(line.slice(done, match.index));
		const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [""];
		parts.push(el("span", { class: `code-${kind}`, text: match[0] }));
		done = match.index + match[0].length;
	}
	return [...parts, line.slice(done)];
}
