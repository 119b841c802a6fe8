/** Numbers as people of a language write them. */

/** @param {string} language */
export function numberFormats(language) {
	const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
	const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
	const short = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
	const plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 6, useGrouping: false });
	const fixed = [2, 3, 4].map(
		(digits) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
	);
	const mantissa = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
	/** @param {Maybe} value @param {(value: number) => string} format */
	const known = (value, format) => (value === null || value === undefined || !Number.isFinite(value) ? "–" : format(value).replace("-", "−"));
	/** Smaller numbers are written with a power of ten. @type {(smallest: number, format: (value: number) => string) => (value: Maybe) => string} */
	const from = (smallest, format) => (value) =>
		known(value, (number) => (number !== 0 && Math.abs(number) < smallest ? scientific(number, mantissa) : format(number)));

	return /** @satisfies {Record<string, (value: Maybe) => string>} */ ({
		integer: (value) => known(value, whole.format),
		short: from(0.001, short.format),
		percent: (value) => known(value, percent.format),
		setting: (value) => known(value, plain.format),
		loss: from(0.0001, (number) => (Math.abs(number) < 10 ? fixed[2] : short).format(number)),
		value: from(0.001, (number) => (Math.abs(number) < 1 ? fixed[1] : Math.abs(number) < 100 ? fixed[0] : short).format(number)),
		coordinate: (value) => known(value, fixed[0].format),
	});
}

/** @param {number} value @param {Intl.NumberFormat} mantissa */
export function scientific(value, mantissa) {
	const exponent = Math.floor(Math.log10(Math.abs(value)));
	const raised = String(exponent).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
	return `${mantissa.format(value / 10 ** exponent)}×10${raised}`;
}
