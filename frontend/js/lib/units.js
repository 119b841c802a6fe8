/** Points in units of their own, as they lie on the square: a value is `offset + factor · place`. */

const ROLES = /** @type {const} */ (["x1", "x2", "label"]);

/** Whether they are those of the square, without names of their own; points that were kept for long have none. @param {Units} [units] */
export const isPlain = (units) => !units || ROLES.every((role) => units[role].offset === 0 && units[role].factor === 1 && units[role].title === role);

/** Rows on the square, labels too. @param {Point[]} rows @param {Units} [units] @returns {Point[]} */
export function placed(rows, units) {
	if (!units || isPlain(units)) return rows;
	const axes = ROLES.map((role) => units[role]);
	return rows.map((row) => /** @type {any} */ (row.map((value, i) => (value - axes[i].offset) / axes[i].factor)));
}
