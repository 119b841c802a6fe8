/** The round numbers that are written beside a scale. */

/** At most about ten. @param {Pick<NumberScale, "isLog" | "low" | "high">} scale */
export function roundTicks({ isLog, low, high }) {
	if (low === high) return [low];
	return isLog ? roundPowers(low, high) : roundNumbers(low, high);
}

/** Powers of ten; with their multiples by 2 and 5, or any round numbers, where the powers are few. @param {number} low @param {number} high */
function roundPowers(low, high) {
	const decades = Math.log10(high / low);
	const factors = decades < 2 ? [1, 2, 5] : [1];
	const stride = Math.ceil(decades / 7);
	const found = [];
	for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
		if (power % stride === 0) found.push(...factors.map((factor) => Number((factor * 10 ** power).toPrecision(1))));
	}
	const inside = found.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
	return inside.length > 1 ? inside : roundNumbers(low, high);
}

/** Multiples of 1, 2 or 5 times a power of ten. @param {number} low @param {number} high */
function roundNumbers(low, high) {
	const rough = (high - low) / 7;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
	const found = [];
	for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
	return found;
}
