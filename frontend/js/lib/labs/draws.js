/** Numbers drawn from a seed and a counter, as `backend/tinkernet/labs/draws.py` draws them. */

const SPREAD = 0x9e3779b9;

/** The finaliser of MurmurHash3. @param {number} x */
function mixed(x) {
	x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
	x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
	return (x ^ (x >>> 16)) >>> 0;
}

/** The numbers below `count` in an order that the seed decides. @param {number} count @param {number} seed */
export function shuffled(count, seed) {
	const key = mixed((seed + SPREAD) >>> 0);
	const order = Array.from({ length: count }, (_, i) => i);
	for (let place = count - 1, drawn = 1; place > 0; place--, drawn++) {
		const other = Math.floor((mixed((key + Math.imul(drawn, SPREAD)) | 0) * (place + 1)) / 2 ** 32);
		[order[place], order[other]] = [order[other], order[place]];
	}
	return order;
}
