/** A lab on its page: the card of the step, the figure, what moves it, and what leads away. */
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { listenToKeys } from "../../core/page/keyboard.js";
import { verdict } from "../../widgets/labs/verdict.js";
import { card } from "./card.js";
import { figure } from "./figure.js";
import { leave } from "./leave.js";
import { transport } from "./transport.js";

const QUIET = 1000;

/** @param {HTMLElement} root @param {LabView & LabGrading} view */
export function labView(root, view) {
	const { lab: { lab, ...room }, say, signal } = view;
	const steps = el("aside", { class: "lab-card card", "aria-label": say("labs.step") });
	const panes = el("section", { class: "lab-figure", "aria-label": say(`${lab.id}.title`) });
	const inputs = el("div", { class: "lab-inputs", role: "group", "aria-label": say("labs.inputs") });
	const bar = el("div", "lab-bar");
	const away = el("div", "lab-leave");
	const spoken = el("p", { class: "visually-hidden", role: "status" });
	const readout = el("p", { class: "lab-readout", testid: "readout" });
	root.classList.toggle("stage", room.plan.isStage);
	root.replaceChildren(
		el("div", "lab-head",
			el("a", { href: "labs.html", class: "quiet", text: `← ${say("labs.short")}` }),
			el("h1", {}, el("span", { class: "lab-number", text: String(lab.number) }), say(`${lab.id}.title`)),
			el("p", { class: "note", text: say(`${lab.id}.question`) })),
		el("div", "lab-columns", steps, el("div", "lab-main", inputs, panes, bar, away)), spoken);
	figure(panes, view);
	transport(inputs, bar, view);
	card(steps, view);
	leave(away, view);
	bar.append(readout);
	if (room.check) verdict(bar, room.check, view);

	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	watch([room.computed, room.step, room.passed], () => {
		const computed = room.computed.value;
		const text = lab.readout && !room.isCovered("readout") ? say(...lab.readout(computed, room.inputs.value, view.texts)) : "";
		readout.textContent = text;
		clearTimeout(timer);
		timer = setTimeout(() => (spoken.textContent = text), QUIET);
	}, signal);
	signal.addEventListener("abort", () => clearTimeout(timer));
	/** What scrolls takes the arrow. @param {KeyboardEvent} event */
	const meaning = ({ key }) => (key === " " ? view.play : key === "r" ? view.rewind : key === "ArrowRight" && !document.activeElement?.closest("[role=region]") ? view.forward : null);
	if (lab.transport) listenToKeys(meaning, signal);
	addEventListener("keydown", (event) => {
		const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
		if (!isUndo || (event.target instanceof HTMLInputElement && event.target.type === "text")) return;
		event.preventDefault();
		room.undo();
	}, { signal });
}
