/** Rosenblatt's rule, one point at a time; sign(0) is −1. */
import { shuffled } from "./draws.js";

const MOST = 2000;

/**
 * All points that are shown, one after another, until a whole pass is right, or everything begins again.
 * @param {Labelled[]} points each with its class, 1 or -1 @param {{seed?: number | null, bias?: boolean, most?: number}} [how] the seed of the order; null: as listed
 */
export function perceptron(points, { seed = null, bias = true, most = MOST } = {}) {
	const order = seed === null ? points.map((_, i) => i) : shuffled(points.length, seed);
	/** @type {Presentation[]} */
	const shown = [];
	/** @type {Map<string, number>} */
	const seen = new Map();
	let [w1, w2, b] = [0, 0, 0];
	let [corrections, latest] = [0, -1];
	for (let step = 0; step < most; step++) {
		if (step - latest > points.length) return { shown, ended: "separated", cycle: null };
		const point = order[step % points.length];
		const [x1, x2, y] = points[point];
		const s = w1 * x1 + w2 * x2 + b;
		const said = s > 0 ? 1 : -1;
		if (said !== y) {
			const next = [w1 + y * x1, w2 + y * x2, b + (bias ? y : 0)];
			const state = [...next, step % points.length].join();
			const start = seen.get(state);
			if (start !== undefined) return { shown, ended: "cycle", cycle: { start, length: corrections - start } };
			seen.set(state, corrections++);
			[w1, w2, b] = next;
			latest = step;
		}
		shown.push({ point, s, said, isWrong: said !== y, w: [w1, w2], b });
	}
	return { shown, ended: most - latest > points.length ? "separated" : "most", cycle: null };
}

/** How far the nearest point is from a line, the bias as a third coordinate that is always 1; negative: one is on the wrong side. @param {Labelled[]} points @param {[number, number, number]} line */
export function marginOf(points, [w1, w2, b]) {
	const length = Math.hypot(w1, w2, b);
	return Math.min(...points.map(([x1, x2, y]) => (y * (w1 * x1 + w2 * x2 + b)) / length));
}

/** The distance of the farthest point, the third coordinate included. @param {Labelled[]} points */
export const radius = (points) => Math.max(...points.map(([x1, x2]) => Math.hypot(x1, x2, 1)));
