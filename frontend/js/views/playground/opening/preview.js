/** What is understood of a table before it is used: its first rows, which columns are what, and what is left out. */
import { ApiError, call, failureText } from "../../../core/api.js";
import { el } from "../../../core/dom.js";
import { createTexts } from "../../../core/page/texts.js";
import { styled } from "../../../core/style.js";
import { merged } from "../../../lib/config.js";
import { remarkText } from "../../../lib/remarks.js";
import { withDataset } from "../../../lib/structure.js";
import { modal } from "../../../widgets/forms/dialogs.js";
import { offer, select } from "../../../widgets/forms/fields.js";
import { classKey } from "../../../widgets/plane/points.js";

await styled(new URL("../../../../css/preview.css", import.meta.url).href);

const COLUMNS = /** @type {const} */ (["x1", "x2", "label"]);
const SCALES = /** @type {const} */ (["fit", "standard", "none"]);
const TASKS = /** @type {const} */ (["classification", "regression"]);

/** @param {HTMLElement} root @param {LivePage} page @returns {(file: File) => Promise<void>} */
export function tablePreview(root, { texts, options, store, api, adopt, leavePreset }) {
	const { t, format } = texts;
	/** @type {File} */
	let file;
	/** @type {Record<string, string>} */
	let wishes = {};
	/** @type {Wire.ReadTable | null} */
	let found = null;
	let asked = 0;
	/** The words for what there is to say of tables. @type {Promise<Texts> | null} */
	let words = null;

	const choices = Object.fromEntries([...COLUMNS, "task", "scale"].map((name) => [name, select((value) => choose(name, value))]));
	const fields = el("fieldset", { class: "plain preview-choices" },
		el("legend", { class: "visually-hidden", text: t("preview.choices") }),
		...Object.entries(choices).map(([name, control]) => {
			control.dataset.testid = `preview-${name}`;
			return el("label", "preview-choice", el("span", { text: t(`preview.${name}`) }), control);
		}));
	const summary = el("p", { class: "said", role: "status", testid: "preview-said" });
	const trouble = el("p", { class: "trouble", role: "alert", testid: "preview-trouble" });
	const classes = el("ul", { class: "preview-classes", testid: "preview-classes", "aria-label": t("preview.classes") });
	const notes = el("ul", { class: "plain-list", testid: "preview-notes" });
	const rows = el("div", { class: "preview-rows", tabindex: 0, role: "group", "aria-label": t("preview.rows") });
	const use = el("button", { class: "solid", testid: "preview-use", autofocus: true, text: t("preview.use"), onclick: take });
	const dialog = modal(root, t, "preview", summary, trouble, fields, classes, rows, notes,
		el("div", "preview-end", use, el("button", { class: "quiet", testid: "preview-cancel", text: t("preview.cancel"), onclick: () => dialog.close() })));

	/** What another label means, and which scale fits, is open again. @param {string} name @param {string} value */
	function choose(name, value) {
		const { task, scale, ...others } = wishes;
		return read({ ...(name === "label" ? others : wishes), [name]: value });
	}

	/** Asks how the table is understood; only the newest answer counts. @param {Record<string, string>} asking */
	async function read(asking) {
		const turn = ++asked;
		wishes = asking;
		use.disabled = true;
		try {
			const answer = await call("POST", `/api/points/read?${new URLSearchParams(asking)}`, file);
			const said = await remarks(answer.report);
			if (turn === asked) show(answer, said);
		} catch (error) {
			const why = await reason(error);
			if (turn === asked) refuse(why);
		}
	}

	/** Fetched with the first that is needed; where they do not come, the server's English has to do. */
	async function tableTexts() {
		words ??= call("GET", `locales/tables.${texts.language}.json`).then((entries) => createTexts(texts.language, entries));
		return words.catch(() => (words = null) ?? texts);
	}

	/** What to say of a table or of points that are refused. @param {unknown} error */
	async function reason(error) {
		const remark = error instanceof ApiError && error.remark;
		return (remark && remarkText(remark, await tableTexts())) || failureText(error, texts);
	}

	/** @param {string} why */
	function refuse(why) {
		found = null;
		trouble.textContent = why;
		summary.textContent = file.name;
		for (const part of [classes, notes, rows]) part.replaceChildren();
		offer(choices.task, tasks(), wishes.task ?? "");
		offer(choices.scale, scales(), wishes.scale ?? "fit");
	}

	/** @param {Wire.ReadTable} answer @param {string[]} said */
	function show(answer, said) {
		const { report } = (found = answer);
		trouble.textContent = "";
		summary.textContent = t("preview.said", { name: file.name, used: format.integer(report.used), rows: format.integer(report.rows) });
		const columns = report.columns.map(({ name }, i) => ({ value: String(i + 1), text: name || t("preview.column", { number: i + 1 }) }));
		for (const name of COLUMNS) offer(choices[name], columns, String(report[name].column));
		offer(choices.task, tasks().slice(1), report.task);
		offer(choices.scale, scales(), report.scale.method);
		classes.replaceChildren(...report.classes.map(({ name, count }, k) =>
			el("li", {}, key(k, report.classes.length), el("span", { text: name }), el("span", { class: "soft", text: format.integer(count) }))));
		rows.replaceChildren(table(report));
		notes.replaceChildren(...said.map((text) => el("li", { text })));
		use.disabled = false;
	}

	const scales = () => SCALES.map((scale) => ({ value: scale, text: t(`preview.scale.${scale}`) }));

	const tasks = () => [{ value: "", text: t("preview.task.auto") }, ...TASKS.map((task) => ({ value: task, text: t(`preview.task.${task}`) }))];

	/** @param {Wire.Report} report */
	function table(report) {
		const heads = [t("preview.line"), ...COLUMNS.map((name) => choices[name].selectedOptions[0].text), ...(report.split ? [t("preview.split")] : [])];
		return el("table", { testid: "preview-table" },
			el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))),
			el("tbody", {}, ...report.first.map(({ line, x1, x2, label, side }) =>
				el("tr", {}, ...[format.integer(line), asWritten(x1), asWritten(x2), typeof label === "string" ? label : asWritten(label), ...(report.split ? [side ? t(`confusion.${side}`) : ""] : [])]
					.map((text) => el("td", { text }))))));
	}

	/** What else there is to know: rows that are left out and why, and a sample. @param {Wire.Report} report */
	async function remarks({ left_out: leftOut, sample }) {
		const all = leftOut.length ? await tableTexts() : texts;
		const missing = leftOut.map(({ reason, remark, count, lines }) =>
			t("preview.left", { count: format.integer(count), why: remarkText(remark, all) || reason, lines: lines.map(format.integer).join(", ") + (count > lines.length ? ", …" : "") }));
		return sample ? [...missing, t("preview.sample", { of: format.integer(sample.of) })] : missing;
	}

	/** Trains on the points from now on: what hands have set stays, and so do the weights. */
	async function take() {
		if (!found) return;
		const { report, points, sides, class_names: names, units } = found;
		const fitting = withDataset(store.config.value, /** @type {any} */ ({ name: "custom", classes: names.length }), options);
		const data = { dataset: "custom", task: report.task, points, sides, class_names: names.length ? names : null, units };
		use.disabled = true;
		try {
			await go({ ...fitting, data });
			dialog.close();
		} catch (error) {
			trouble.textContent = await reason(error);
			use.disabled = false;
		}
	}

	/** Points may be too large for the stream; whoever may only look has a session of their own then. @param {Change} change */
	async function go(change) {
		const { id } = /** @type {Session} */ (store.session.value);
		if (!id) return adopt(await api.create(merged(store.config.value, change)));
		await call("PATCH", `/api/sessions/${encodeURIComponent(id)}/config`, change);
		leavePreset();
	}

	return async function open(opened) {
		file = opened;
		found = null;
		for (const control of Object.values(choices)) offer(control, [], "");
		trouble.textContent = "";
		await read({});
		if (!dialog.open) dialog.showModal();
	};
}

/** A number with all that a file may say. @param {number} value */
const asWritten = (value) => value.toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 7, useGrouping: false }).replace("-", "−");

/** What a class looks like on the plane. @param {number} k @param {number} classes */
function key(k, classes) {
	if (classes > 2) return classKey(k, "");
	return el("span", { class: k ? "preview-key" : "preview-key negative", "aria-hidden": "true" });
}
