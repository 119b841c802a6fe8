/** Networks as files: taken home. */
import { failureText } from "../api.js";
import { download } from "../dom.js";

/** @param {LiveParts & {api: SessionApi}} parts */
export const createFiles = ({ page, store, notices, api }) => ({
	/** @param {string} format */
	async save(format) {
		const session = store.session.value;
		if (!session) return;
		notices.dismiss("file");
		try {
			await download(await api.exported(session.id ?? session.watch_id, format), format);
		} catch (error) {
			notices.notify({ key: "file", code: "file", text: failureText(error, page.texts), tone: "warning" });
		}
	},
});
