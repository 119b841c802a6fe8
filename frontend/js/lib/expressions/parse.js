/** From text to tree, by descent: the grammar stands in `backend/tinkernet/base/expressions`. */
import { LOGIC, MAX_DEPTH, MAX_EXPONENT, MAX_NODES, PRODUCTS, RELATIONS, SUMS, Unreadable, constant, isCondition } from "./tree.js";
import { tokens } from "./tokens.js";

const OR = new Map([["or", "or"]]);
const AND = new Map([["and", "and"]]);

/** The tree of an expression in these names; throws `Unreadable` where it is none. @type {ParseExpression} */
export function parsed(text, names, { conditions = false } = {}) {
	const found = tokens(text, names, conditions);
	let place = 0;
	let nodes = 0;

	const next = () => found[place];
	/** @param {...string} signs */
	const is = (...signs) => next().kind === "sign" && signs.includes(String(next().value));

	/** Made by what stands at a place. @type {(op: string, args: ExpressionNode[], at: number, value?: ExpressionNode["value"]) => ExpressionNode} */
	function node(op, args, at, value = null) {
		if (++nodes > MAX_NODES) throw new Unreadable("too_large", at);
		for (const arg of args) {
			if (isCondition(arg) !== LOGIC.has(op)) throw new Unreadable(LOGIC.has(op) ? "condition" : "value", arg.at);
		}
		return { op, args, value, at: Math.min(at, ...args.map((arg) => arg.at)) };
	}

	/** Parts with the signs of a table between them, from left to right. @param {Map<string, string>} table @param {ExpressionRule} part @param {number} depth */
	function joined(table, part, depth) {
		let left = part(depth);
		while (is(...table.keys())) {
			const { value, at } = found[place++];
			left = node(table.get(String(value)) ?? "", [left, part(depth)], at);
		}
		return left;
	}

	/** @type {ExpressionRule} */
	const condition = (depth) => joined(OR, both, depth);
	/** @type {ExpressionRule} */
	const both = (depth) => joined(AND, negated, depth);
	/** @type {ExpressionRule} */
	const sum = (depth) => joined(SUMS, term, depth);

	/** @type {ExpressionRule} */
	function negated(depth) {
		if (!is("not")) return relation(depth);
		const { at } = found[place++];
		return node("not", [negated(deeper(depth, at))], at);
	}

	/** @type {ExpressionRule} */
	function relation(depth) {
		let left = sum(depth);
		/** @type {ExpressionNode | null} */
		let chain = null;
		while (is(...RELATIONS.keys())) {
			const { value, at } = found[place++];
			const right = sum(depth);
			const link = node(RELATIONS.get(String(value)) ?? "", [left, right], at);
			chain = chain ? node("and", [chain, link], at) : link;
			left = right;
		}
		return chain ?? left;
	}

	/** @type {ExpressionRule} */
	function term(depth) {
		let left = unary(depth);
		for (;;) {
			const { kind, value, at } = next();
			if (is(...PRODUCTS.keys())) {
				place++;
				left = node(PRODUCTS.get(String(value)) ?? "", [left, unary(depth)], at);
			} else if (kind === "number" || kind === "name" || kind === "function" || is("(")) {
				left = node("mul", [left, power(depth)], at);
			} else return left;
		}
	}

	/** @type {ExpressionRule} */
	function unary(depth) {
		if (!is(...SUMS.keys())) return power(depth);
		const { value, at } = found[place++];
		const inner = unary(deeper(depth, at));
		return value === "-" ? node("neg", [inner], at) : inner;
	}

	/** @type {ExpressionRule} */
	function power(depth) {
		const base = atom(depth);
		if (!is("^")) return base;
		const { at } = found[place++];
		const exponent = unary(deeper(depth, at));
		const value = isCondition(exponent) ? NaN : constant(exponent);
		if (!(Math.abs(value) <= MAX_EXPONENT)) throw new Unreadable("exponent", at);
		return node("pow", [base, { op: "num", args: [], value, at }], at);
	}

	/** @type {ExpressionRule} */
	function atom(depth) {
		if (is("(")) return closed(depth);
		const { kind, value, at } = found[place++];
		if (kind === "number") return node("num", [], at, value);
		if (kind === "name") return value === "pi" ? node("num", [], at, Math.PI) : node("var", [], at, value);
		if (kind !== "function") throw new Unreadable("expected", at);
		if (!is("(")) throw new Unreadable("call", at);
		return node(String(value), [closed(depth)], at);
	}

	/** @type {ExpressionRule} */
	function closed(depth) {
		const inner = condition(deeper(depth, found[place++].at));
		if (!is(")")) throw new Unreadable("bracket", next().at);
		place++;
		return inner;
	}

	const tree = condition(0);
	if (next().kind !== "end") throw new Unreadable(is(")") ? "bracket" : "expected", next().at);
	return tree;
}

/** @param {number} depth @param {number} at */
function deeper(depth, at) {
	if (depth === MAX_DEPTH) throw new Unreadable("too_deep", at);
	return depth + 1;
}
