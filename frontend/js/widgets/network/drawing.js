/** Draws the network: links, biases and maps of all units, each with as few calls as can be. */
import { context2d, fitCanvas } from "../../core/canvas.js";
import { cssColor, paint } from "../../lib/colors.js";
import { biasPlace } from "../../lib/layout.js";
import { parameterIndex, parameterOffsets } from "../../lib/parameters.js";

const MAP = 25;
const CELLS = MAP * MAP;
const LEVELS = 16;
const MOST_LINKS = 900;
const STRONG = 3;

/** @param {Canvas} linkCanvas @param {Canvas} unitCanvas */
export function networkDrawing(linkCanvas, unitCanvas) {
	const atlas = document.createElement("canvas");
	const atlasContext = context2d(atlas);
	/** @type {Plan | null} */
	let plan = null;

	/** @param {NetworkLayout} layout @param {Structure} structure */
	function arrange(layout, structure) {
		plan = arranged(layout, structure, fitCanvas(linkCanvas, layout.width, layout.height), fitCanvas(unitCanvas, layout.width, layout.height));
		atlas.width = MAP;
		atlas.height = MAP * Math.max(1, layout.units.length);
	}

	/** @param {Frame} frame @param {Palette} palette @param {boolean} discretize */
	function draw(frame, palette, discretize) {
		if (!plan || frame.parameters.length !== plan.structure.parameters || frame.neurons.shape[0] !== plan.hidden) return false;
		drawLinks(plan, frame.parameters, palette);
		paintAtlas(plan, frame, palette, discretize);
		drawUnits(plan, frame.parameters, palette);
		return true;
	}

	/** @param {Plan} plan @param {Frame} frame @param {Palette} palette @param {boolean} discretize */
	function paintAtlas({ image, pixels, hidden, structure: { outputs } }, frame, palette, discretize) {
		const { smooth, discrete, classes } = palette.small;
		const table = discretize ? discrete : smooth;
		paint(pixels, frame.neurons.values, table);
		for (let k = 0; k < outputs; k++) {
			sample(pixels, (hidden + k) * CELLS, frame.boundary, k, outputs > 1 ? classes[k % classes.length] : table);
		}
		atlasContext.putImageData(image, 0, 0);
	}

	/** @param {Plan} plan @param {Float32Array} parameters @param {Palette} palette */
	function drawUnits({ context, layout, biases, outlines }, parameters, palette) {
		context.clearRect(0, 0, layout.width, layout.height);
		context.lineWidth = 0.75;
		context.strokeStyle = cssColor(palette.colors.faint);
		for (const { x, y, width, height, index } of biases) {
			context.fillStyle = cssColor(palette.color(parameters[index]));
			context.fillRect(x - width / 2, y - height / 2, width, height);
			context.strokeRect(x - width / 2, y - height / 2, width, height);
		}
		context.save();
		context.clip(outlines);
		layout.units.forEach(({ x, y, size }, i) => {
			context.drawImage(atlas, 0, i * MAP, MAP, MAP, x - size / 2, y - size / 2, size, size);
		});
		context.restore();
	}

	return { arrange, draw };
}

/** @typedef {ReturnType<typeof arranged>} Plan */

/** @param {NetworkLayout} layout @param {Structure} structure @param {Context} links @param {Context} context */
function arranged(layout, structure, links, context) {
	const offsets = parameterOffsets(structure);
	const curves = layout.gaps.flatMap(({ layer, from, to, inputs, units }) =>
		units.flatMap((end, unit) => inputs.map((start, input) => [from, start, to, end, parameterIndex(offsets, { layer, unit, input })])),
	);
	const outlines = new Path2D();
	for (const { x, y, size } of layout.units) outlines.roundRect(x - size / 2, y - size / 2, size, size, size * 0.2);
	const image = new ImageData(MAP, MAP * Math.max(1, layout.units.length));
	return {
		layout,
		links,
		context,
		curves: Float32Array.from(curves.flat()),
		count: curves.length,
		buckets: new Uint8Array(curves.length),
		outlines,
		thickness: thickness(layout),
		biases: layout.units.map((place) => ({ ...biasPlace(place), index: parameterIndex(offsets, { ...place, input: "bias" }) })),
		hidden: layout.units.length - structure.outputs,
		structure,
		image,
		pixels: new Uint32Array(image.data.buffer),
	};
}

