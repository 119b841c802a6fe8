/**
 * A program of named lines: computed forward, node by node, then differentiated backward, as torch.autograd does it.
 * Every number is held to torch by `tests/golden/labs/graphs.json`.
 */
import { FUNCTIONS } from "../expressions/tree.js";

/** The derivative of a function at a, where its value is y. @type {Record<string, (a: number, y: number) => number>} */
const SLOPES = {
	exp: (_, y) => y, log: (a) => 1 / a, sqrt: (_, y) => 0.5 / y, sin: Math.cos, cos: (a) => -Math.sin(a), tanh: (_, y) => 1 - y * y,
	sigmoid: (_, y) => y * (1 - y), relu: (a) => (a > 0 ? 1 : 0), abs: Math.sign,
};

/** Value and local derivatives. @type {Record<string, (a: number, b: number) => [number, ...number[]]>} */
const ARITHMETIC = {
	add: (a, b) => [a + b, 1, 1],
	sub: (a, b) => [a - b, 1, -1],
	mul: (a, b) => [a * b, b, a],
	div: (a, b) => [a / b, 1 / b, -a / (b * b)],
	neg: (a) => [-a, -1],
};

/** Value and local derivatives of an operation. @param {string} op @param {number[]} args @param {number} exponent of `pow` @returns {[number, ...number[]]} */
function applied(op, args, exponent) {
	const [a, b] = args;
	if (op === "pow") return [a ** exponent, exponent === 0 ? 0 : exponent * a ** (exponent - 1)];
	if (ARITHMETIC[op]) return ARITHMETIC[op](a, b);
	const value = /** @type {(a: number) => number} */ (FUNCTIONS.get(op))(a);
	return [value, SLOPES[op](a, value)];
}

/** The value of a tree. @param {ExpressionNode} tree @param {Record<string, number>} values @returns {number} */
export function valueOf(tree, values) {
	if (tree.op === "num") return Number(tree.value);
	if (tree.op === "var") return values[String(tree.value)];
	const args = (tree.op === "pow" ? tree.args.slice(0, 1) : tree.args).map((arg) => valueOf(arg, values));
	return applied(tree.op, args, Number(tree.args[1]?.value))[0];
}

/** Nodes in the order of the forward pass: the inputs, then each operation after what it is done to. @param {ProgramLine[]} lines @param {Record<string, number>} values */
export function recorded(lines, values) {
	/** @type {TapeNode[]} */
	const nodes = [];
	/** @type {Record<string, number>} */
	const known = {};
	/** @param {Partial<TapeNode>} node */
	const push = (node) => nodes.push({ id: nodes.length, name: null, op: "", inputs: [], local: [], value: NaN, gradient: 0, ...node }) - 1;
	for (const [name, value] of Object.entries(values)) known[name] = push({ op: "input", name, value });

	/** @param {ExpressionNode} tree @returns {number} */
	function walk({ op, args, value }) {
		if (op === "var") return known[String(value)];
		if (op === "num") return push({ op: "const", value: Number(value) });
		const exponent = Number(args[1]?.value);
		const inputs = (op === "pow" ? args.slice(0, 1) : args).map(walk);
		const [result, ...local] = applied(op, inputs.map((input) => nodes[input].value), exponent);
		return push({ op, inputs, local, value: result, ...(op === "pow" && { exponent }) });
	}

	for (const [name, tree] of lines) {
		known[name] = walk(tree);
		nodes[known[name]].name ??= name;
	}
	return { nodes, output: known[lines[lines.length - 1][0]] };
}

/** Fills in the gradients, from what arrives at the output on. @param {TapeNode[]} nodes @param {number} output */
export function backward(nodes, output, upstream = 1) {
	for (const node of nodes) node.gradient = 0;
	nodes[output].gradient = upstream;
	for (let from = output; from >= 0; from--) {
		const { inputs, local, gradient } = nodes[from];
		for (const [k, to] of inputs.entries()) nodes[to].gradient += gradient * local[k];
	}
}

/** Value and derivative of a tree in one variable. @param {ExpressionNode} tree @param {string} variable @returns {Differentiated} */
export function differentiated(tree, variable) {
	return (x) => {
		const { nodes, output } = recorded([["f", tree]], { [variable]: x });
		backward(nodes, output);
		return { value: nodes[output].value, slope: nodes[0].gradient };
	};
}
