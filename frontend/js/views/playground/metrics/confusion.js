/** The confusion matrices of the training and the test points. */
import { el } from "../../../core/dom.js";
import { namedPair } from "../../../lib/unit-names.js";

const REFRESH = 1000;

/** Keeps them in step while the box is open. @param {HTMLDetailsElement} box @param {LivePage} page */
export function confusionMatrices(box, { texts: { t, format }, store, api, signal }) {
	const tables = el("div", "confusion-tables");
	box.append(tables);
	let counted = 0;
	let asking = false;

	/** Asks the server, so that the counts are the network's own and not read off the picture. */
	async function count() {
		const session = store.session.value;
		if (!box.open || !session?.id || session.task === "regression" || asking || signal.aborted) return;
		asking = true;
		const { train, test } = store.points.value;
		const all = [...train, ...test];
		const answer = await api.predict(session.id, all.map(([x1, x2]) => [x1, x2])).catch(() => null);
		asking = false;
		counted = performance.now();
		if (answer) show(all.map(([, , label]) => label), answer.outputs, session.classes, train.length);
	}

	/** @param {number[]} labels @param {(number | number[])[]} outputs @param {number} classes @param {number} trained */
	function show(labels, outputs, classes, trained) {
		const told = store.points.value.class_names;
		const names = classes > 2 ? Array.from({ length: classes }, (_, k) => told[k] ?? String(k)) : (namedPair(told) ?? ["−1", "+1"]);
		const indexOf = (/** @type {number} */ label) => (classes > 2 ? label : label > 0 ? 1 : 0);
		const counts = names.map(() => names.map(() => [0, 0]));
		labels.forEach((label, i) => counts[indexOf(label)][predicted(outputs[i])][i < trained ? 0 : 1]++);
		tables.replaceChildren(...["train", "test"].slice(0, trained < labels.length ? 2 : 1).map((set, i) => matrix(t(`confusion.${set}`), names, counts.map((row) => row.map((cell) => cell[i])))));
	}

	/** @param {string} caption @param {string[]} names @param {number[][]} counts */
	function matrix(caption, names, counts) {
		return el("table", {},
			el("caption", { text: caption }),
			el("thead", {}, el("tr", {},
				el("th", { scope: "col" }, el("span", { class: "visually-hidden", text: t("confusion.corner") })),
				...names.map((name) => el("th", { scope: "col", text: name })))),
			el("tbody", {}, ...counts.map((row, i) =>
				el("tr", {}, el("th", { scope: "row", text: names[i] }), ...row.map((value, j) => el("td", { class: i === j ? "right" : value ? "wrong" : "", text: format.integer(value) }))))));
	}

	box.addEventListener("toggle", count, { signal });
	store.points.subscribe(count, { signal });
	store.session.subscribe(() => {
		if (store.isWatching()) tables.replaceChildren(t("confusion.watching"));
		count();
	}, { signal });
	store.frame.subscribe(() => {
		if (performance.now() - counted > REFRESH || store.session.value?.status !== "playing") count();
	}, { signal });
}

/** @param {number | number[]} output */
function predicted(output) {
	if (Array.isArray(output)) return output.indexOf(Math.max(...output));
	return output >= 0 ? 1 : 0;
}
