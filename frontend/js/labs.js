/** The composition root of the list of labs. */
import { openLab } from "./core/labs/engine.js";
import { keptLabs } from "./core/labs/keep.js";
import { viewOf } from "./core/labs/view.js";
import { header } from "./core/page/header.js";
import { openPage } from "./core/page/shell.js";
import { LECTURE } from "./lib/labs/lecture.js";
import { labList } from "./views/labs/list.js";

/** The notebooks have exercises, and nothing else of a lab. @type {Lab} */
const NOTEBOOKS = { id: "notebooks", number: 0, minutes: 0, inputs: {}, model: () => ({}), figure: [], areas: [], steps: [{ kind: "take" }] };

await openPage({ texts: ["", "labs/common.", "labs/list.", "labs/notebooks."], title: "labs.title" }, ({ address }) => {
	const room = openLab(NOTEBOOKS, { address: { ...address, hash: () => "", follow() {} } }, new AbortController().signal);
	return (place, here) => {
		header(place("header"), here, "labs");
		labList(place("content"), LECTURE, keptLabs(), viewOf(here, room));
	};
});
