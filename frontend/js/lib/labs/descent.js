/** Gradient descent on one number, with the formulas of torch.optim; held to it by `tests/golden/labs/descents.json`. */

/** What the playground begins with. */
const DEFAULTS = { momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rho: 0.99 };

/** What is subtracted from x, given its slope. @type {Record<string, (settings: OptimizerSettings) => (slope: number) => number>} */
const UPDATES = {
	sgd: ({ rate }) => (slope) => rate * slope,
	momentum: (settings) => withMomentum(settings, (_, velocity) => velocity),
	nesterov: (settings) => withMomentum(settings, (slope, velocity) => slope + settings.momentum * velocity),
	rmsprop({ rate, rho, epsilon }) {
		let square = 0;
		return (slope) => {
			square = rho * square + (1 - rho) * slope * slope;
			return (rate * slope) / (Math.sqrt(square) + epsilon);
		};
	},
	adam({ rate, beta1, beta2, epsilon }) {
		let [mean, square, step] = [0, 0, 0];
		return (slope) => {
			step++;
			mean += (1 - beta1) * (slope - mean);
			square = beta2 * square + (1 - beta2) * slope * slope;
			const scale = Math.sqrt(square) / Math.sqrt(1 - beta2 ** step) + epsilon;
			return ((rate / (1 - beta1 ** step)) * mean) / scale;
		};
	},
};
export const OPTIMIZERS = Object.keys(UPDATES);

/** @param {OptimizerSettings} settings @param {(slope: number, velocity: number) => number} direction */
function withMomentum({ rate, momentum }, direction) {
	let velocity = 0;
	return (/** @type {number} */ slope) => {
		velocity = momentum * velocity + slope;
		return rate * direction(slope, velocity);
	};
}

/** Where it goes, the start first, until it leaves the window or is no number any more. @param {Differentiated} f @param {DescentHow} how */
export function descent(f, { optimizer, start, steps, window: [low, high] = [-Infinity, Infinity], ...settings }) {
	const update = UPDATES[optimizer]({ ...DEFAULTS, ...settings });
	const points = [{ step: 0, x: start, ...f(start) }];
	for (let step = 1; step <= steps; step++) {
		const last = points[points.length - 1];
		const x = last.x - update(last.slope);
		if (!Number.isFinite(x)) return { points, ended: "not_finite" };
		points.push({ step, x, ...f(x) });
		if (x < low || x > high) return { points, ended: "left" };
	}
	return { points, ended: "steps" };
}
