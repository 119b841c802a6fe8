/** What a file is to this page, by its name and its beginning: a session that was taken home, a table, or nothing. */

const SESSIONS = /** @type {Record<string, string>} */ ({ json: "application/json", safetensors: "application/octet-stream" });
const TABLES = ["csv", "tsv", "tab", "txt", "arff", "npz", "parquet", "arrow"];

/** @param {Blob & {name: string}} file @returns {Promise<{kind: "session", type: string} | {kind: "table"} | null>} */
export async function opened(file) {
	const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
	const type = Object.hasOwn(SESSIONS, ending) && SESSIONS[ending];
	if (TABLES.includes(ending) || (ending === "json" && (await startsRows(file)))) return { kind: "table" };
	return type ? { kind: "session", type } : null;
}

/** Whether it is JSON of rows. @param {Blob} file */
const startsRows = async (file) => (await file.slice(0, 200).text()).trimStart().startsWith("[");
