/** Formulas as plain values, which a widget writes as MathML: signs and names are texts, numbers say which quantity they are. */
import { nameOf } from "./symbols.js";

/** @type {LabFormulas} */
const ways = {
	num: (value, q) => ({ kind: "number", value: value ?? NaN, q }),
	id: (name) => ({ kind: "name", ...nameOf(name), q: name }),
	frac: (above, below) => ({ kind: "frac", parts: [above, below] }),
	sup: (base, exponent) => ({ kind: "sup", parts: [base, exponent] }),
	partial: (above, below) => frac(["∂", id(above)], ["∂", id(below)]),
	bracketed: (value, q) => ((value ?? 0) < 0 ? ["(", num(value, q), ")"] : [num(value, q)]),
};
export const { num, id, frac, sup, partial, bracketed } = ways;

const LOOSE = /** @type {Record<string, number>} */ ({ add: 1, sub: 1, neg: 1, mul: 2, div: 2, pow: 3 });
const rank = (/** @type {ExpressionNode} */ { op }) => LOOSE[op] ?? 4;
const SIGNS = { add: "+", sub: "−", mul: "·" };

/** A tree as it is read. @param {ExpressionNode} tree @returns {LabTerm[]} */
export function written({ op, args, value }) {
	const part = (/** @type {ExpressionNode} */ node, /** @type {number} */ least) => (rank(node) < least ? ["(", ...written(node), ")"] : written(node));
	const own = LOOSE[op] ?? 4;
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
