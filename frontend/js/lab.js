/** The composition root of a lab. */
import { fetchExercise, fetchSolution, grade } from "./core/labs/api.js";
import { openLab } from "./core/labs/engine.js";
import { soon } from "./core/soon.js";
import { header } from "./core/page/header.js";
import { openPage } from "./core/page/shell.js";
import { figures } from "./lib/labs/figure.js";
import { labView } from "./views/labs/lab.js";

/** Of these a visit needs one. @type {Record<string, () => Promise<Lab>>} */
const LABS = {
	separation: () => import("./labs/separation.js").then(({ separation }) => separation),
	perceptron: () => import("./labs/perceptron.js").then(({ perceptron }) => perceptron),
	neuron: () => import("./labs/neuron.js").then(({ neuron }) => neuron),
	approximation: () => import("./labs/approximation.js").then(({ approximation }) => approximation),
	losses: () => import("./labs/losses.js").then(({ losses }) => losses),
	descent: () => import("./labs/descent.js").then(({ descent }) => descent),
	linear: () => import("./labs/linear.js").then(({ linear }) => linear),
	backprop: () => import("./labs/backprop.js").then(({ backprop }) => backprop),
	gradients: () => import("./labs/gradients.js").then(({ gradients }) => gradients),
};

const asked = new URLSearchParams(location.search).get("lab") ?? "";
const load = Object.hasOwn(LABS, asked) ? LABS[asked] : null;
if (load) await openPage({ texts: ["", "labs/common.", "labs/list.", `labs/${asked}.`], title: `${asked}.title`, load }, begin);
else location.replace("labs.html");

/** @param {BarePage} page @param {Lab} lab @returns {BareMount} */
function begin(page, lab) {
	const room = openLab(lab, page, new AbortController().signal);
	if (room.plan.ignored.length) page.notices.notify({ key: "link", code: "link", text: page.texts.t("labs.ignored", { names: room.plan.ignored.join(", ") }), tone: "info" });
	return (place, mounted) => {
		const { texts } = mounted;
		const here = { ...mounted, texts: { ...texts, format: { ...texts.format, figure: figures(texts.language) } } };
		const { t } = texts;
		header(place("header"), here, "labs");
		labView(place("content"), { ...here, lab: room, say: (key = "", values) => (here.texts.has(key) ? t(key, values) : key), soon: soon(here.signal), fetchExercise, fetchSolution, grade, play() {}, forward() {}, rewind() {} });
	};
}
