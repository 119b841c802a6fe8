/** Numbers beside a computation. */
import { scientific } from "../format.js";

/** As a field has it, with nine digits at most. @param {string} language @returns {(value: number | null | undefined) => string} */
export function exact(language) {
	const nine = new Intl.NumberFormat(language, { maximumSignificantDigits: 9, useGrouping: false });
	return (value) => (value === null || value === undefined || !Number.isFinite(value) ? "–" : nine.format(value).replace("-", "−"));
}

/** At most four decimals; very small and very large ones with a power of ten. @param {string} language @returns {(value: number | null | undefined) => string} */
export function figures(language) {
	const four = new Intl.NumberFormat(language, { maximumFractionDigits: 4, useGrouping: false });
	const mantissa = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
	return (value) => {
		if (value === null || value === undefined || !Number.isFinite(value)) return "–";
		const size = Math.abs(value);
		return (size === 0 || (size >= 0.001 && size < 1e6) ? four.format(value || 0) : scientific(value, mantissa)).replace("-", "−");
	};
}
