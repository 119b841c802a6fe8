/** How a tab comes to a live session: which one a visit begins with, and the browser's ways to its stream. */
import { readHash } from "../../lib/hash.js";

const KEPT = "tinkernet.session";

/**
 * The session that the address names, else that of this tab, else a new one with the settings of the address.
 * @param {Pick<Page, "address" | "options">} page @param {Storage} storage of this tab @param {() => boolean} isBack @returns {Visit}
 */
export function createVisit({ address, options }, storage = sessionStorage, isBack = isReturn) {
	return {
		named: () => address.named("session"),
		kept: () => (isBack() ? storage.getItem(KEPT) : null),
		keep: (id) => (id === null ? storage.removeItem(KEPT) : storage.setItem(KEPT, id)),
		forget: address.forget,
		settings: () => readHash(address.hash(), options),
	};
}

/** Coming back to the page, from our other pages too, goes on with its session; a link that is opened starts one of its own. */
function isReturn() {
	const [entry] = performance.getEntriesByType("navigation");
	const isFromHere = document.referrer.startsWith(`${location.origin}/`) && !location.hash;
	return isFromHere || ["reload", "back_forward"].includes(/** @type {any} */ (entry)?.type);
}

/** @param {Address} address @returns {LiveEdges} */
export const browserEdges = (address) => ({
	open: (path) => new WebSocket(address.socket(path)),
	later: (run, milliseconds) => setTimeout(run, milliseconds),
	paint: (draw) => requestAnimationFrame(draw),
	encoding: address.isHere() ? "none" : "differences",
});
