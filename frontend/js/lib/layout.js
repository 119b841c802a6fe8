/** Where everything of the network view lies: pure geometry in CSS pixels, no drawing. */

const LABELS = 58;
const EDGE = 10;
const LARGEST_UNIT = 40;
const LARGEST_ROW = 54;
const SMALLEST_ROW = 19;
const NARROWEST_COLUMN = 70;
const TALLEST = 608;
/** More units of a layer stand in several files. */
const LONGEST_FILE = 32;
const FILE_WIDTH = 16;

/** Height of what stands above the first row of units. */
const HEAD_HEIGHT = 92;

/**
 * @param {Structure} structure @param {Wire.FeatureName[]} allFeatures every feature there is, in the order of the column
 * @param {number} available the width there is; the layout is wider where the columns need it
 * @returns {NetworkLayout}
 */
export function networkLayout(structure, allFeatures, available) {
	const counts = [allFeatures.length, ...structure.layers.map((layer) => layer.units), structure.outputs];
	const most = Math.max(...counts.slice(1), 1);
	const largest = Math.min(LARGEST_UNIT, TALLEST / Math.min(most, LONGEST_FILE));
	const narrowest = NARROWEST_COLUMN + (files(most) - 1) * FILE_WIDTH;
	const featureX = LABELS + LARGEST_UNIT / 2;
	const gapsNeeded = counts.length - 1;
	const width = Math.max(available, featureX + gapsNeeded * narrowest + largest / 2 + EDGE);
	const outputX = width - EDGE - LARGEST_UNIT / 2;
	const column = (outputX - featureX) / gapsNeeded;
	const xs = counts.map((_, i) => featureX + i * column);
	const row = (/** @type {number} */ count) =>
		Math.max(SMALLEST_ROW, Math.min(LARGEST_ROW, TALLEST / Math.max(count, 1)));
	const size = (/** @type {number} */ count) => Math.min(LARGEST_UNIT, column * 0.58, row(count) * 0.76);
	const top = HEAD_HEIGHT + LARGEST_UNIT / 2;

	const features = allFeatures.map((name, i) => ({
		name,
		input: structure.features.indexOf(name),
		x: xs[0],
		y: top + i * row(counts[0]),
		size: size(counts[0]),
	}));
	const hidden = structure.layers.flatMap(({ units }, i) =>
		places(i + 1, units, xs[i + 1], top, row(units), size(units)),
	);
	const before = hidden.length ? hidden.filter((place) => place.layer === structure.layers.length) : features.slice(0, 2);
	const middle = (before[0].y + before[before.length - 1].y) / 2;
	const outputRow = row(structure.outputs);
	const outputTop = Math.max(top, middle - ((structure.outputs - 1) * outputRow) / 2);
	const outputs = places(counts.length - 1, structure.outputs, outputX, outputTop, outputRow, size(structure.outputs));
	const units = [...hidden, ...outputs];
	return {
		width,
		height: Math.max(...[...features, ...units].map((place) => place.y)) + LARGEST_UNIT / 2 + EDGE,
		features,
		units,
		gaps: gaps(structure, features, units),
		heads: structure.layers.map((_, i) => ({ layer: i + 1, x: xs[i + 1], width: column - 6 })),
		featureX,
		outputX,
	};
}

/** @param {number} count of the units of a layer */
const files = (count) => Math.ceil(count / LONGEST_FILE);

/**
 * Units from the top down; those of several files row by row, each a little lower than the one beside it, so that every
 * one has a height of its own.
 * @param {number} layer @param {number} count @param {number} x @param {number} top @param {number} row
 * @param {number} size
 */
function places(layer, count, x, top, row, size) {
	const side = files(count);
	return Array.from({ length: count }, (_, unit) => ({
		layer,
		unit,
		x: x + ((unit % side) - (side - 1) / 2) * FILE_WIDTH,
		y: top + (unit * row) / side,
		size,
	}));
}

/** @param {Structure} structure @param {FeaturePlace[]} features @param {UnitPlace[]} units */
function gaps(structure, features, units) {
	const used = structure.features.map((_, input) => features.find((place) => place.input === input));
	let before = used.filter((place) => place !== undefined).map(({ x, y, size }) => ({ x, y, size }));
	/** @type {Gap[]} */
	const found = [];
	for (let layer = 1; layer <= structure.layers.length + 1; layer++) {
		const after = units.filter((place) => place.layer === layer);
		found.push({
			layer,
			from: Math.max(0, ...before.map(({ x, size }) => x + size / 2 + 2)),
			to: Math.min(...after.map(({ x, size }) => x - size / 2 - 2)),
			inputs: before.map((place) => place.y),
			units: after.map((place) => place.y),
		});
		before = after;
	}
	return found;
}

/**
 * Height of a link at a share of its way. Its Bézier control points lie at a third and two thirds of the way, so that
 * x grows evenly and this is all there is to it.
 * @param {number} from @param {number} to @param {number} t 0 to 1
 */
export const linkHeight = (from, to, t) => from + (to - from) * t * t * (3 - 2 * t);

/**
 * The link nearest to a point, if any is near.
 * @param {NetworkLayout} layout @param {number} x @param {number} y @param {number} reach
 * @returns {ParameterName | null}
 */
export function linkAt(layout, x, y, reach = 7) {
	const gap = layout.gaps.find(({ from, to, inputs }) => inputs.length && x >= from && x <= to);
	if (!gap) return null;
	const span = gap.to - gap.from;
	const t = (x - gap.from) / span;
	const steepness = (6 * t * (1 - t)) / span;
	let nearest = null;
	let shortest = reach;
	for (const [unit, to] of gap.units.entries()) {
		for (const [input, from] of gap.inputs.entries()) {
			const distance = Math.abs(linkHeight(from, to, t) - y) / Math.hypot(1, (to - from) * steepness);
			if (distance < shortest) {
				shortest = distance;
				nearest = { layer: gap.layer, unit, input };
			}
		}
	}
	return nearest;
}

/** Where the square of a unit's bias lies. @param {UnitPlace} unit */
export function biasPlace({ x, y, size }) {
	const side = Math.max(5, size * 0.22);
	return { x: x - size / 2 - side * 0.35 - 1, y: y + size / 2 - side * 0.15, width: side, height: side };
}

/** Where a weight or a bias can be touched; null where there is none. @param {NetworkLayout} layout @param {ParameterName} name */
export function parameterPlace({ units, gaps }, { layer, unit, input }) {
	const place = units.find((each) => each.layer === layer && each.unit === unit);
	if (!place) return null;
	if (input === "bias") return biasPlace(place);
	const gap = gaps[layer - 1];
	return input < gap.inputs.length ? handlePlace(gap, unit, input) : null;
}

/**
 * Where the handle of a link lies: every input of a layer has a slot of its own along the way, so no two handles of a
 * layer share a place.
 * @param {Gap} gap @param {number} unit @param {number} input
 */
export function handlePlace(gap, unit, input) {
	const inputs = gap.inputs.length;
	const t = 0.4 + (0.38 * (input + 0.5)) / inputs;
	const apart = gap.units.length > 1 ? (gap.units[1] - gap.units[0]) * t * t * (3 - 2 * t) : 14;
	return {
		x: gap.from + (gap.to - gap.from) * t,
		y: linkHeight(gap.inputs[input], gap.units[unit], t),
		width: Math.min(14, ((gap.to - gap.from) * 0.38) / inputs),
		height: Math.min(14, apart),
	};
}
