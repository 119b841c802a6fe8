/**
 * Where in the plane of two parameters runs succeed: a table with the share in each cell or, without a goal, the lowest
 * median loss.
 */
import { el, setText } from "../../../core/dom.js";
import { heatCells } from "../../../lib/plots/heat.js";
import { levelText } from "../../../lib/plots/runs.js";
import { numberScale } from "../../../lib/scale.js";
import { arrowKeys, chooser, keepOneStop } from "./controls.js";

/** @type {PlotFactory<HeatMapData, PickedCell>} */
export function createHeatMap(root, { t, format, signal, onPick, rateOf }) {
	/** @type {HeatMapData} */
	let data = { points: [], parameters: [] };
	let [across, down] = ["", ""];
	/** @type {(HeatCell | null)[][]} */
	let cells = [];
	let hasGoal = true;
	let built = "";
	/** The place of the cell pointed at or in focus, and the points of the one picked. */
	let [pointed, picked] = ["", ""];

	const acrossBy = chooser(t("plots.across"), (path) => choose(path, path === down ? across : down));
	const downBy = chooser(t("plots.down"), (path) => choose(path === across ? down : across, path));
	const table = el("table", { class: "heat", testid: "heat-map" });
	const readout = el("p", { class: "plot-readout", testid: "heat-map-readout" });
	const [lowest, highest] = [el("span"), el("span")];
	const absent = el("span", "heat-absent", el("span", "heat-key heat-missing"), t("plots.missing"));
	const legend = el("div", "plot-legend", lowest, el("span", "heat-ramp"), highest, absent);
	root.append(el("div", "plot-head", acrossBy.box, downBy.box), el("div", "plot-scroll", table), readout, legend);

	/** @param {string} columns @param {string} rows */
	function choose(columns, rows) {
		[across, down, picked] = [columns, rows, ""];
		show({});
	}

	function draw() {
		const [x, y] = [across, down].map((path) => data.parameters.find((parameter) => parameter.path === path));
		const { columns, rows, cells: found } = heatCells(data.points, across || null, down || null);
		cells = found;
		const columnNames = columns.map((level) => (x ? levelText(x, level) : ""));
		const rowNames = rows.map((level) => (y ? levelText(y, level) : ""));
		const shape = JSON.stringify([hasGoal, x?.label, y?.label, columnNames, rowNames, cells.map((row) => row.map(Boolean))]);
		if (shape !== built) build(x?.label ?? "", y?.label ?? "", columnNames, rowNames);
		built = shape;
		const shade = shades(cells.flat());
		cells.forEach((row, i) => row.forEach((cell, j) => {
			const name = [x && `${x.label} ${columnNames[j]}`, y && `${y.label} ${rowNames[i]}`].filter(Boolean).join(" · ");
			if (cell) fill(/** @type {HTMLElement} */ (buttonAt(`${i},${j}`)), cell, shade(cell), name);
		}));
		point(pointed);
		absent.hidden = cells.flat().every((cell) => cell !== null);
		table.hidden = legend.hidden = !data.points.length;
	}

	/**
	 * A table of empty buttons; it stays while only what they say changes, so that no press is lost.
	 * @param {string} x @param {string} y @param {string[]} columns @param {string[]} rows
	 */
	function build(x, y, columns, rows) {
		const head = (/** @type {string} */ text, /** @type {string} */ scope, name = "", span = 1) => el("th", { scope, class: name, colspan: span, text });
		const button = (/** @type {string} */ place) =>
			el("button", { "data-place": place, onclick: pick, onfocus: () => point(place), onpointerenter: () => point(place) });
		const missing = () => el("td", { class: "heat-missing", title: t("plots.missing") }, el("span", { text: "–" }));
		table.replaceChildren(
			el("caption", { class: "visually-hidden", text: t(hasGoal ? "plots.heat.success" : "plots.heat.loss", { across: x, down: y }) }),
			el("thead", {},
				el("tr", {}, el("td"), head(x, "colgroup", "heat-axis", columns.length || 1)),
				el("tr", {}, head(y, "col", "heat-axis"), ...columns.map((text) => head(text, "col")))),
			el("tbody", {}, ...cells.map((row, i) =>
				el("tr", {}, head(rows[i], "row"), ...row.map((cell, j) => (cell ? el("td", {}, button(`${i},${j}`)) : missing()))))));
		keepOneStop(table);
	}

	/** @param {HTMLElement} button @param {HeatCell} cell @param {number | null} share of the scale @param {string} name */
	function fill(button, cell, share, name) {
		const text = `${name}: ${outcome(cell)}`;
		setText(button, short(cell));
		Object.assign(button.dataset, { text, name, points: cell.points.join() });
		button.setAttribute("aria-label", `${short(cell)}. ${text}`);
		button.setAttribute("aria-pressed", String(button.dataset.points === picked));
		const box = /** @type {HTMLElement} */ (button.parentElement);
		box.className = share === null ? "heat-pending" : "heat-cell";
		box.style.setProperty("--share", `${(100 * (share ?? 0)).toFixed(1)}%`);
	}

	/** @param {MouseEvent} event */
	function pick({ currentTarget }) {
		const { points = "", name = "" } = /** @type {HTMLElement} */ (currentTarget).dataset;
		picked = points;
		draw();
		onPick({ points: points.split(",").map(Number), text: name });
	}

	/** How sure the share of several points is, the server knows. @param {string} place */
	async function point(place) {
		pointed = place;
		const { text = t("plots.heat.hint"), name = "" } = buttonAt(place)?.dataset ?? {};
		setText(readout, text);
		const [row, column] = place.split(",").map(Number);
		const cell = cells[row]?.[column];
		if (!cell || cell.rate || cell.successes === null) return;
		const rate = await rateOf?.(cell.points).catch(() => null);
		if (rate && pointed === place) setText(readout, `${name}: ${outcome({ ...cell, rate })}`);
	}

	/** @param {HeatCell} cell */
	function short({ runs, successes, loss }) {
		if (!runs) return "…";
		return successes === null ? format.short(loss) : format.percent(Math.round((100 * successes) / runs) / 100);
	}

	/** @param {HeatCell} cell */
	function outcome({ runs, successes, loss, rate }) {
		if (!runs) return t("plots.pending");
		const median = t("plots.heat.median", { loss: format.loss(loss) });
		if (successes === null) return median;
		const share = t("plots.heat.rate", { successes: format.integer(successes), runs: format.integer(runs), rate: format.percent(successes / runs) });
		const interval = rate ? ` ${t("plots.heat.interval", { low: format.percent(rate.low), high: format.percent(rate.high) })}` : "";
		return `${share}${interval} · ${median}`;
	}

	/** How full a cell is painted: by its share, or the more the lower its loss. @param {(HeatCell | null)[]} cells */
	function shades(cells) {
		const losses = cells.flatMap((cell) => cell?.loss ?? []);
		const scale = numberScale(losses.length ? losses : [0]);
		const ends = hasGoal ? [0, 1].map(format.percent) : [1, 0].map((at) => format.short(scale.value(at)));
		[lowest.textContent, highest.textContent] = ends;
		return (/** @type {HeatCell} */ { runs, successes, loss }) => {
			if (loss === null) return null;
			return successes === null ? 1 - scale.position(loss) : successes / runs;
		};
	}

	/** @param {Partial<HeatMapData>} given */
	function show(given) {
		data = { ...data, ...given };
		const options = data.parameters.map(({ path, label }) => ({ value: path, text: label }));
		const paths = options.map(({ value }) => value);
		if (!paths.includes(across)) across = paths.find((path) => path !== down) ?? "";
		if (!paths.includes(down) || down === across) down = paths.find((path) => path !== across) ?? "";
		acrossBy.fill(options, across);
		downBy.fill(options, down);
		hasGoal = data.points.every(({ success, runs }) => success !== null || !runs);
		draw();
	}

	/** @param {string} place @returns {HTMLElement | null} */
	const buttonAt = (place) => table.querySelector(`[data-place="${place}"]`);
	arrowKeys(table, signal);
	table.addEventListener("pointerleave", () => point(""), { signal });
	return { show };
}
