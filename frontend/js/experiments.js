/** The composition root of the list of experiments, with the form for a new one. */
import { el } from "./core/dom.js";
import { experimentsOn } from "./core/experiments/actions.js";
import { watchList } from "./core/experiments/list.js";
import { createStarting } from "./core/experiments/starting.js";
import { header } from "./core/page/header.js";
import { openNetworks } from "./core/page/networks.js";
import { placeIn } from "./lib/experiments/question.js";
import { startForm } from "./views/experiments/form.js";
import { experimentList } from "./views/experiments/list.js";

if (placeIn(location.search)) location.replace(`experiment.html${location.search}${location.hash}`);
else await openNetworks({ texts: ["", "experiments.", "plots."], title: "header.experiments" }, begin);

/** @param {Page} page @returns {Promise<Mount>} */
async function begin(page) {
	const { address } = page;
	const room = experimentsOn(page, null);
	const starting = createStarting({ ...page, ...room });
	await starting.fill(address.hash());
	address.follow([], { write: () => null, read: starting.fill });
	const more = watchList({ ...page, ...room });

	return (place, mounted) => {
		const here = { ...mounted, ...room, starting, more };
		const { t } = here.texts;
		const isWide = matchMedia("(min-width: 1024px)").matches;
		const open = isWide || address.hash() !== "" || !room.actions.kept().length;
		const form = el("div", "form-body");
		const list = el("section", "experiments-all");
		header(place("header"), here, "experiments");
		place("content").append(el("div", "experiments-columns",
			el("details", { class: "card form", open, testid: "form" },
				el("summary", {}, el("h2", { text: t("form.title") })), el("p", { class: "note", text: t("form.note") }), form),
			list));
		startForm(form, here);
		experimentList(list, here);
	};
}
