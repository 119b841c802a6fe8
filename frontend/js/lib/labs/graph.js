/** The graph of a program: what is computed forward and backward, how far it has been shown, and where its nodes stand. */
import { backward, recorded } from "./tape.js";

/** The program with its numbers; each operation is one step of the forward pass, and again one of the backward pass. @param {Program} program @param {Record<string, number>} values @param {number} upstream @returns {LabGraph} */
export function graphOf(program, values, upstream) {
	const { nodes, output } = recorded(program.lines, Object.fromEntries(program.inputs.map((name) => [name, values[name] ?? 1])));
	backward(nodes, output, upstream);
	return { nodes, output, upstream, operations: nodes.filter(({ op }) => op !== "input" && op !== "const").map(({ id }) => id) };
}

/** How many steps there are: forward, what arrives at the end, backward. @param {LabGraph} graph */
export const phases = ({ operations }) => 2 * operations.length + 1;

/**
 * What can be seen after so many steps: the values, and what has arrived at each node on the way back.
 * @param {LabGraph} graph @param {number} phase
 */
export function seen({ nodes, output, upstream, operations }, phase) {
	const forward = new Set(operations.slice(0, phase));
	/** @type {Map<number, number[]>} */
	const arrived = new Map();
	const done = phase - operations.length;
	if (done > 0) arrived.set(output, [upstream]);
	for (const from of operations.toReversed().slice(0, Math.max(0, done - 1))) {
		const { inputs, local, gradient } = nodes[from];
		for (const [k, to] of inputs.entries()) arrived.set(to, [...(arrived.get(to) ?? []), gradient * local[k]]);
	}
	const active = phase === 0 ? null : phase <= operations.length ? operations[phase - 1] : done === 1 ? output : operations[operations.length - done + 1];
	return { hasValue: (/** @type {number} */ id) => nodes[id].inputs.length === 0 || forward.has(id), arrived, active };
}

/** How operations are written; what has no sign is written by its name. @type {Record<string, string>} */
export const SIGNS = { add: "+", sub: "−", mul: "·", div: "÷", neg: "−", pow: "^", log: "ln", sigmoid: "σ" };

/** What a node is called: its name, its number, or what it does, with a number of its own. @param {TapeNode} node */
export const callOf = ({ id, name, op, value }) => name ?? (op === "const" ? String(value) : `${SIGNS[op] ?? op}_${id}`);

/** What the number of a node is called, which tells two nodes apart. @param {TapeNode} node */
export const numberOf = ({ name, op, id }) => name ?? `${op} ${id}`;

/** The column and the row of each node: as far right as what it is made of asks, near what it is connected with. @param {TapeNode[]} nodes */
export function layout(nodes) {
	const columns = nodes.map(() => 0);
	for (const { id, inputs } of nodes) if (inputs.length) columns[id] = 1 + Math.max(...inputs.map((input) => columns[input]));
	for (const { id, inputs } of nodes.toReversed()) {
		const users = nodes.filter((node) => node.inputs.includes(id));
		if (!inputs.length && users.length) columns[id] = Math.min(...users.map((user) => columns[user.id])) - 1;
	}
	const width = Math.max(...columns) + 1;
	const order = Array.from({ length: width }, (_, column) => nodes.filter(({ id }) => columns[id] === column).map(({ id }) => id));
	const rows = nodes.map(({ id }) => order[columns[id]].indexOf(id));
	const neighbours = nodes.map(({ id, inputs }) => [...inputs, ...nodes.filter((node) => node.inputs.includes(id)).map((node) => node.id)]);
	const centred = (/** @type {number} */ id) => rows[id] - (order[columns[id]].length - 1) / 2;
	for (let round = 0; round < 6; round++) {
		for (const ids of round % 2 ? order.toReversed() : order) {
			const pull = new Map(ids.map((id) => [id, neighbours[id].length ? neighbours[id].reduce((sum, other) => sum + centred(other), 0) / neighbours[id].length : centred(id)]));
			ids.sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0) || a - b);
			for (const [row, id] of ids.entries()) rows[id] = row;
		}
	}
	return { columns, rows, width, height: Math.max(...order.map((ids) => ids.length)), counts: order.map((ids) => ids.length) };
}
