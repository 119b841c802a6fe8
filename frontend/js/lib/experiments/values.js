/**
 * Lists of values as people type them: `0.01, 0.03`, or `4; 8, 8` where each value is itself a list.
 *
 * Numbers are separated by spaces, semicolons and, where the comma is not the decimal sign of the language, commas:
 * `0.03, 0.3` in English, `0,03; 0,3` in French. A no-break space separates none; it groups digits, as pages write them.
 * A number with zeros before its first digit is none: it is what a separator has left of thousands, as in `1,000`.
 */
import { readNumber, writeNumber } from "../number.js";

/**
 * The values of a text, each once, and the first part that is none.
 * @param {string} text @param {FieldOptions} field @param {Notation} notation
 * @returns {{values: any[], bad: string}}
 */
export function readValues(text, field, notation) {
	const parts = text.split(separator(field, notation)).map((part) => part.trim()).filter(Boolean);
	/** @type {Map<string, any>} */
	const found = new Map();
	for (const part of parts) {
		const value = readOne(part, field, notation);
		if (value === undefined) return { values: [...found.values()], bad: part };
		found.set(JSON.stringify(value), value);
	}
	return { values: [...found.values()], bad: "" };
}

/** The same list as a text again. @param {any[]} values @param {FieldOptions} field @param {Notation} notation */
export function writeValues(values, field, notation) {
	const between = isList(field) || notation.decimal === "," ? "; " : ", ";
	return values.map((value) => writeOne(value, notation)).join(between);
}

/** Whether each value of the field is a list, or a text. @param {FieldOptions} field */
const isList = ({ kind }) => ["numbers", "names", "text"].includes(kind);

/** @param {FieldOptions} field @param {Notation} notation */
function separator(field, { decimal }) {
	if (isList(field)) return ";";
	return decimal === "," ? /[; \t]+/ : /[;, \t]+/;
}

/** @param {string} part @param {FieldOptions} field @param {Notation} notation @returns {any} undefined: none */
function readOne(part, field, notation) {
	if (field.kind === "text") return part;
	const isNone = part.toLowerCase() === notation.none.toLowerCase();
	if (isNone) return isList(field) ? [] : field.default === null ? null : undefined;
	if (field.kind === "names") return readNames(part, field);
	if (field.kind !== "numbers") return readItem(part, field, notation);
	const numbers = part.split(/[,\s]+/).filter(Boolean).map((each) => readItem(each, field, notation));
	return numbers.includes(undefined) || numbers.length > (field.max_length ?? Infinity) ? undefined : numbers;
}

/** @param {string} part @param {FieldOptions} field @param {Notation} notation */
function readItem(part, field, { decimal }) {
	const { value, why } = readNumber(part, field, decimal);
	return why || /^0\d/.test(part) ? undefined : value;
}

/** @param {string} part @param {FieldOptions} field */
function readNames(part, { values = [] }) {
	const names = [...new Set(part.split(/[,\s]+/).filter(Boolean))];
	return names.every((name) => values.includes(name)) ? names : undefined;
}

/** @param {any} value @param {Notation} notation @returns {string} */
function writeOne(value, { none, decimal }) {
	if (value === null || (Array.isArray(value) && !value.length)) return none;
	if (typeof value === "string") return value;
	return Array.isArray(value) ? value.join(", ") : writeNumber(value, decimal);
}
