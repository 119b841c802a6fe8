/**
 * Where in the plane of two parameters runs succeed: a table with the share, or the lowest median loss, in each cell. Points
 * that differ in further parameters share a cell.
 */
import { el } from "../../core/dom.js";
import { numberFormats } from "../../lib/format.js";
import { heatCells, wilson } from "../../lib/plots/heat.js";
import { numberScale } from "../../lib/plots/scale.js";
import { plotTexts } from "../../lib/plots/values.js";
import { arrowKeys, chooser, keepOneStop, readout } from "./controls.js";

/**
 * @param {HTMLElement} root
 * @param {Omit<PlotParts, "onPick"> & {onPick?: (cell: PickedCell) => void}} parts a cell is picked, not a run
 * @returns {{show: (data: Partial<HeatMapData>) => void}} what is left out stays as it was
 */
export function createHeatMap(root, { t, signal, onPick = () => {}, format = numberFormats(document.documentElement.lang) }) {
	const texts = plotTexts({ t, format });
	/** @type {HeatMapData} */
	let data = { points: [], parameters: [] };
	let [across, down, measure] = ["", "", "success"];
	/** The points of the cell that was picked. @type {string | null} */
	let picked = null;

	const acrossBy = chooser(t("plots.across"), (path) => choose(path, path === down ? across : down));
	const downBy = chooser(t("plots.down"), (path) => choose(path === across ? down : across, path));
	const measureBy = chooser(t("plots.measure"), (value) => ((measure = value), draw()));
	const table = el("table", { class: "heat", testid: "heat-map" });
	const line = readout();
	const [low, high] = [el("span"), el("span")];
	const legend = el("div", "plot-legend heat-legend", low, el("span", "heat-ramp"), high, el("span", "heat-missing"), t("plots.missing"));
	const empty = el("p", { class: "note", text: t("plots.empty") });
	root.append(el("div", "plot-head", acrossBy.box, downBy.box, measureBy.box), el("div", "plot-scroll", table), empty, line.line, legend);

	/** @param {string} columns @param {string} rows */
	function choose(columns, rows) {
		[across, down, picked] = [columns, rows, null];
		draw();
	}

	function draw() {
		const byPath = (/** @type {string} */ path) => data.parameters.find((parameter) => parameter.path === path) ?? null;
		const [x, y] = [byPath(across), byPath(down)];
		const { columns, rows, cells } = heatCells(data.points, x && x.path, y && y.path);
		const shade = shades(cells.flat());
		const focused = document.activeElement instanceof HTMLElement && table.contains(document.activeElement) ? document.activeElement.dataset.cell : null;
		const columnNames = columns.map((level) => (x ? texts.level(x, level) : ""));
		const rowNames = rows.map((level) => (y ? texts.level(y, level) : ""));
		table.replaceChildren(
			el("caption", { class: "visually-hidden", text: t(measure === "success" ? "plots.heat.success" : "plots.heat.loss", { across: x?.label ?? "", down: y?.label ?? "" }) }),
			el("thead", {},
				el("tr", {}, el("td"), el("th", { colspan: columns.length || 1, scope: "colgroup", class: "heat-axis", text: x?.label ?? "" })),
				el("tr", {}, el("th", { scope: "col", class: "heat-axis", text: y?.label ?? "" }), ...columnNames.map((text) => el("th", { scope: "col", text })))),
			el("tbody", {}, ...cells.map((row, i) =>
				el("tr", {}, el("th", { scope: "row", text: rowNames[i] }), ...row.map((cell, j) =>
					cell ? filled(cell, `${i},${j}`, shade(cell), named([x, columnNames[j]], [y, rowNames[i]])) : el("td", { class: "heat-missing", title: t("plots.missing") }, el("span", { text: "–", "aria-label": t("plots.missing") }))))))
		);
		keepOneStop(buttons(), /** @type {HTMLElement | undefined} */ (focused ? buttons().find((button) => button.dataset.cell === focused) : undefined));
		if (focused) buttons().find((button) => button.dataset.cell === focused)?.focus();
		empty.hidden = data.points.length > 0;
		legend.hidden = table.hidden = !data.points.length;
		line.show(t("plots.heat.hint"));
	}

	/** @param {...[PlotParameter | null, string]} levels */
	const named = (...levels) => levels.flatMap(([parameter, text]) => (parameter ? [`${parameter.label} ${text}`] : [])).join(" · ");

	/** @param {HeatCell} cell @param {string} place @param {number | null} share of the scale @param {string} name */
	function filled(cell, place, share, name) {
		const text = `${name}: ${outcome(cell)}`;
		const key = cell.points.join();
		const pick = () => {
			picked = key;
			for (const button of buttons()) button.setAttribute("aria-pressed", String(button.dataset.points === key));
			onPick({ points: cell.points, text: name });
		};
		const button = el("button", {
			"data-cell": place,
			"data-points": key,
			"aria-pressed": String(key === picked),
			"aria-label": `${short(cell)}. ${text}`,
			text: short(cell),
			onclick: pick,
			onfocus: () => line.show(text),
			onpointerenter: () => line.show(text),
		});
		const box = el("td", share === null ? "heat-pending" : "heat-cell", button);
		if (share !== null) box.style.setProperty("--share", `${(100 * share).toFixed(1)}%`);
		return box;
	}

	/** @param {HeatCell} cell */
	function short(cell) {
		if (!cell.runs) return "…";
		if (measure === "loss") return format.short(cell.loss);
		return cell.successes === null ? "–" : format.percent(Math.round((100 * cell.successes) / cell.runs) / 100);
	}

	/** @param {HeatCell} cell */
	function outcome(cell) {
		if (!cell.runs) return t("plots.pending");
		const loss = t("plots.heat.median", { loss: format.loss(cell.loss) });
		if (cell.successes === null) return loss;
		const { rate, low, high } = wilson(cell.successes, cell.runs);
		const counts = { successes: format.integer(cell.successes), runs: format.integer(cell.runs) };
		return `${t("plots.heat.rate", { ...counts, rate: format.percent(rate), low: format.percent(low), high: format.percent(high) })} · ${loss}`;
	}

	/** How full each cell is painted: by its share, or the more the lower its loss. @param {(HeatCell | null)[]} cells */
	function shades(cells) {
		const losses = cells.flatMap((cell) => (cell && cell.loss !== null ? [cell.loss] : []));
		const scale = numberScale(losses);
		const ends = measure === "success" ? [0, 1].map(format.percent) : losses.length ? [1, 0].map((at) => format.short(scale.value(at))) : ["", ""];
		[low.textContent, high.textContent] = ends;
		return (/** @type {HeatCell} */ { runs, successes, loss }) => {
			if (measure === "success") return successes === null || !runs ? null : successes / runs;
			return loss === null ? null : 1 - scale.position(loss);
		};
	}

	/** @param {Partial<HeatMapData>} given */
	function show(given) {
		data = { ...data, ...given };
		const paths = data.parameters.map(({ path }) => path);
		if (!paths.includes(across)) across = paths.find((path) => path !== down) ?? "";
		if (!paths.includes(down) || down === across) down = paths.find((path) => path !== across) ?? "";
		const options = data.parameters.map(({ path, label }) => ({ value: path, text: label }));
		acrossBy.fill(options, across);
		downBy.fill(options, down);
		const hasGoal = data.points.some(({ success }) => success !== null);
		if (!hasGoal && data.points.some(({ runs }) => runs)) measure = "loss";
		const measures = [{ value: "loss", text: t("plots.measure.loss") }];
		if (hasGoal) measures.unshift({ value: "success", text: t("plots.measure.success") });
		measureBy.fill(measures, measure);
		draw();
	}

	const buttons = () => [...table.querySelectorAll("button")];
	arrowKeys(table, () => ({ buttons: buttons(), columns: 1 }), signal);
	table.addEventListener("pointerleave", () => line.show(t("plots.heat.hint")), { signal });
	show({});
	return { show };
}
