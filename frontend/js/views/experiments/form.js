/** Puts an experiment together and starts it. */
import { el, setText } from "../../core/dom.js";
import { valueAt } from "../../lib/config.js";
import { blamedRow, isComplete, offeredPaths, row, sizeOf, varies } from "../../lib/experiments/draft.js";
import { fieldLabel } from "../../lib/experiments/words.js";
import { labelled, numberLine, offer, select } from "../../widgets/forms/fields.js";
import { numberBox } from "../../widgets/forms/number-box.js";
import { settingRow } from "../../widgets/forms/setting-row.js";

/** @param {HTMLElement} root @param {ExperimentsPage & {starting: Starting}} page */
export function startForm(root, { texts, options, starting, signal }) {
	const { draft } = starting;
	const { t, format, plural } = texts;
	const rows = el("div", "setting-rows");
	const errors = new Map([["", el("p", { class: "field-error", role: "alert", testid: "error" })]]);
	const size = el("output", { class: "size", testid: "size" });
	const submit = el("button", { class: "solid", testid: "start", text: t("form.start"), onclick: start });
	const further = select(add);
	further.dataset.testid = "add-setting";
	further.setAttribute("aria-label", t("form.add"));

	const searches = /** @type {const} */ (["grid", "random"]).map((search) => {
		const choose = () => starting.edit({ search });
		return el("button", { class: "tab", testid: `search-${search}`, "data-search": search, text: t(`form.search.${search}`), onclick: choose });
	});
	const drawing = el("div", "field-grid", count("random.points", "draws", 1, 100_000), count("random.seed", "drawSeed", 0, 2 ** 32 - 1));
	const searchNote = el("p", "note");
	root.append(
		el("div", { class: "tabs", role: "group", "aria-label": t("form.search") }, ...searches), searchNote,
		rows, further, drawing,
		group("form.seeds.title",
			count("seeds", "seeds", 1, 10_000), count("max_runs", "maxRuns", 1, 100_000)),
		group("form.stop",
			stop("epochs", 100_000, false), stop("test_loss_below"), stop("accuracy_above"), stop("patience", 100_000), stop("seconds", 3600)),
		el("div", "form-end", size, submit), /** @type {HTMLElement} */ (errors.get("")),
	);

	/** @param {string} key @param {...HTMLElement} fields */
	function group(key, ...fields) {
		return el("fieldset", "form-group", el("legend", { class: "label", text: t(key) }), el("div", "field-grid", ...fields));
	}

	/** Unless a number was refused that has not been looked at since: what would start is not what was meant. */
	function start() {
		const refused = root.querySelector("[data-refused]");
		if (refused instanceof HTMLElement) refused.focus();
		else starting.start();
	}

	/** @param {string} name @param {NumberParts} parts */
	function number(name, parts) {
		const key = name.replace(/\W/g, "-");
		const control = numberLine();
		const message = el("p", { class: "field-error", "aria-live": "polite", testid: `error-${key}` });
		errors.set(name, message);
		const field = labelled({ name: key, label: t(`form.${key}`), explain: t(`explain.${key}`), control });
		field.append(message);
		draft.subscribe(numberBox(control, texts, { ...parts, message }).follow, { signal });
		return field;
	}

	/** @param {string} name as the server has it @param {"draws" | "drawSeed" | "seeds" | "maxRuns"} key @param {number} min @param {number} max */
	function count(name, key, min, max) {
		return number(name, { min, max, whole: true, get: () => draft.value[key], set: (value) => starting.edit({ [key]: value ?? min }) });
	}

	/** @param {keyof Stop} name @param {number} max @param {boolean} optional */
	function stop(name, max = 1e6, optional = true) {
		const share = name === "accuracy_above" ? 100 : 1;
		const whole = name === "epochs" || name === "patience";
		return number(`stop.${name}`, {
			min: whole ? 1 : 0,
			max: share === 100 ? 100 : max,
			excluded: share === 100 ? [100] : [0],
			whole,
			optional,
			get: () => {
				const value = draft.value.stop[name];
				return value === null ? null : Number((value * share).toPrecision(12));
			},
			set: (value) => starting.edit({ stop: { ...draft.value.stop, [name]: value === null ? (optional ? null : 1000) : value / share } }),
		});
	}

	/** @param {string} path */
	function add(path) {
		if (!path) return;
		const initial = valueAt(options.defaults, path);
		starting.edit({ rows: [...draft.value.rows, row(path, [initial])] });
		const made = rows.querySelector(`[data-path="${path}"] :is(input, .chip)`);
		if (made instanceof HTMLElement) made.focus();
	}

	/** @param {string} path @param {Partial<DraftRow>} change */
	function editRow(path, change) {
		starting.edit({ rows: draft.value.rows.map((each) => (each.path === path ? { ...each, ...change } : each)) });
	}
	/** @param {string} path */
	const removeRow = (path) => {
		starting.edit({ rows: draft.value.rows.filter((each) => each.path !== path) });
		further.focus();
	};

	let shape = "";
	draft.subscribe((now) => {
		const { search } = now;
		for (const button of searches) button.setAttribute("aria-pressed", String(button.dataset.search === search));
		const next = `${search} ${now.rows.map(({ path }) => path)}`;
		if (next !== shape) {
			rows.replaceChildren(...now.rows.map((each) => settingRow(each, {
				texts, options, search, onChange: (change) => editRow(each.path, change), onRemove: () => removeRow(each.path),
			})));
			const offered = offeredPaths(now, options).map((path) => ({ value: path, text: fieldLabel(texts, path) }));
			offered.sort((a, b) => a.text.localeCompare(b.text));
			offer(further, [{ value: "", text: t("form.add") }, ...offered], "");
		}
		shape = next;
		drawing.hidden = search === "grid";
		setText(searchNote, t(`form.search.${search}.note`));
		showSize(now);
	}, { signal });

	/** @param {Draft} now */
	function showSize(now) {
		const { points, seeds, runs } = sizeOf(now);
		const one = now.search === "random" && !now.rows.some((each) => varies(each, now.search));
		const complete = now.rows.every((each) => isComplete(each, now.search));
		const over = runs > now.maxRuns;
		setText(size, one ? t("form.no-axis")
			: over ? t("form.over", { runs: format.integer(runs), limit: format.integer(now.maxRuns) })
				: t("form.size", { points: plural("form.points", points), seeds: plural("form.each", seeds), runs: plural("progress.runs", runs) }));
		size.classList.toggle("is-over", over || one);
		submit.disabled = one || over || !complete;
	}

	starting.refusal.subscribe((refusal) => {
		for (const error of errors.values()) if (!error.parentElement?.querySelector(":scope > [data-refused]")) setText(error, "");
		for (const marked of root.querySelectorAll("[aria-invalid=true]:not([data-refused])")) marked.removeAttribute("aria-invalid");
		if (!refusal) return;
		const path = blamedRow(refusal.field, draft.value.rows);
		const blamed = path ? rows.querySelector(`[data-path="${path}"]`) : errors.get(refusal.field)?.closest(".field");
		const control = blamed?.querySelector("input, .chip");
		setText(blamed?.querySelector(".field-error") ?? /** @type {HTMLElement} */ (errors.get("")), refusal.message);
		control?.setAttribute("aria-invalid", "true");
		if (control instanceof HTMLElement) control.focus();
	}, { signal });
	starting.isBusy.subscribe((isBusy) => submit.toggleAttribute("aria-busy", isBusy), { signal });
}
