/** All labs, in the order of the lecture, and its notebooks. */
import { el } from "../../core/dom.js";
import { exercise } from "../../widgets/labs/exercise.js";

const NOTEBOOKS = ["01", "02", "03"];

/** @param {HTMLElement} root @param {Record<string, number>} lecture minutes by name @param {Record<string, KeptLab>} kept @param {LabView & LabGrading} page */
export function labList(root, lecture, kept, page) {
	const { texts: { t, language } } = page;
	root.append(
		el("div", "labs-lead", el("h1", { text: t("labs.title") }), el("p", { class: "note", text: t("labs.lead") })),
		el("ol", "labs-list", ...Object.entries(lecture).map(([id, minutes], i) => el("li", {},
			el("a", { class: "card", href: `lab.html?lab=${id}`, testid: `lab-${id}` },
				el("h2", {}, el("span", { class: "lab-number", text: String(i + 1) }), t(`${id}.title`)),
				el("p", { class: "note", text: t(`${id}.about`) }),
				el("p", "label", el("span", { text: t("labs.minutes", { minutes }) }), kept[id]?.isDone && el("span", { text: `✓ ${t("labs.done")}` })))))),
		el("div", { class: "labs-lead", id: "notebooks" }, el("h2", { text: t("notebooks.title") }), el("p", { class: "note", text: t("notebooks.about") })),
		el("ol", "labs-list", ...NOTEBOOKS.map((name, i) => el("li", {}, el("div", "card",
			el("h3", { text: t(`notebooks.${i + 1}.title`) }), el("p", { class: "note", text: t(`notebooks.${i + 1}.about`) }),
			el("a", { class: "wide", href: `api/labs/notebooks/${name}?language=${language}`, testid: `notebook-${name}`, text: t("notebooks.get") }),
			check(i + 1, page))))),
		el("p", { class: "note labs-lead", text: t("notebooks.need") }));
}

/** A box for the last number of a notebook. @param {number} notebook @param {LabView & LabGrading} page */
function check(notebook, page) {
	const root = el("section", { class: "lab-exercise", testid: `check-${notebook}` });
	exercise(root, { exercise: `notebooks.${notebook}`, text: "notebooks.check", hints: [], labels: { last: "labs.number" } }, page, () => undefined);
	return root;
}
