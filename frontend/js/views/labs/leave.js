/** What a lab gives away: its code, its notebook, the playground, a link for a class. */
import { el } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";

/** @param {HTMLElement} root @param {LabView & LabGrading} view */
export function leave(root, view) {
	const { lab: room, say, texts, signal, notices } = view;
	const { lab } = room;
	const said = el("span", { class: "lab-said", role: "status" });
	const link = tool({ texts, notices: notices.apart(), signal }, () => import("./link.js"), ({ classLink }) => classLink(root, view));
	root.append(
		...(lab.code && !room.isHidden("code") ? [el("button", { class: "quiet small", testid: "take-code", text: say("take.code"), onclick: copy })] : []),
		...(lab.notebook ? [el("a", { class: "quiet small", testid: "take-notebook", text: say("take.notebook"), href: `api/labs/notebooks/${lab.notebook}?language=${texts.language}` })] : []),
		...(lab.playground ? [el("a", { class: "quiet small", testid: "take-playground", text: say("take.playground"), href: lab.playground })] : []),
		el("button", { class: "quiet small", testid: "take-link", text: say("take.link"), onclick: link.open, onpointerover: link.prepare }), said);

	async function copy() {
		const { copyText } = await import("../../widgets/forms/dialogs.js");
		said.textContent = (await copyText(lab.code?.(room.inputs.value, room.computed.value) ?? "")) ? say("labs.copied") : "";
	}
}
