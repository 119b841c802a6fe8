/** The inputs of a lab: what a hand can change, what its address says, and what a link can lock. */

/** @type {Record<LabInput["kind"], LabKind>} */
const KINDS = {
	number: { read: numberIn, write: String },
	count: { read: (text, input) => (/^\d+$/.test(text) ? numberIn(text, { min: 0, ...input }) : undefined), write: String },
	choice: { read: (text, { values }) => (values.map(String).includes(text) ? values.find((/** @type {any} */ value) => `${value}` === text) : undefined), write: String },
	text: { read: (text, { longest = 400 }) => (text.length <= longest ? text : undefined), write: String },
	/** Numbers by name. */
	values: { read: (text) => record(text), write: (values) => Object.entries(values).map(([name, value]) => `${name}:${value}`).join(";") },
	/** Rows of numbers, each as long as those there at first. */
	rows: { read: rows, write: (values) => values.map((/** @type {number[]} */ row) => row.join(",")).join(";") },
};

/** The comma of a French hand is a decimal one. @param {string} text */
const decimal = (text) => Number(text.trim().replace(",", ".").replace("−", "-") || NaN);

/** @param {string} text @param {{min?: number, max?: number}} limits */
function numberIn(text, { min = -Infinity, max = Infinity }) {
	const value = decimal(text);
	return Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : undefined;
}

/** A value, or the nearest that an input takes. @param {any} value @param {LabInput} input */
export const within = (value, input) => (input.kind === "number" || input.kind === "count" ? Math.min(input.max ?? Infinity, Math.max(input.min ?? (input.kind === "count" ? 0 : -Infinity), value)) : value);

/** @param {string} text */
function record(text) {
	const pairs = text.split(";").map((pair) => pair.split(":")).map(([name, value = ""]) => [name.trim(), decimal(value)]);
	const isRead = pairs.length <= 16 && pairs.every(([name, value]) => name && Number.isFinite(value));
	return isRead ? Object.fromEntries(pairs) : undefined;
}

/** @param {string} text @param {{start: number[][], most?: number, min?: number, max?: number}} input */
function rows(text, { start, most = 40, min, max }) {
	const found = text.split(";").map((row) => row.split(",").map((cell) => numberIn(cell, { min, max })));
	const isRead = found.length <= most && found.every((row) => row.length === start[0].length && row.every((value) => value !== undefined));
	return isRead ? found : undefined;
}

/** What they are before a hand or a link changes them. @param {LabInputs} inputs @returns {LabValues} */
export const startValues = (inputs) => Object.fromEntries(Object.entries(inputs).map(([name, { start }]) => [name, start]));

const LISTS = ["lock", "hide"];
const FRAME = ["step", "seed", "view"];

/** What the part of an address after `#` says; what is not understood is named. @param {string} hash @param {LabInputs} inputs @returns {LabAddress} */
export function readAddress(hash, inputs) {
	const given = new Map(hash.split("&").filter(Boolean).map((part) => {
		const [name, ...text] = part.split("=");
		return [name, plain(text.join("="))];
	}));
	/** @type {LabValues} */
	const values = {};
	const ignored = [];
	for (const [name, text] of given) {
		if (LISTS.includes(name) || FRAME.includes(name)) continue;
		const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
		const value = input && KINDS[input.kind].read(text, input);
		if (value === undefined) ignored.push(name);
		else values[name] = value;
	}
	const whole = (/** @type {string} */ name) => (/^\d{1,9}$/.test(given.get(name) ?? "") ? Number(given.get(name)) : null);
	const [lock, hide] = LISTS.map((name) => (given.get(name) ?? "").split(",").filter(Boolean));
	const seed = given.get("seed") === "each" ? "each" : whole("seed");
	return { values, ignored, step: whole("step"), seed, lock, hide, isStage: given.get("view") === "stage" };
}

/** @param {string} text */
function plain(text) {
	try {
		return decodeURIComponent(text.replaceAll("+", "%2B"));
	} catch {
		return text;
	}
}

/** Only what differs from the start of the lab. @param {LabInputs} inputs @param {LabValues} values @param {Partial<LabAddress>} [frame] */
export function writeAddress(inputs, values, { step, seed, lock = [], hide = [], isStage } = {}) {
	const parts = Object.entries(inputs).flatMap(([name, { kind, start }]) => {
		const [now, before] = [values[name], start].map(KINDS[kind].write);
		return now === before ? [] : [`${name}=${encode(now)}`];
	});
	if (step) parts.push(`step=${step}`);
	if (seed !== null && seed !== undefined) parts.push(`seed=${seed}`);
	if (lock.length) parts.push(`lock=${lock.join(",")}`);
	if (hide.length) parts.push(`hide=${hide.join(",")}`);
	if (isStage) parts.push("view=stage");
	return parts.join("&");
}

/** Readable: only what an address gives a meaning of its own is written otherwise. @param {string} text */
const encode = (text) => encodeURIComponent(text).replace(/%(2B|2A|28|29|2C|3A|3B|2F|5E)/gi, (sign) => decodeURIComponent(sign));