/** @param {NetworkLayout} layout */
function thickness({ gaps, units }) {
	const narrowest = Math.min(...gaps.map(({ from, to }) => to - from));
	const smallest = Math.min(...units.map(({ size }) => size));
	return 4.5 * Math.min(1, Math.max(0.25, narrowest / 110)) * Math.min(1, Math.max(0.4, smallest / 30));
}

/** @param {Plan} plan @param {Float32Array} parameters @param {Palette} palette */
function drawLinks({ links, layout, curves, count, buckets, thickness }, parameters, palette) {
	const sizes = new Uint32Array(2 * LEVELS);
	for (let i = 0; i < count; i++) {
		const weight = parameters[curves[5 * i + 4]];
		const level = Math.min(LEVELS - 1, Math.floor(LEVELS * strength(weight)));
		buckets[i] = 2 * level + (weight < 0 ? 0 : 1);
		sizes[buckets[i]]++;
	}
	links.clearRect(0, 0, layout.width, layout.height);
	for (let bucket = weakestDrawn(sizes); bucket < 2 * LEVELS; bucket++) {
		if (sizes[bucket]) strokeBucket(links, curves, buckets, bucket, palette, thickness);
	}
}

/** @param {number} weight */
const strength = (weight) => Math.sqrt(Math.min(1, Math.abs(weight) / STRONG));

/** @param {Uint32Array} sizes */
function weakestDrawn(sizes) {
	let drawn = 0;
	for (let level = LEVELS - 1; level >= 0; level--) {
		const here = sizes[2 * level] + sizes[2 * level + 1];
		drawn += here;
		if (drawn > MOST_LINKS && drawn > here) return 2 * (level + 1);
	}
	return 0;
}

/**
 * @param {Context} context @param {Float32Array} curves @param {Uint8Array} buckets @param {number} bucket
 * @param {Palette} palette @param {number} thickness
 */
function strokeBucket(context, curves, buckets, bucket, palette, thickness) {
	const level = ((bucket >> 1) + 0.5) / LEVELS;
	const weight = STRONG * level * level;
	context.beginPath();
	for (let i = 0; i < buckets.length; i++) {
		if (buckets[i] !== bucket) continue;
		const at = 5 * i;
		const third = (curves[at + 2] - curves[at]) / 3;
		context.moveTo(curves[at], curves[at + 1]);
		context.bezierCurveTo(curves[at] + third, curves[at + 1], curves[at + 2] - third, curves[at + 3], curves[at + 2], curves[at + 3]);
	}
	context.globalAlpha = 0.5 + 0.4 * level;
	context.lineWidth = 0.8 + thickness * level * level;
	context.strokeStyle = cssColor(palette.color((bucket & 1 ? 1 : -1) * Math.max(0.25, Math.min(1, weight))));
	context.stroke();
	context.globalAlpha = 1;
}

/**
 * @param {Uint32Array} pixels @param {number} to @param {Grid} map @param {number} index @param {Uint32Array} table
 */
function sample(pixels, to, { values, shape }, index, table) {
	const side = shape[shape.length - 1];
	const from = index * side * side;
	for (let row = 0; row < MAP; row++) {
		const y = Math.round((row * (side - 1)) / (MAP - 1));
		for (let column = 0; column < MAP; column++) {
			const x = Math.round((column * (side - 1)) / (MAP - 1));
			pixels[to + row * MAP + column] = table[values[from + y * side + x] & 255];
		}
	}
}
