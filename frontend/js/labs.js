/** The composition root of the list of labs. */
import { keptLabs } from "./core/labs/keep.js";
import { header } from "./core/page/header.js";
import { openPage } from "./core/page/shell.js";
import { LECTURE } from "./lib/labs/lecture.js";
import { labList } from "./views/labs/list.js";

await openPage({ texts: ["", "labs/common.", "labs/notebooks.", "labs/list."], title: "labs.title" }, () => (place, here) => {
	header(place("header"), here, "labs");
	labList(place("content"), LECTURE, keptLabs(), here);
});
