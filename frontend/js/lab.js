/** The composition root of a lab. */
import { openLab } from "./core/labs/engine.js";
import { viewOf } from "./core/labs/view.js";
import { header } from "./core/page/header.js";
import { openPage } from "./core/page/shell.js";
import { labView } from "./views/labs/lab.js";

/** Of these a visit needs one. @type {Record<string, () => Promise<Record<string, Lab>>>} */
const LABS = {
	separation: () => import("./labs/separation.js"),
	perceptron: () => import("./labs/perceptron.js"),
	neuron: () => import("./labs/neuron.js"),
	approximation: () => import("./labs/approximation.js"),
	losses: () => import("./labs/losses.js"),
	descent: () => import("./labs/descent.js"),
	linear: () => import("./labs/linear.js"),
	backprop: () => import("./labs/backprop.js"),
	gradients: () => import("./labs/gradients.js"),
};

const asked = new URLSearchParams(location.search).get("lab") ?? "";
const load = () => LABS[asked]().then((module) => module[asked]);
if (Object.hasOwn(LABS, asked)) await openPage({ texts: ["", "labs/common.", "labs/list.", `labs/${asked}.`], title: `${asked}.title`, load }, begin);
else location.replace("labs.html");

/** @param {BarePage} page @param {Lab} lab @returns {BareMount} */
function begin(page, lab) {
	const room = openLab(lab, page, new AbortController().signal);
	if (room.plan.ignored.length) page.notices.notify({ key: "link", code: "link", text: page.texts.t("labs.ignored", { names: room.plan.ignored.join(", ") }), tone: "info" });
	return (place, here) => {
		header(place("header"), here, "labs");
		labView(place("content"), viewOf(here, room));
	};
}
