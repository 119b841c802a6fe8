/** The ways out of a lab: its code on the clipboard, its network in the playground, a link for a class. */
import { call } from "../../core/api.js";
import { el } from "../../core/dom.js";
import { copyText, modal } from "../../widgets/forms/dialogs.js";
import { choice } from "../../widgets/labs/choice.js";

/**
 * @param {HTMLElement} root @param {HTMLElement} said where is said what came of it @param {LabView & LabGrading} view
 * @returns {(way: "code" | "playground" | "link") => void}
 */
export function waysOut(root, said, view) {
	const { lab: { lab, ...room }, say } = view;
	const ways = { code, playground, link: classLink(root, view) };
	return (way) => void ways[way]();

	async function code() {
		said.textContent = (await copyText(lab.code?.(room.inputs.value, room.computed.value) ?? "")) ? say("labs.copied") : "";
	}

	/** To the playground with the network of the lab: its session, or a new one of the same config. */
	async function playground() {
		const { session, config } = lab.playground?.(room.computed.value, room.inputs.value) ?? {};
		try {
			const id = session ?? (await call("POST", "api/sessions", { config })).id;
			location.assign(`./?session=${encodeURIComponent(id)}`);
		} catch {
			said.textContent = say("labs.away");
		}
	}
}

/** What it locks, what it hides, whose numbers it gives; with a code to scan. @param {HTMLElement} root @param {LabView & LabGrading} view @returns {() => void} */
function classLink(root, { lab: room, say }) {
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
