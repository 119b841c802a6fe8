/** A function of one variable out of one hidden layer: folds of ReLU neurons, or steps of steep sigmoids. */

const PLACES = 2001;
const ROUNDING = 1e-12;
const STEEPNESS = 100;
const INSIDE = 200;

/** So many places from one end to the other. @param {number} low @param {number} high @param {number} count */
export const places = (low, high, count) => Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

/** Chords through the heights at the knots: each neuron adds a change of slope. @param {number[]} knots @param {number[]} heights @returns {HiddenLayer} */
export function foldsThrough(knots, heights) {
	const slopes = knots.slice(1).map((knot, i) => (heights[i + 1] - heights[i]) / (knot - knots[i]));
	return { activation: "relu", hidden: knots.slice(0, -1).map((knot) => [1, -knot]), output: slopes.map((slope, i) => slope - (i ? slopes[i - 1] : 0)), bias: heights[0] };
}

/** A step at each knot inside, between the heights of the pieces. @param {number[]} knots @param {number[]} heights one less than knots @returns {HiddenLayer} */
export function stepsThrough(knots, heights) {
	const weight = STEEPNESS / ((knots[knots.length - 1] - knots[0]) / heights.length);
	return { activation: "sigmoid", hidden: knots.slice(1, -1).map((knot) => [weight, -weight * knot]), output: heights.slice(1).map((height, i) => height - heights[i]), bias: heights[0] };
}

/** The heights that even pieces have by themselves. @param {(x: number) => number} f @param {"folds" | "steps"} kind @param {number[]} knots */
export function heightsOf(f, kind, knots) {
	if (kind === "folds") return knots.map(f);
	return knots.slice(1).map((knot, i) => {
		const inside = places(knots[i], knot, INSIDE + 1).map(f);
		return (Math.min(...inside) + Math.max(...inside)) / 2;
	});
}

/** @param {"folds" | "steps"} kind @param {number[]} knots @param {number[]} heights */
export const built = (kind, knots, heights) => (kind === "folds" ? foldsThrough : stepsThrough)(knots, heights);

/** What a neuron gives, with the weight of the output. @param {HiddenLayer} layer @param {number} i @param {number} x */
export function share({ activation, hidden, output }, i, x) {
	const s = hidden[i][0] * x + hidden[i][1];
	return output[i] * (activation === "relu" ? Math.max(s, 0) : 1 / (1 + Math.exp(-s)));
}

/** @param {HiddenLayer} layer @param {number} x */
export const outputOf = (layer, x) => layer.hidden.reduce((sum, _, i) => sum + share(layer, i, x), layer.bias);

/** The largest distance on 2,001 places, and where it is first. @param {(x: number) => number} f @param {(x: number) => number} g @param {number} low @param {number} high */
export function gapOf(f, g, low, high) {
	const all = places(low, high, PLACES).map((at) => ({ at, gap: Math.abs(f(at) - g(at)) }));
	const gap = Math.max(...all.map((each) => each.gap));
	return all.find((each) => each.gap >= gap - ROUNDING) ?? { at: NaN, gap: NaN };
}
