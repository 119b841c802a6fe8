/** What is kept of the labs in this browser, where it keeps anything at all: one entry, the oldest lab dropped first. */

const KEY = "tinkernet.labs";
const MOST = 65_536;

/** @returns {Record<string, KeptLab>} */
export function keptLabs() {
	try {
		const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
		return kept?.v === 1 && kept.labs && typeof kept.labs === "object" ? kept.labs : {};
	} catch {
		return {};
	}
}

/** Whether it is kept now. @param {string} id @param {KeptLab | null} lab null: forget it */
export function keepLab(id, lab) {
	const { [id]: _, ...others } = keptLabs();
	const entries = [...Object.entries(others), ...(lab ? [/** @type {const} */ ([id, lab])] : [])];
	const text = () => JSON.stringify({ v: 1, labs: Object.fromEntries(entries) });
	while (entries.length > 1 && text().length > MOST) entries.shift();
	try {
		localStorage.setItem(KEY, text());
		return true;
	} catch {
		return false;
	}
}
