/** What a chart shows, layer by layer. */

/** @typedef {{q?: string, look?: string}} More the quantity, which gives the colour, and how it looks */

/** @param {LabPlace[]} points @param {More} [more] @returns {LabLayer} */
export const curve = (points, more) => ({ kind: "curve", points, ...more });
/** @param {LabPlace[]} points @param {More} [more] @returns {LabLayer} */
export const area = (points, more) => ({ kind: "area", points, ...more });
/** Lines up from 0. @param {LabPlace[]} points @param {More} [more] @returns {LabLayer} */
export const stems = (points, more) => ({ kind: "stems", points, ...more });
/** @param {LabPlace[]} points @param {More & {shape?: "round" | "square"}} [more] @returns {LabLayer} */
export const dots = (points, more) => ({ kind: "points", points, ...more });
/** A line from top to bottom. @param {number} at @param {More} [more] @returns {LabLayer} */
export const rule = (at, more) => ({ kind: "vertical", at, ...more });
/** A square to the right of a place, as high as from one value to another. @param {number} at @param {number} from @param {number} to @param {More} [more] @returns {LabLayer} */
export const square = (at, from, to, more) => ({ kind: "square", at, from, to, ...more });
/** @param {LabPlace} from @param {LabPlace} to @param {More} [more] @returns {LabLayer} */
export const arrow = (from, to, more) => ({ kind: "arrow", from, to, ...more });
/** A text beside a place. @param {LabPlace} at @param {string} text @param {More & {by?: LabPlace, anchor?: "start" | "middle" | "end"}} [more] @returns {LabLayer} */
export const label = (at, text, more) => ({ kind: "text", at, text, ...more });
/** So many numbers from one to another. @param {number} from @param {number} to @param {number} count */
export const along = (from, to, count) => Array.from({ length: count }, (_, i) => from + (i * (to - from)) / (count - 1));
