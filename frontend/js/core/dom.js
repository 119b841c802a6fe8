/** Small helpers to build elements. */

const MATHML = "http://www.w3.org/1998/Math/MathML";
const SVG = "http://www.w3.org/2000/svg";

/** @type {CreateElement} */
export function el(tag, properties = {}, ...children) {
	const node = document.createElement(tag);
	if (node instanceof HTMLButtonElement) node.type = "button";
	for (const [name, value] of Object.entries(typeof properties === "string" ? { class: properties } : properties)) {
		if (value === null || value === undefined || value === false) continue;
		if (name === "text") node.textContent = value;
		else if (name === "testid") node.dataset.testid = value;
		else if (name === "explained") Object.assign(node.dataset, { explain: value, explainAll: "" });
		else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
		else node.setAttribute(name, value === true ? "" : String(value));
	}
	node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
	return node;
}

/** @param {string} tag @param {...(Node | string)} children */
export function math(tag, ...children) {
	const node = document.createElementNS(MATHML, tag);
	node.append(...children);
	return node;
}

/** One of the shapes in icons.svg. @param {string} name */
export function icon(name) {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("aria-hidden", "true");
	svg.classList.add("icon");
	const use = document.createElementNS(SVG, "use");
	use.setAttribute("href", `icons.svg#${name}`);
	svg.append(use);
	return svg;
}

/** Only where it differs, so that nothing is laid out anew for nothing. @param {Node} node @param {string} text */
export function setText(node, text) {
	if (node.textContent !== text) node.textContent = text;
}

/** Listens to several events. @param {EventTarget} node @param {Listeners} listeners by the type of event @param {AbortSignal} signal */
export function listen(node, listeners, signal) {
	for (const [type, run] of Object.entries(listeners)) node.addEventListener(type, /** @type {any} */ (run), { signal });
}

/** Calls at once, and whenever the size of an element changes. @param {Element} node @param {() => void} run @param {AbortSignal} signal */
export function onResize(node, run, signal) {
	const observer = new ResizeObserver(run);
	observer.observe(node);
	signal.addEventListener("abort", () => observer.disconnect());
}

/** Puts an open popover under what opened it, inside the window. @param {HTMLElement} popover @param {HTMLElement} anchor */
export function placeUnder(popover, anchor) {
	if (!popover.matches(":popover-open")) return;
	const box = anchor.getBoundingClientRect();
	const above = box.bottom + popover.offsetHeight + 12 > innerHeight;
	popover.style.left = `${Math.max(8, Math.min(innerWidth - popover.offsetWidth - 8, box.left - 8))}px`;
	popover.style.top = `${above ? Math.max(8, box.top - popover.offsetHeight - 6) : box.bottom + 6}px`;
}
