/** The panes of a lab on their grid, all fed by one computation; what stands for the same quantity lights up together. */
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";

/** @param {HTMLElement} root @param {LabView} view */
export function figure(root, view) {
	const { lab: room, say, signal } = view;
	const { lab } = room;
	root.style.gridTemplateAreas = lab.areas.join(" ");
	root.style.gridTemplateColumns = lab.areas[0].replaceAll('"', "").trim().split(/\s+/).map(() => "minmax(0, 1fr)").join(" ");
	for (const pane of lab.figure) {
		if (room.isHidden(pane.area)) continue;
		const box = el("section", { class: "lab-pane", testid: `pane-${pane.area}` }, el("h2", { text: say(pane.title) }));
		box.style.gridArea = pane.area;
		root.append(box);
		/** @type {(root: HTMLElement, pane: any, view: LabView) => void} */ (pane.widget)(box, pane, view);
		watch([room.inputs, room.step, room.passed], () => {
			box.toggleAttribute("data-covered", room.isCovered(pane.area));
			box.hidden = pane.when?.(room.inputs.value) === false;
		}, signal);
	}
	for (const [type, isOn] of /** @type {const} */ ([["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]])) {
		root.addEventListener(type, ({ target }) => {
			const q = target instanceof Element && target.closest("[data-q]")?.getAttribute("data-q");
			if (q) for (const twin of root.querySelectorAll(`[data-q="${CSS.escape(q)}"]`)) twin.toggleAttribute("data-lit", isOn);
		}, { signal });
	}
}
