/** The words of an expression, each with its place in the text as it was typed. */
import { FUNCTIONS, MAX_LENGTH, Unreadable } from "./tree.js";

const BLANK = /[ \t\n\r\u00a0\u2009\u202f]*/y;
const TOKEN = /(?<number>(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][-+−–]?[0-9]+)?)|(?<raised>[²³⁴]+)|(?<word>[A-Za-z_ŷσμπ][A-Za-z_ŷσμπ0-9₀-₉]*)|(?<sign>\*\*|<=|>=|&&|\|\||[-+*/^()<>≤≥&|∧∨¬−–×·⋅÷])/y;
const UNJOINED = /_(?=[0-9₀-₉]|hat)/y;
/** @type {Record<string, string>} */
const SAME = {
	"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "**": "^", "≤": "<=", "≥": ">=",
	"&": "and", "&&": "and", "∧": "and", "|": "or", "||": "or", "∨": "or", "¬": "not",
};
const WORDS = ["and", "or", "not"];
/** @type {Record<string, string>} */
const SPELLED = { "ŷ": "yhat", "μ": "mu", "π": "pi", "²": "2", "³": "3", "⁴": "4", ...Object.fromEntries([..."₀₁₂₃₄₅₆₇₈₉"].map((sign, digit) => [sign, String(digit)])) };

/**
 * All of them, and the end: each kind of sign in one spelling, `and` and `not` among them.
 * @param {string} text @param {string[]} names @param {boolean} conditions @returns {ExpressionToken[]}
 */
export function tokens(text, names, conditions) {
	if ([...text].length > MAX_LENGTH) throw new Unreadable("too_long", MAX_LENGTH);
	/** @type {ExpressionToken[]} */
	const found = [];
	for (let at = afterBlank(text, 0); at < text.length; ) {
		const match = matched(TOKEN, text, at);
		if (!match) throw new Unreadable("unknown_sign", at);
		for (const token of read(match, at, names, conditions)) {
			if (token.kind === "number" && found.at(-1)?.kind === "number") throw new Unreadable("expected", token.at);
			found.push(token);
		}
		at = afterBlank(text, at + match[0].length);
	}
	return [...found, { kind: "end", value: "", at: text.length }];
}

/** @param {RegExp} pattern a sticky one @param {string} text @param {number} at */
function matched(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

/** @param {string} text @param {number} at */
const afterBlank = (text, at) => at + (matched(BLANK, text, at)?.[0].length ?? 0);

/** @param {RegExpExecArray} match @param {number} at @param {string[]} names @param {boolean} conditions @returns {ExpressionToken[]} */
function read({ 0: text, groups: { word, number, raised } = {} }, at, names, conditions) {
	if (word && !(conditions && WORDS.includes(word))) return split(word, at, names);
	if (number) return [numberOf(number.replace(",", ".").replace(/[−–]/, "-"), at)];
	if (raised) return [{ kind: "sign", value: "^", at }, numberOf([...raised].map((sign) => SPELLED[sign]).join(""), at)];
	const sign = SAME[text] ?? text;
	if (!conditions && !"+-*/^()".includes(sign)) throw new Unreadable("unknown_sign", at);
	return [{ kind: "sign", value: sign, at }];
}

/** @param {string} text @param {number} at @returns {ExpressionToken} */
function numberOf(text, at) {
	const value = Number(text);
	if (value === Infinity) throw new Unreadable("number", at);
	return { kind: "number", value, at };
}

/** The known names that a word consists of, from the left the longest each time. @type {ReadTokens} */
function split(word, start, names) {
	if (names.includes(word)) return [{ kind: "name", value: word, at: start }];
	const { spelled, places } = spelling(word, names);
	const known = [...names, ...FUNCTIONS.keys(), "ln", "pi"].sort((a, b) => b.length - a.length);
	/** @type {ExpressionToken[]} */
	const found = [];
	for (let done = 0; done < spelled.length; ) {
		const name = known.find((each) => spelled.startsWith(each, done));
		const at = start + places[done];
		if (!name) throw new Unreadable("unknown_name", at);
		const isName = names.includes(name) || name === "pi";
		found.push(isName ? { kind: "name", value: name, at } : { kind: "function", value: name === "ln" ? "log" : name, at });
		done += name.length;
	}
	return found;
}

/** A word in plain letters and digits, `w_1` and `w₁` as `w1`, and where each of them comes from. @param {string} word @param {string[]} names */
export function spelling(word, names) {
	const sigma = names.includes("sigma") ? "sigma" : "sigmoid";
	const parts = [...word].map((sign, place) => (matched(UNJOINED, word, place) ? "" : sign === "σ" ? sigma : (SPELLED[sign] ?? sign)));
	return { spelled: parts.join(""), places: parts.flatMap((part, place) => [...part].map(() => place)) };
}
