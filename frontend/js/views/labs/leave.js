/** What a lab gives away: its code, its notebook, the playground, a link for a class. */
import { call } from "../../core/api.js";
import { el } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";

/** @param {HTMLElement} root @param {LabView & LabGrading} view */
export function leave(root, view) {
	const { lab: room, say, texts, signal, notices } = view;
	const { lab } = room;
	const said = el("span", { class: "lab-said", role: "status" });
	const link = tool({ texts, notices: notices.apart(), signal }, () => import("./link.js"), ({ classLink }) => classLink(root, view));
	const notebook = el("a", { class: "quiet small", testid: "take-notebook", text: say("take.notebook") });
	if (lab.notebook) room.inputs.subscribe((inputs) => {
		const [name, numbers] = lab.notebook?.(inputs) ?? [];
		notebook.href = `api/labs/notebooks/${name}?${new URLSearchParams({ language: texts.language, seed: String(room.seed.value), ...numbers })}`;
	}, { signal });
	root.append(
		...(lab.code && !room.isHidden("code") ? [el("button", { class: "quiet small", testid: "take-code", text: say("take.code"), onclick: copy })] : []),
		...(lab.notebook ? [notebook] : []),
		...(lab.playground ? [el("button", { class: "quiet small", testid: "take-playground", text: say("take.playground"), onclick: go })] : []),
		el("button", { class: "quiet small", testid: "take-link", text: say("take.link"), onclick: link.open, onpointerover: link.prepare }), said);

	/** To the playground with the network of the lab: its session, or a new one of the same config. */
	async function go() {
		const { session, config } = lab.playground?.(room.computed.value, room.inputs.value) ?? {};
		try {
			const id = session ?? (await call("POST", "api/sessions", { config })).id;
			location.assign(`./?session=${encodeURIComponent(id)}`);
		} catch {
			said.textContent = say("labs.away");
		}
	}

	async function copy() {
		const { copyText } = await import("../../widgets/forms/dialogs.js");
		said.textContent = (await copyText(lab.code?.(room.inputs.value, room.computed.value) ?? "")) ? say("labs.copied") : "";
	}
}
