/** A file that is opened, and cells that are pasted: a session goes on at once, of a table there is a preview. */
import { failureText } from "../../core/api.js";
import { tablePreview } from "./preview.js";

const SESSIONS = /** @type {Record<string, string>} */ ({ json: "application/json", safetensors: "application/octet-stream" });
const TABLES = ["csv", "tsv", "tab", "txt", "arff", "npz", "parquet", "arrow"];

/** @param {HTMLElement} root @param {LivePage} page @returns {(file: File) => Promise<void>} */
export function opening(root, page) {
	const { texts, notices, api, adopt } = page;
	/** @param {string} text */
	const complain = (text) => notices.notify({ key: "file", code: "file", text, tone: "warning" });
	const preview = tablePreview(root, page);

	return async function open(file) {
		notices.dismiss("file");
		const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
		const type = SESSIONS[ending];
		if (TABLES.includes(ending) || (type && (await startsRows(file)))) return preview(file);
		if (!type) return complain(texts.t("file.unknown", { name: file.name }));
		try {
			adopt(await api.import(new Blob([file], { type })));
		} catch (error) {
			complain(failureText(error, texts));
		}
	};
}

/** Whether it is JSON of rows. @param {File} file */
const startsRows = async (file) => (await file.slice(0, 200).text()).trimStart().startsWith("[");
