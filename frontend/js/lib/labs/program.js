/** A program as people type it: one line per name, `p = sigmoid(w*x + b)`, the last one the loss. */
import { parsed } from "../expressions/parse.js";
import { spelling } from "../expressions/tokens.js";
import { FUNCTIONS, Unreadable } from "../expressions/tree.js";
import { recorded } from "./tape.js";

export const MAX_LINES = 12;
export const MAX_NODES = 64;
export const MAX_VALUES = 16;
const WORD = /[A-Za-z_ŷσμπ][A-Za-z_ŷσμπ0-9₀-₉]*/g;
const NAME = /^[A-Za-z_ŷμ][A-Za-z_ŷμ0-9₀-₉]*$/;
const KNOWN = new Set([...FUNCTIONS.keys(), "ln", "pi"]);

/** The lines of a text, without those that are empty. @param {string} text */
export const linesOf = (text) => text.split(/[;\n]/).map((line) => line.trim()).filter(Boolean);

/**
 * The lines with their trees, and the names that no line gives: the inputs, in the order in which they come.
 * @param {string} text lines apart by `;` or line breaks @returns {Program}
 */
export function readProgram(text) {
	/** @type {Program} */
	const program = { lines: [], inputs: [], error: null };
	const given = linesOf(text);
	const fail = (/** @type {number} */ line, /** @type {string} */ code, at = 0) => ({ ...program, error: { line, code, at } });
	if (!given.length) return fail(0, "expected");
	if (given.length > MAX_LINES) return fail(MAX_LINES, "too_many_lines");
	for (const [index, line] of given.entries()) {
		const [left, right, ...more] = line.split("=");
		const name = right === undefined ? "" : spelling(left.trim(), []).spelled;
		if (!NAME.test(name) || KNOWN.has(name) || more.length) return fail(index, "assignment");
		if (program.lines.some(([known]) => known === name) || program.inputs.includes(name)) return fail(index, "twice");
		const words = [...right.matchAll(WORD)].map(([word]) => spelling(word, []).spelled).filter((word) => !KNOWN.has(word));
		const names = [...new Set([...program.inputs, ...program.lines.map(([known]) => known), ...words])];
		if (words.includes(name)) return fail(index, "itself");
		try {
			program.lines.push([name, parsed(right, names)]);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			return fail(index, error.code, error.at + left.length + 1);
		}
		program.inputs.push(...new Set(words.filter((word) => !program.inputs.includes(word) && !program.lines.some(([known]) => known === word))));
	}
	if (program.inputs.length > MAX_VALUES) return fail(given.length - 1, "too_many_names");
	const { nodes } = recorded(program.lines, Object.fromEntries(program.inputs.map((name) => [name, 1])));
	return nodes.length > MAX_NODES ? fail(given.length - 1, "too_large") : program;
}
