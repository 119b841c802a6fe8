/** Networks as files: taken home, and brought back. */
import { failureText } from "../api.js";
import { download } from "../dom.js";

/** What the server calls a file, by the end of its name. */
const TYPES = /** @type {Record<string, string>} */ ({ json: "application/json", safetensors: "application/octet-stream", csv: "text/csv" });

/** @param {LiveParts & {api: SessionApi, adopt: (session: Session) => void}} parts */
export function createFiles({ page, store, notices, api, adopt }) {
	/** @param {string} text */
	const complain = (text) => notices.notify({ key: "file", code: "file", text, tone: "warning" });

	/** @param {() => Promise<void>} work with a file */
	async function attempt(work) {
		notices.dismiss("file");
		await work().catch((error) => complain(failureText(error, page.texts)));
	}

	return {
		/** What a file picker offers. */
		opened: Object.keys(TYPES).map((ending) => `.${ending}`).join(),
		/** @param {string} format */
		save: (format) => attempt(async () => {
			const session = store.session.value;
			if (!session) return;
			await download(await api.exported(session.id ?? session.watch_id, format), format);
		}),
		/** @param {File} file */
		open: (file) => attempt(async () => {
			const type = TYPES[file.name.split(".").at(-1)?.toLowerCase() ?? ""];
			if (!type) return complain(page.texts.t("file.unknown", { name: file.name }));
			adopt(await api.import(new Blob([file], { type })));
		}),
	};
}
