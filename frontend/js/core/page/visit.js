/** How a tab comes to a live session: which one a visit begins with, and the browser's ways to its stream. */
import { DEFAULT_VIEW } from "../../lib/write-hash.js";

const KEPT = "tinkernet.session";
const OWN = "tinkernet.points";

/** What a link made for TensorFlow Playground has, and ours have not. */
const FOREIGN = /(^|&)(\w*[A-Z]\w*|x|y|seed|problem|\w+_hide)=|=L\d/;

/** What a link says. @param {string} hash without the `#` @param {Options} options @returns {Promise<Link>} */
export async function readLink(hash, options) {
	if (!hash) return { config: options.defaults, view: DEFAULT_VIEW, corrections: [] };
	const { readHash } = await import("../../lib/hash.js");
	if (!FOREIGN.test(hash)) return readHash(hash, options);
	const { modernized } = await import("../../lib/legacy.js");
	return readHash(modernized(hash), options);
}

/**
 * The session that the address names, else that of this tab, else a new one with the settings of the address.
 * @param {Pick<Page, "address" | "options">} page @param {Storage} storage of this tab @param {() => boolean} isBack @returns {Visit}
 */
export function createVisit({ address, options }, storage = sessionStorage, isBack = isReturn) {
	return {
		named: () => address.named("session"),
		kept: () => (isBack() ? storage.getItem(KEPT) : null),
		keep: (id) => (id === null ? storage.removeItem(KEPT) : storage.setItem(KEPT, id)),
		keepOwn: (points) => storage.setItem(OWN, JSON.stringify(points)),
		own: () => JSON.parse(storage.getItem(OWN) ?? "null"),
		forget: address.forget,
		settings: () => readLink(address.hash(), options),
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
