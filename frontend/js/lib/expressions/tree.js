/** What an expression is once it has been read, and why one cannot be: as `backend/tinkernet/base/expressions` has it. */

export const MAX_LENGTH = 200;
export const MAX_NODES = 80;
export const MAX_DEPTH = 24;
export const MAX_EXPONENT = 8;

export const SUMS = new Map([["+", "add"], ["-", "sub"]]);
export const PRODUCTS = new Map([["*", "mul"], ["/", "div"]]);
export const RELATIONS = new Map([["<", "lt"], [">", "gt"], ["<=", "le"], [">=", "ge"]]);
export const LOGIC = new Map([["and", "and"], ["or", "or"], ["not", "not"]]);
const CONDITIONS = new Set([...RELATIONS.values(), ...LOGIC.values()]);

/** Functions of one number. @type {Map<string, (a: number) => number>} */
export const FUNCTIONS = new Map(Object.entries({
	exp: Math.exp, log: Math.log, sqrt: Math.sqrt, sin: Math.sin, cos: Math.cos, tanh: Math.tanh,
	sigmoid: (a) => 1 / (1 + Math.exp(-a)), relu: (a) => Math.max(a, 0), abs: Math.abs,
}));

/** @type {Record<string, (a: number, b: number) => number>} */
const ARITHMETIC = { add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: (a, b) => a / b, pow: (a, b) => a ** b, neg: (a) => -a };

/** A text that is no expression: why, and the place in the text as it was typed. */
export class Unreadable extends Error {
	/** @param {string} code @param {number} at from 0 */
	constructor(code, at) {
		super(`${code} at ${at}`);
		this.code = code;
		this.at = at;
	}
}

/** Whether it holds or does not; the value of any other tree is a number. @param {ExpressionNode} tree */
export const isCondition = ({ op }) => CONDITIONS.has(op);

/** The value of a tree without names; NaN: it has some, or none. @param {ExpressionNode} tree @returns {number} */
export function constant({ op, args, value }) {
	if (op === "num") return Number(value);
	const [a, b] = args.map(constant);
	return op === "var" ? NaN : (FUNCTIONS.get(op) ?? ARITHMETIC[op])(a, b);
}
