/** Times as people say them. */

const UNITS = /** @type {const} */ ([["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]]);

/** How long ago. @param {Texts} texts @param {number} at seconds since 1970 */
export function agoText({ language }, at) {
	const seconds = Math.max(0, Date.now() / 1000 - at);
	const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[3];
	return new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }).format(-Math.floor(seconds / size), unit);
}

/** How long. @param {Texts} texts @param {number} seconds */
export function spanText({ language }, seconds) {
	const [unit, size] = UNITS.slice(1).find(([, length]) => seconds >= length) ?? UNITS[3];
	const digits = unit === "second" && seconds < 10 ? 1 : 0;
	return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits }).format(seconds / size);
}
