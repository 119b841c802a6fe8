/** Where the confusion matrices are, one click away. */
import { el } from "../../../core/dom.js";
import { tool } from "../../../core/page/tool.js";

/** @type {LiveView} */
export const confusion = (root, page) => {
	const { texts: { t }, store, signal } = page;
	const box = el("details", { class: "confusion", testid: "confusion", ontoggle: () => box.open && open() },
		el("summary", { text: t("confusion.title"), explained: t("explain.confusion") }));
	const { open } = tool(page, () => import("./matrices.js"), ({ matrices }) => matrices(box, page));
	root.append(box);
	store.session.subscribe((session) => (box.hidden = session?.task === "regression"), { signal });
};
