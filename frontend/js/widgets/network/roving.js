/**
 * One tab stop for each group of many alike elements: inside it, up and down go on to the next, left and right to the next
 * layer.
 */

const GROUP = '[role="group"]';
const MEMBER = "button[data-part]:not(.stepper)";
const STOP = `${MEMBER}[tabindex="0"]`;

/** @param {HTMLElement} root @param {AbortSignal} signal */
export function roving(root, signal) {
	const members = (/** @type {Element} */ part) =>
		/** @type {HTMLElement[]} */ ([...(part.closest(GROUP)?.querySelectorAll(MEMBER) ?? [])]);

	root.addEventListener("keydown", (event) => {
		const from = event.target instanceof HTMLElement ? event.target : null;
		if (!from?.dataset.part || event.ctrlKey || event.metaKey || event.altKey) return;
		const to = target(members(from), from, event.key);
		if (!to) return;
		event.preventDefault();
		to.focus();
	}, { signal });
	root.addEventListener("focusin", ({ target: focused }) => {
		if (!(focused instanceof HTMLElement) || !focused.dataset.part) return;
		const stop = focused.closest(GROUP)?.querySelector(STOP);
		if (stop instanceof HTMLElement) stop.tabIndex = -1;
		focused.tabIndex = 0;
	}, { signal });
	const observer = new MutationObserver((records) => {
		for (const { target } of records) if (target instanceof Element) keepOneStop(target.closest(GROUP));
	});
	for (const group of root.querySelectorAll(GROUP)) {
		keepOneStop(group);
		observer.observe(group, { childList: true, subtree: true });
	}
	signal.addEventListener("abort", () => observer.disconnect());
}

/** @param {Element | null} group */
function keepOneStop(group) {
	const first = group?.querySelector(STOP) ?? group?.querySelector(MEMBER);
	if (first instanceof HTMLElement) first.tabIndex = 0;
}

/** @param {HTMLElement[]} members @param {HTMLElement} from @param {string} key */
function target(members, from, key) {
	const at = members.indexOf(from);
	if (key === "ArrowDown") return members[at + 1];
	if (key === "ArrowUp") return members[at - 1];
	const layer = Number(from.dataset.layer);
	if (key === "ArrowRight") return members.find((member) => Number(member.dataset.layer) === layer + 1);
	if (key === "ArrowLeft") return members.find((member) => Number(member.dataset.layer) === layer - 1);
	return key === "Home" ? members[0] : key === "End" ? members.at(-1) : undefined;
}
