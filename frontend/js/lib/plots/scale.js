/** A scale for numbers: logarithmic where they span orders of magnitude. */

const LOG_FROM = 30;
const MANY = 8;

/**
 * Positions run from 0 at the lowest number to 1 at the highest; a single number lies at 0.5.
 * @param {number[]} values those that are not finite are left out
 */
export function numberScale(values) {
	const finite = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
	const low = finite[0] ?? 0;
	const high = finite.at(-1) ?? 1;
	const isLog = low > 0 && high / low >= LOG_FROM;
	const [into, from] = isLog ? [Math.log10, (/** @type {number} */ level) => 10 ** level] : [Number, Number];
	const span = into(high) - into(low);
	return {
		isLog,
		/** @param {number} value */
		position: (value) => (span ? (into(value) - into(low)) / span : value === low ? 0.5 : NaN),
		/** @param {number} position */
		value: (position) => (position >= 1 ? high : position <= 0 ? low : from(into(low) + position * span)),
		/** The numbers themselves where they are few, else round ones. */
		ticks: finite.length <= MANY ? finite : isLog ? powers(low, high) : roundNumbers(low, high),
	};
}

/** @param {number} low @param {number} high */
function powers(low, high) {
	const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
	const stride = Math.ceil((last - first + 1) / 6);
	const found = [];
	for (let power = first; power <= last; power += stride) found.push(10 ** power);
	return found;
}

/** Four to nine multiples of 1, 2 or 5 times a power of ten. @param {number} low @param {number} high */
function roundNumbers(low, high) {
	const rough = (high - low) / 8;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
	const found = [];
	for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
	return found;
}
