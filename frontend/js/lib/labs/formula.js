/** Formulas as plain values, which a widget writes as MathML: signs and names are texts, numbers say which quantity they are. */
import { nameOf } from "./symbols.js";

/** @param {number | null | undefined} value @param {string} [q] the quantity @returns {LabTerm} */
export const num = (value, q) => ({ kind: "number", value: value ?? NaN, q });
/** A name as it is written: `w1` is w₁, `yhat` is ŷ. @param {string} name @returns {LabTerm} */
export const id = (name) => ({ kind: "name", ...nameOf(name), q: name });
/** @param {LabTerm[]} above @param {LabTerm[]} below @returns {LabTerm} */
export const frac = (above, below) => ({ kind: "frac", parts: [above, below] });
/** @param {LabTerm[]} base @param {LabTerm[]} exponent @returns {LabTerm} */
export const sup = (base, exponent) => ({ kind: "sup", parts: [base, exponent] });
/** ∂a/∂b. @param {string} above @param {string} below @returns {LabTerm} */
export const partial = (above, below) => frac(["∂", id(above)], ["∂", id(below)]);
/** A number after an operator, in brackets where it is negative. @param {number | null | undefined} value @param {string} [q] @returns {LabTerm[]} */
export const bracketed = (value, q) => ((value ?? 0) < 0 ? ["(", num(value, q), ")"] : [num(value, q)]);

const LOOSE = { add: 1, sub: 1, neg: 1, mul: 2, div: 2, pow: 3 };
const SIGNS = { add: "+", sub: "−", mul: "·" };

/** A tree as it is read. @param {ExpressionNode} tree @returns {LabTerm[]} */
export function written({ op, args, value }) {
	const rank = (/** @type {ExpressionNode} */ node) => LOOSE[/** @type {keyof typeof LOOSE} */ (node.op)] ?? 4;
	const own = LOOSE[/** @type {keyof typeof LOOSE} */ (op)] ?? 4;
	const part = (/** @type {ExpressionNode} */ node, /** @type {number} */ least) => (rank(node) < least ? ["(", ...written(node), ")"] : written(node));
	const [a, b] = args;
	switch (op) {
		case "num": return value === Math.PI ? ["π"] : [num(Number(value))];
		case "var": return [id(String(value))];
		case "neg": return ["−", ...part(a, 2)];
		case "div": return [frac(written(a), written(b))];
		case "pow": return [sup(part(a, 4), written(b))];
		case "add": case "sub": case "mul": return [...part(a, own), SIGNS[op], ...part(b, op === "add" ? own : own + (b.op === "mul" && op === "mul" ? 0 : 1))];
		default: return [{ kind: "function", text: op === "log" ? "ln" : op === "sigmoid" ? "σ" : op }, "(", ...written(a), ")"];
	}
}
