/** Points of an experiment gathered into the cells of two parameters. */
import { parameterLevels } from "./levels.js";

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
		const cell = (cells[row][column] ??= { points: [], runs: 0, successes: null, loss: null, rate: success });
		if (cell.points.push(point) > 1) cell.rate = null;
		cell.runs += runs;
		if (success) cell.successes = (cell.successes ?? 0) + Math.round(success.rate * runs);
		if (test_loss) cell.loss = Math.min(cell.loss ?? Infinity, test_loss.median);
	}
	return { columns: columns.levels, rows: rows.levels, cells };
}

/** @param {Record<string, any>} values @param {string | null} path */
const valueAt = (values, path) => (path === null ? null : values[path]);
