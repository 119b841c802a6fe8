/** A link for a class: what it locks, what it hides, whose numbers it gives; with a code to scan. */
import { el } from "../../core/dom.js";
import { copyText, modal } from "../../widgets/forms/dialogs.js";
import { choice } from "../../widgets/labs/choice.js";

/** @param {HTMLElement} root @param {LabView & LabGrading} view @returns {() => void} */
export function classLink(root, { lab: room, say }) {
	const { lab } = room;
	const [lock, hide] = [new Set(room.plan.lock), new Set(room.plan.hide)];
	let seed = room.plan.seed ?? "";
	const address = el("input", { class: "text", readonly: true, testid: "class-link", "aria-label": say("link.title") });
	const picture = el("img", { class: "lab-qr", alt: say("labs.qr"), width: 200, height: 200 });
	const said = el("p", { class: "said", role: "status" });
	const boxes = (/** @type {Set<string>} */ set, /** @type {{name: string, text: string}[]} */ all) => all.map(({ name, text }) =>
		el("label", "lab-option", el("input", { type: "checkbox", checked: set.has(name), onchange() {
			if (!set.delete(name)) set.add(name);
			show();
		} }), el("span", { text })));
	const seeds = choice({ legend: say("link.seed"), testid: "class-seed", options: [{ value: "", text: say("link.seed.same") }, { value: "each", text: say("link.seed.each") }], chosen: String(seed), onChoose(value) {
		seed = value;
		show();
	} });
	const dialog = modal(root, say, "link",
		el("div", "lab-two", el("fieldset", "lab-choice", el("legend", { text: say("link.lock") }), ...boxes(lock, Object.entries(lab.inputs).filter(([, { label }]) => label).map(([name, { label }]) => ({ name, text: say(label) })))),
		el("fieldset", "lab-choice", el("legend", { text: say("link.hide") }), ...boxes(hide, [...lab.figure.map(({ area, title }) => ({ name: area, text: say(title) })), { name: "solution", text: say("answer.solution") }]))),
		el("p", { class: "label", text: say("link.seed") }), seeds,
		el("div", "link-field", address, el("button", { class: "solid", text: say("labs.copy"), onclick: async () => (said.textContent = (await copyText(address.value)) ? say("labs.copied") : "") })),
		said, picture);

	function show() {
		const hash = room.link({ lock: [...lock], hide: [...hide], seed: seed === "each" ? "each" : typeof seed === "number" ? seed : null });
		address.value = `${location.origin}${location.pathname}?lab=${lab.id}${hash && `#${hash}`}`;
		picture.src = `api/labs/qr?text=${encodeURIComponent(address.value)}`;
	}

	return () => {
		show();
		dialog.showModal();
	};
}
