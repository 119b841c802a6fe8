/** Points of an experiment gathered into the cells of two parameters. */
import { parameterLevels } from "./levels.js";

const Z = 1.959963984540054;

/**
 * A share with its 95 % Wilson score interval (Wilson 1927), as the server computes it.
 * @param {number} successes @param {number} trials at least one
 */
export function wilson(successes, trials) {
	const rate = successes / trials;
	const centre = (rate + (Z * Z) / (2 * trials)) / (1 + (Z * Z) / trials);
	const half = (Z / (1 + (Z * Z) / trials)) * Math.sqrt((rate * (1 - rate)) / trials + (Z * Z) / (4 * trials * trials));
	return { rate, low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}

/**
 * The cells, row by row; null where the experiment has no such point. A cell holds the runs of all points that fall into it:
 * those that differ in a third parameter, or lie in the same range.
 * @param {PointSummary[]} points @param {string | null} across path of the columns; null: one column @param {string | null} down
 */
export function heatCells(points, across, down) {
	const columns = parameterLevels(points.map(({ values }) => valueAt(values, across)));
	const rows = parameterLevels(points.map(({ values }) => valueAt(values, down)));
	const cells = rows.levels.map(() => columns.levels.map(() => /** @type {HeatCell | null} */ (null)));
	for (const { point, values, runs, success, test_loss } of points) {
		const [row, column] = [rows.indexOf(valueAt(values, down)), columns.indexOf(valueAt(values, across))];
		const cell = (cells[row][column] ??= { points: [], runs: 0, successes: null, loss: null });
		cell.points.push(point);
		cell.runs += runs;
		if (success) cell.successes = (cell.successes ?? 0) + Math.round(success.rate * runs);
		if (test_loss) cell.loss = Math.min(cell.loss ?? Infinity, test_loss.median);
	}
	return { columns: columns.levels, rows: rows.levels, cells };
}

/** @param {Record<string, any>} values @param {string | null} path */
const valueAt = (values, path) => (path === null ? null : values[path]);
