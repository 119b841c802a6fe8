/** What is wrong with an expression. */
import { parsed } from "../expressions/parse.js";
import { Unreadable } from "../expressions/tree.js";

/** Null where it can be read. @param {string} text in one variable, x */
export function unreadable(text) {
	try {
		parsed(text, ["x"]);
		return null;
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return { code: error.code, at: error.at };
	}
}
