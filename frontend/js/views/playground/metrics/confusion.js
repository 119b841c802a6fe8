/** The confusion matrices of the training and the test points, with recall and precision. */
import { el } from "../../../core/dom.js";
import { styled } from "../../../core/style.js";
import { classText } from "../../../lib/labels.js";

await styled(new URL("../../../../css/confusion.css", import.meta.url).href);

const REFRESH = 1000;

/** Keeps them in step while the box is open. @param {HTMLDetailsElement} box @param {LivePage} page */
export function confusionMatrices(box, { texts: { t, format }, store, api, signal }) {
	const tables = el("div", { class: "confusion-tables", role: "group", "aria-label": t("confusion.title") });
	box.append(tables);
	let counted = 0;
	let asking = false;

	/** Asks the server, so that the counts are the network's own and not read off the picture. */
	async function count() {
		const session = store.session.value;
		if (!box.open || !session || session.task === "regression" || asking || signal.aborted) return;
		asking = true;
		const answer = await api.confusion(session.id ?? session.watch_id).catch(() => null);
		asking = false;
		counted = performance.now();
		if (answer) show(answer);
	}

	/** @param {Wire.Confusions} confusions */
	function show({ class_names, train, test }) {
		const names = class_names.map((name) => classText(name, class_names));
		tables.replaceChildren(...[["train", train], ["test", test]].flatMap(([set, one]) => (one && typeof one === "object" ? [matrix(t(`confusion.${set}`), names, one)] : [])));
		tables.tabIndex = tables.scrollWidth > tables.clientWidth ? 0 : -1;
	}

	/** @param {string} caption @param {string[]} names @param {Wire.Confusion} confusion */
	function matrix(caption, names, { counts, recall, precision }) {
		return el("table", {},
			el("caption", { text: caption }),
			el("thead", {}, el("tr", {},
				el("th", { scope: "col" }, el("span", { class: "visually-hidden", text: t("confusion.corner") })),
				...[...names, t("confusion.recall")].map((name) => el("th", { scope: "col", text: name })))),
			el("tbody", {}, ...counts.map((row, i) =>
				el("tr", {}, el("th", { scope: "row", text: names[i] }),
					...row.map((value, j) => el("td", { class: i === j ? "right" : value ? "wrong" : "", text: format.integer(value) })),
					share(recall[i])))),
			el("tfoot", {}, el("tr", {}, el("th", { scope: "row", text: t("confusion.precision") }), ...precision.map(share), el("td", "share"))));
	}

	/** @param {number | null} value */
	const share = (value) => el("td", { class: "share", text: format.percent(value) });

	box.addEventListener("toggle", count, { signal });
	store.points.subscribe(count, { signal });
	store.session.subscribe(count, { signal });
	store.frame.subscribe(() => {
		if (performance.now() - counted > REFRESH || store.session.value?.status !== "playing") count();
	}, { signal });
}
