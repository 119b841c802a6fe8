/** What a lab gives away: its code, its notebook, the playground, a link for a class. */
import { el } from "../../core/dom.js";
import { tool } from "../../core/page/tool.js";

/** @param {HTMLElement} root @param {LabView & LabGrading} view */
export function leave(root, view) {
	const { lab: room, say, texts, signal, notices } = view;
	const { lab } = room;
	const said = el("span", { class: "lab-said", role: "status" });
	const ways = tool({ texts, notices: notices.apart(), signal }, () => import("./ways.js"), ({ waysOut }) => waysOut(root, said, view));
	const button = (/** @type {"code" | "playground" | "link"} */ way) =>
		el("button", { class: "quiet small", testid: `take-${way}`, text: say(`take.${way}`), onclick: () => ways.open(way), onpointerover: ways.prepare, onfocus: ways.prepare });
	const notebook = el("a", { class: "quiet small", testid: "take-notebook", text: say("take.notebook") });
	if (lab.notebook) room.inputs.subscribe((inputs) => {
		const [name, numbers] = lab.notebook?.(inputs) ?? [];
		notebook.href = `api/labs/notebooks/${name}?${new URLSearchParams({ language: texts.language, seed: String(room.seed.value), ...numbers })}`;
	}, { signal });
	root.append(...(lab.code && !room.isHidden("code") ? [button("code")] : []), ...(lab.notebook ? [notebook] : []), ...(lab.playground ? [button("playground")] : []), button("link"), said);
}
