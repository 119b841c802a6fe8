/**
 * Numbers as people type them, and as a field shows them.
 *
 * - A point and a comma are decimal signs, in every language: `0.5`, `0,5`, `.5`, `5,`.
 * - A sign stands before: `+`, `-`, or one of the dashes that other programs write, `−` and `–`.
 * - Two numbers may make a fraction, `-2/5`, and each may have an exponent, `1e-3`.
 * - Spaces of any width around a number do not count. Between its digits they group thousands, and nothing else: `10 000`.
 * - So do points or commas that can be nothing else, since there are several (`1,000,000`) or another one follows (`1.000,5`).
 * - One comma or point before three digits could be either. It is decimal where the language has it as its decimal sign, and
 *   in fields that take fractions; where only whole numbers are taken, the other sign makes a thousand. So `1,000` is 1 in
 *   French, and 1,000 in an English field of whole numbers.
 */

const DASHES = /[−–‐‑]/g;
const NUMBER = /^([+-]?)\s*([^/⁄]+?)(?:\s*[/⁄]\s*([^/⁄]+))?$/;
const GROUPED = /^[1-9]\d{0,2}([\s.,])\d{3}(\1\d{3})*$/;

/**
 * What was typed, as a number that a field takes, or why it is none; `unfinished` is what can still become one.
 * @param {string} text @param {Limits} limits @param {string} decimal the decimal sign of the language @returns {Typed}
 */
export function readNumber(text, limits, decimal) {
	const { whole } = limits;
	const typed = text.trim().replace(DASHES, "-");
	const value = valueOf(typed, limits, decimal);
	const why = () => {
		if (!typed) return "empty";
		if (Number.isNaN(value)) return ["1", "01", "001"].some((rest) => !Number.isNaN(valueOf(typed + rest, limits, decimal))) ? "unfinished" : "unread";
		if (whole && !Number.isInteger(value)) return "fraction";
		if (isWithin(value, limits)) return "";
		return value === 0 && !whole ? "unfinished" : "outside";
	};
	return { value, why: why() };
}

/** @param {number} value @param {Limits} limits */
export const isWithin = (value, { min = -Infinity, max = Infinity, excluded = [] }) =>
	value >= min && value <= max && Number.isFinite(value) && !excluded.includes(value);

/** By how much the arrow keys change a value: by 1, unless that is all there is between the limits. @param {Limits} limits */
export const stepOf = ({ min = -Infinity, max = Infinity, step, whole }) => step ?? (whole || max - min > 1 ? 1 : (max - min) / 100);

/** As a field shows it, so that it is read again. @param {number} value @param {string} decimal */
export const writeNumber = (value, decimal) => String(value).replace(".", decimal);

/** @param {Texts} texts */
export const decimalOf = ({ format }) => format.setting(0.5).charAt(1);

/** Says what was not taken and why, and what would be. @param {Texts} texts @param {string} text @param {Typed["why"]} why @param {Limits} limits */
export function refusal(texts, text, why, limits) {
	const { t } = texts;
	const { min = -Infinity, max = Infinity, whole, optional } = limits;
	const isZero = valueOf(text.trim(), limits, ".") === 0;
	const reason = why !== "unfinished" ? why : isZero ? "outside" : "unread";
	return [
		reason !== "empty" && t(`number.${reason}`, { text: text.trim() }),
		(reason === "empty" || reason === "unread") && t(whole ? "number.whole" : "number.any"),
		(min > -Infinity || max < Infinity) && bounds(texts, limits),
		optional && t("number.optional", { none: t("choice.none") }),
	].filter(Boolean).join(" ");
}

/** @param {Texts} texts @param {Limits} limits */
function bounds({ t, language }, { min = -Infinity, max = Infinity, excluded = [] }) {
	const exact = new Intl.NumberFormat(language, { maximumFractionDigits: 12 });
	const [low, high] = [min, max].map((limit) => exact.format(limit).replace("-", "−"));
	if (!excluded.includes(min) && !excluded.includes(max)) return t("number.limits", { min: low, max: high });
	const from = min > -Infinity && t(excluded.includes(min) ? "number.above" : "number.least", { limit: low });
	const to = max < Infinity && t(excluded.includes(max) ? "number.below" : "number.most", { limit: high });
	return t("number.bounds", { list: [from, to].filter(Boolean).join(", ") });
}

/** NaN: none. @param {string} typed @param {Limits} limits @param {string} decimal */
function valueOf(typed, { whole }, decimal) {
	const [, sign, above, below = "1"] = typed.match(NUMBER) ?? [];
	if (!above) return NaN;
	const [numerator, denominator] = [above, below].map((part) => unsigned(part, whole ? decimal : ""));
	return denominator === 0 ? NaN : ((sign === "-" ? -1 : 1) * numerator) / denominator;
}

/** @param {string} text @param {string} decimal the one sign that cannot group; none: neither can alone */
function unsigned(text, decimal) {
	const [, digits, exponent = "0"] = text.match(/^([\d\s.,]*\d[.,]?)(?:e([+-]?\d+))?$/i) ?? [];
	return digits === undefined ? NaN : Number(`${plain(digits, decimal)}e${exponent}`);
}

/** Digits with a point at most. @param {string} digits @param {string} decimal */
function plain(digits, decimal) {
	const [, mark, several] = digits.match(GROUPED) ?? [];
	if (mark && (several || /\s/.test(mark) || (decimal && mark !== decimal))) return digits.replaceAll(mark, "");
	const [, head, sign = "", tail = ""] = digits.match(/^(.*?)(?:([.,])(\d*))?$/) ?? [];
	const [, group] = head.match(GROUPED) ?? [];
	return `${group && group !== sign ? head.replaceAll(group, "") : head}.${tail}`;
}
