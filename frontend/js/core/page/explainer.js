/** One popover for all explanations: shown while the pointer rests on a label, on a tap, and on keyboard focus. */
import { el, listen, placeUnder } from "../dom.js";
import { styled } from "../style.js";

await styled(new URL("../../../css/explainer.css", import.meta.url).href);

const REST = 250;

/**
 * @param {HTMLElement} root whose descendants carry `data-explain` @param {AbortSignal} signal
 * @returns {(first: Event) => void} takes an event that came before it listened
 */
export function explainer(root, signal) {
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
		bubble.textContent = target.dataset.explain ?? "";
		if (!bubble.textContent || !target.isConnected) return;
		bubble.showPopover();
		placeUnder(bubble, target);
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
		pointerout: hide,
		pointerdown(event) {
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
	signal.addEventListener("abort", () => bubble.remove());
	return (first) => void listeners[/** @type {"focusin" | "pointerover"} */ (first.type)]?.(/** @type {any} */ (first));
}
