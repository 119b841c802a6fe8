/** What the server has to say of a table, in the language of the page: a remark is a code, and the values it is about. */

/** How values are written, by their names; all others are numbers or words. @type {Record<string, (value: any, texts: Texts) => string>} */
const WRITTEN = {
	column: columnTitle,
	other_column: columnTitle,
	columns: (columns, texts) => columns.map((/** @type {any} */ column) => columnTitle(column, texts)).join(", "),
	cell: (text, { t }) => t("remark.cell", { text }),
	other_cell: (text, { t }) => t("remark.cell", { text }),
	role: (role, { t }) => t(`remark.role.${role}`),
};

/** A column by its name, or by its number where it has none. @param {string | number} column @param {Texts} texts */
function columnTitle(column, { t, format }) {
	return typeof column === "string" ? t("remark.named", { name: column }) : t("remark.numbered", { number: format.integer(column) });
}

/** @param {any} value @param {Texts} texts */
function plain(value, { language, format }) {
	if (typeof value !== "number") return String(value);
	return Number.isInteger(value) ? format.integer(value) : value.toLocaleString(language, { maximumSignificantDigits: 7 }).replace("-", "−");
}

/** A remark as a sentence; empty: there is none for it. @param {Wire.Remark} remark @param {Texts} texts with those of tables */
export function remarkText({ code, values }, texts) {
	const { t, has, format } = texts;
	if (!has(`remark.${code}`)) return "";
	const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (WRITTEN[name] ?? plain)(value, texts)]));
	for (const [place, line] of [["place", values.line], ["other_place", values.other_line]]) {
		if (values.counted) written[String(place)] = t(`remark.${values.counted}`, { number: format.integer(/** @type {number} */ (line)) });
	}
	return begun(t(`remark.${code}`, written));
}

/** With a capital, unless it begins with a symbol. @param {string} text */
const begun = (text) => text.replace(/^\p{Ll}(?=[\p{L}’])/u, (letter) => letter.toUpperCase());
