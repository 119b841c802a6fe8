/** A file that is opened, and cells that are pasted: a session goes on at once, of a table there is a preview. */
import { failureText } from "../../../core/api.js";
import { opened } from "../../../lib/opened.js";
import { tablePreview } from "./preview.js";

/** @param {HTMLElement} root @param {LivePage} page @returns {(file: File) => Promise<void>} */
export function opening(root, page) {
	const { texts, notices, api, adopt } = page;
	const preview = tablePreview(root, page);
	/** @param {string} text */
	const complain = (text) => notices.notify({ key: "file", code: "file", text, tone: "warning" });

	return async function open(file) {
		notices.dismiss("file");
		const found = await opened(file);
		if (!found) return complain(texts.t("file.unknown", { name: file.name }));
		if (found.kind === "table") return preview(file);
		try {
			adopt(await api.import(new Blob([file], { type: found.type })));
		} catch (error) {
			complain(failureText(error, texts));
		}
	};
}
