/** Expressions as PyTorch has them. */

const CALLS = new Set(["exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu", "abs"]);
const SIGNS = /** @type {Record<string, string>} */ ({ add: "+", sub: "-", mul: "*", div: "/" });

/** @param {ExpressionNode} tree @returns {string} */
export function python({ op, args, value }) {
	const inner = (/** @type {ExpressionNode} */ arg) => (arg.args.length && !CALLS.has(arg.op) ? `(${python(arg)})` : python(arg));
	if (op === "num") return value === Math.PI ? "math.pi" : String(value);
	if (op === "var") return String(value);
	if (op === "neg") return `-${inner(args[0])}`;
	if (op === "pow") return `${inner(args[0])}**${Number(args[1].value)}`;
	return CALLS.has(op) ? `torch.${op}(${python(args[0])})` : `${inner(args[0])} ${SIGNS[op]} ${inner(args[1])}`;
}

/** A number that torch takes as a float. @param {number} value */
export const float = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));
