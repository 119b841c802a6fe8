/** Densities, likelihoods, and the losses that they lead to. */

/** @param {number} y @param {number} mu @param {number} sigma */
export const density = (y, mu, sigma) => Math.exp(-((y - mu) ** 2) / (2 * sigma ** 2)) / (sigma * Math.sqrt(2 * Math.PI));

/** −ln of a density; exact where the density itself is 0. @param {number} y @param {number} mu @param {number} sigma */
export const surprise = (y, mu, sigma) => (y - mu) ** 2 / (2 * sigma ** 2) + Math.log(sigma * Math.sqrt(2 * Math.PI));

/** What measurements say of a bell. @param {number[]} points @param {number} mu @param {number} sigma */
export function gauss(points, mu, sigma) {
	const densities = points.map((y) => density(y, mu, sigma));
	return {
		densities,
		likelihood: densities.reduce((product, each) => product * each, 1),
		nll: points.reduce((sum, y) => sum + surprise(y, mu, sigma), 0),
		mse: points.reduce((sum, y) => sum + (y - mu) ** 2, 0) / points.length,
	};
}

/** −ln likelihood of a coin. @param {number} heads @param {number} throws @param {number} p */
export const coin = (heads, throws, p) => -(heads ? heads * Math.log(p) : 0) - (throws - heads ? (throws - heads) * Math.log(1 - p) : 0);

/** A classifier's answer to one example, from its sum z: both losses and their slopes in z. @param {number} z @param {number} y 0 or 1 */
export function classified(z, y) {
	const p = 1 / (1 + Math.exp(-z));
	return {
		p,
		cross_entropy: Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))),
		cross_entropy_slope: p - y,
		squared: (p - y) ** 2,
		squared_slope: 2 * (p - y) * p * (1 - p),
	};
}

/** @param {number[]} scores @param {number} right */
export function softmax(scores, right) {
	const top = Math.max(...scores);
	const sum = scores.reduce((total, score) => total + Math.exp(score - top), 0);
	return { probabilities: scores.map((score) => Math.exp(score - top) / sum), loss: Math.log(sum) + top - scores[right] };
}
