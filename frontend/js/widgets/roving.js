/**
 * One tab stop for each group of many alike elements: inside it, up and down go on to the next, left and right to the next
 * layer.
 */

/** @param {HTMLElement} root @param {AbortSignal} signal */
export function roving(root, signal) {
	const members = (/** @type {Element} */ part) =>
		/** @type {HTMLElement[]} */ ([...(part.parentElement?.querySelectorAll(":scope > button[data-part]") ?? [])]);

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
		for (const member of members(focused)) member.tabIndex = member === focused ? 0 : -1;
	}, { signal });
	const observer = new MutationObserver((records) => {
		for (const parent of new Set(records.map((record) => record.target))) {
			if (parent instanceof Element && parent.firstElementChild) keepOneStop(members(parent.firstElementChild));
		}
	});
	for (const group of root.querySelectorAll('[role="group"]')) observer.observe(group, { childList: true });
	signal.addEventListener("abort", () => observer.disconnect());
}

/** @param {HTMLElement[]} members */
function keepOneStop(members) {
	const stop = members.find((member) => member.tabIndex === 0 && member.hasAttribute("tabindex")) ?? members[0];
	for (const member of members) member.tabIndex = member === stop ? 0 : -1;
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
