/** One popover for all explanations: shown while the pointer rests on a label, on a tap, and on keyboard focus. */
import { el, listen, placeUnder } from "../dom.js";
import { EXPLAINED_BY } from "../../lib/labs/explained.js";
import { styled } from "../style.js";

await styled(new URL("../../../css/explainer.css", import.meta.url).href);

const REST = 250;
/** How long it stays once the pointer has left the label, so that the way to a link in it is not cut off. */
const GRACE = 200;

/**
 * @param {HTMLElement} root whose descendants carry `data-explain` @param {Pick<BareMounted, "texts" | "signal">} page
 * @returns {(first: Event) => void} takes an event that came before it listened
 */
export function explainer(root, { texts: { t }, signal }) {
	const bubble = el("div", { class: "bubble", popover: "manual", role: "tooltip" });
	root.querySelector("main")?.append(bubble);
	/** @type {number | undefined} */
	let timer;
	/** @type {Element | null} */
	let pressed = null;

	/** @param {Event} event */
	const explained = ({ target }) =>
		target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-explain]")) : null;

	/** @param {HTMLElement} target */
	function show(target) {
		const { explain, control = "" } = target.dataset;
		if (!explain || !target.isConnected) return;
		const lab = EXPLAINED_BY[control];
		bubble.replaceChildren(explain, ...(lab ? [" ", el("a", { href: `lab.html?lab=${lab}`, text: t("explain.lab") })] : []));
		bubble.showPopover();
		placeUnder(bubble, target);
	}

	function leave() {
		clearTimeout(timer);
		timer = setTimeout(() => bubble.matches(":hover") || hide(), GRACE);
	}

	function hide() {
		clearTimeout(timer);
		if (bubble.matches(":popover-open")) bubble.hidePopover();
	}

	/** @type {Listeners} */
	const listeners = {
		pointerover(event) {
			const target = explained(event);
			const onLabel = event.target instanceof Element && event.target.closest(".label, [data-explain-all]");
			if (target !== pressed) pressed = null;
			if (!target || pressed || !onLabel || event.pointerType === "touch") return;
			clearTimeout(timer);
			timer = setTimeout(() => show(target), REST);
		},
		pointerout: leave,
		pointerdown(event) {
			if (event.target instanceof Node && bubble.contains(event.target)) return;
			pressed = explained(event);
			hide();
		},
		click(event) {
			const target = explained(event);
			if (target && event.target instanceof Element && event.target.closest(".label")) show(target);
		},
		focusin(event) {
			const target = explained(event);
			if (target && event.target instanceof Element && event.target.matches(":focus-visible")) show(target);
		},
		focusout: hide,
		input: hide,
		keydown: (event) => event.key === "Escape" && hide(),
	};
	listen(root, listeners, signal);
	bubble.addEventListener("pointerleave", hide);
	signal.addEventListener("abort", () => bubble.remove());
	return (first) => void listeners[/** @type {"focusin" | "pointerover"} */ (first.type)]?.(/** @type {any} */ (first));
}
