/** The network as a file to take home. */
import { failureText } from "../../core/api.js";
import { download } from "../../core/download.js";

/** @param {LivePage} page @returns {(format: string) => Promise<void>} */
export const saving = ({ texts, notices, store, api }) => async (format) => {
	const session = store.session.value;
	if (!session) return;
	notices.dismiss("file");
	try {
		await download(await api.exported(session.id ?? session.watch_id, format), format);
	} catch (error) {
		notices.notify({ key: "file", code: "file", text: failureText(error, texts), tone: "warning" });
	}
};
