/** Draws the plane: the map, its contour, the points. Each on a canvas of its own, since each changes at its own pace. */
import { context2d, fitCanvas } from "../core/dom.js";
import { cssColor, paint, paintWinners } from "../lib/colors.js";
import { classMargins, zeroContour } from "../lib/contour.js";
import { pointColor, pointPath, pointShape } from "./maps.js";

const TRAIN_OUTLINE = "#ffffff";
const TEST_OUTLINE = "#10161d";

/**
 * @typedef {import("../core/theme.js").Palette} Palette
 * @typedef {{values: Int8Array | Uint8Array, side: number, classes: number}} PlaneMap classes 0: one map of signed values
 */

/**
 * Writes a map at the resolution of the data; CSS scales it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {PlaneMap} map
 * @param {Palette} palette
 * @param {boolean} discretize
 */
export function drawPlane(canvas, { values, side, classes }, palette, discretize) {
  if (canvas.width !== side || canvas.height !== side) Object.assign(canvas, { width: side, height: side });
  const image = new ImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  const { smooth, discrete, winners, discreteWinners } = palette.large;
  if (classes) paintWinners(pixels, values, discretize ? discreteWinners : winners);
  else paint(pixels, values, discretize ? discrete : smooth);
  context2d(canvas).putImageData(image, 0, 0);
}

/**
 * Writes one class's probability in its colour.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {PlaneMap} map
 * @param {Uint32Array} table
 */
export function drawProbability(canvas, { values, side }, table) {
  if (canvas.width !== side || canvas.height !== side) Object.assign(canvas, { width: side, height: side });
  const image = new ImageData(side, side);
  paint(new Uint32Array(image.data.buffer), values, table);
  context2d(canvas).putImageData(image, 0, 0);
}

/**
 * The line along which the decision changes.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {PlaneMap} map
 * @param {Palette} palette
 */
export function drawContour(canvas, { values, side, classes }, palette) {
  const size = canvas.clientWidth;
  const ratio = Math.min(2, devicePixelRatio || 1);
  const context = canvas.width === Math.round(size * ratio) ? context2d(canvas) : fitCanvas(canvas, size, size);
  context.clearRect(0, 0, size, size);
  context.beginPath();
  const scale = size / (side - 1);
  if (!classes) addSegments(context, zeroContour(values, side, side), scale);
  const margins = new Int16Array(side * side);
  for (let k = 0; k < classes; k++) {
    classMargins(values, side * side, k, margins);
    addSegments(context, zeroContour(margins, side, side), scale);
  }
  context.lineWidth = 1.25;
  context.globalAlpha = 0.8;
  context.strokeStyle = cssColor(palette.colors.ink);
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {HTMLCanvasElement} canvas */
export function clearPlane(canvas) {
  context2d(canvas).clearRect(0, 0, canvas.width, canvas.height);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} segments
 * @param {number} scale
 */
function addSegments(context, segments, scale) {
  for (let i = 0; i < segments.length; i += 4) {
    context.moveTo(segments[i] * scale, segments[i + 1] * scale);
    context.lineTo(segments[i + 2] * scale, segments[i + 3] * scale);
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("../lib/types.js").Points} points
 * @param {Object} how
 * @param {number} how.size
 * @param {number} how.classes 0 for a regression
 * @param {number} how.scale
 * @param {boolean} how.showTest
 * @param {Palette} how.palette
 */
export function drawPoints(canvas, { train, test }, { size, classes, scale, showTest, palette }) {
  const context = fitCanvas(canvas, size, size);
  context.clearRect(0, 0, size, size);
  const many = train.length + (showTest ? test.length : 0);
  const radius = (many > 1500 ? 2 : many > 700 ? 2.5 : 3.1) * Math.max(0.8, size / 334);
  const sets = [{ set: train, outline: TRAIN_OUTLINE, width: 1 }];
  if (showTest) sets.unshift({ set: test, outline: TEST_OUTLINE, width: 1.2 });
  for (const { set, outline, width } of sets) {
    context.strokeStyle = outline;
    context.lineWidth = width;
    for (const [fill, path] of pointGroups(set, { size, classes, scale, palette, radius })) {
      context.fillStyle = fill;
      context.stroke(path);
      context.fill(path);
      context.stroke(path);
    }
  }
}

/**
 * Points of the same colour share a path.
 *
 * @param {import("../lib/types.js").Point[]} set
 * @param {{size: number, classes: number, scale: number, palette: Palette, radius: number}} how
 */
function pointGroups(set, { size, classes, scale, palette, radius }) {
  /** @type {Map<string, Path2D>} */
  const groups = new Map();
  for (const [x1, x2, label] of set) {
    const fill = pointColor(label, { classes, scale, palette });
    const path = groups.get(fill) ?? new Path2D();
    groups.set(fill, path);
    pointPath(path, pointShape(label, classes), ((x1 + 6) / 12) * size, ((6 - x2) / 12) * size, radius);
  }
  return groups;
}
