/** An exercise: its numbers, a box for each answer, and what the server says of it. */
import { el } from "../../core/dom.js";
import { parsed } from "../../lib/expressions/parse.js";
import { Unreadable } from "../../lib/expressions/tree.js";
import { written } from "../../lib/labs/formula.js";
import { symbol } from "../../lib/labs/symbols.js";
import { choice } from "./choice.js";
import { mathml } from "./formula.js";

let count = 0;

/**
 * @param {HTMLElement} root @param {LabExerciseStep} asked @param {LabView & LabGrading} view
 * @param {() => void} onRight
 */
export async function exercise(root, asked, view, onRight) {
	const { lab, texts, say, signal, fetchExercise, grade, fetchSolution } = view;
	const status = el("p", { class: "lab-said", role: "status" });
	let tries = 0;
	const [, answered] = Object.entries(lab.answers.value).find(([key]) => key.startsWith(`${asked.exercise}.`)) ?? [];
	await draw(typeof lab.plan.seed === "number" || !answered ? lab.seed.value : answered.seed);

	/** @param {number} seed */
	async function draw(seed, isNext = false) {
		const given = await fetchExercise(asked.exercise, seed).catch(() => null);
		if (signal.aborted) return;
		if (!given) return root.replaceChildren(el("p", { class: "note", text: say("labs.away") }), el("button", { class: "wide", text: say("labs.retry"), onclick: () => draw(seed) }));
		const values = Object.fromEntries(Object.entries(given.values).map(([name, value]) => [name, typeof value === "number" ? texts.format.setting(value) : value]));
		const boxes = given.fields.map((field) => answerBox(field, given, asked, view));
		const extra = el("div", "lab-extra");
		const check = async () => {
			const answers = Object.fromEntries(boxes.filter((box) => box.value() !== null).map((box) => [box.name, box.value()]));
			if (!Object.keys(answers).length) return void boxes[0].focus();
			const verdicts = await grade(asked.exercise, seed, answers).catch(() => null);
			if (!verdicts) return void (status.textContent = say("labs.away"));
			tries++;
			for (const box of boxes) if (box.name in verdicts.fields) box.say(verdicts.fields[box.name]);
			const right = boxes.filter((box) => box.isRight()).length;
			status.textContent = right === boxes.length ? "" : boxes.length > 1 ? say("answer.partly", { right: texts.format.integer(right), total: texts.format.integer(boxes.length) }) : "";
			if (right === boxes.length) onRight();
			else if (tries > 1) help(extra, seed, boxes);
		};
		root.replaceChildren(
			el("p", { text: say(asked.text, values) }), asked.listing ? el("pre", { class: "code", tabindex: 0, text: asked.listing }) : "",
			el("form", { class: "lab-answers", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), check()) },
				...boxes.map((box) => box.root),
				Object.assign(el("button", { class: "solid", text: say("answer.check"), testid: "check" }), { type: "submit" })),
			status, extra);
		if (boxes.every((box) => box.isRight())) onRight();
		if (isNext) boxes[0].focus();
	}

	/** @param {HTMLElement} extra @param {number} seed @param {ReturnType<typeof answerBox>[]} boxes */
	function help(extra, seed, boxes) {
		const open = boxes.find((box) => !box.isRight());
		const hints = asked.hints ?? ["hint.chain", "hint.nudge"];
		const name = symbol(open?.name ?? "");
		const solve = async () => {
			const solution = await fetchSolution(asked.exercise, seed).catch(() => null);
			if (solution) for (const box of boxes) box.show(solution.fields[box.name]);
		};
		extra.replaceChildren(
			...hints.slice(0, tries > 2 ? 2 : 1).map((hint) => el("details", {}, el("summary", { text: say("answer.hint") }), el("p", { text: say(hint, { name }) }))),
			...(tries > 2 && !lab.isHidden("solution") ? [el("button", { class: "wide", text: say("answer.solution"), testid: "solution", onclick: solve })] : []),
			...(tries > 2 && typeof lab.plan.seed !== "number" ? [el("button", { class: "wide", text: say("answer.again"), testid: "again", onclick() {
				tries = 0;
				lab.seed.value = seed + 1;
				draw(seed + 1, true);
			} })] : []));
	}
}

/** A box for one answer. @param {LabField} field @param {LabExercise} given @param {LabExerciseStep} asked @param {LabView} view */
function answerBox(field, given, asked, { lab, texts, say, signal }) {
	const key = `${asked.exercise}.${field.name}`;
	const kept = lab.answers.value[key];
	const isKept = kept && kept.seed === given.seed;
	/** @type {string | string[] | null} */
	let value = isKept ? /** @type {string} */ (kept.text) : null;
	let isRight = isKept ? kept.verdict === "right" : false;
	const id = `answer-${++count}`;
	const said = el("p", { id: `${id}-said`, class: "lab-said", role: "status" });
	const [kind, name] = field.name.split(".");
	const label = say(asked.labels?.[field.name]) || (name ? (kind === "gradient" ? `∂loss/∂${symbol(name)}` : `${symbol(name)} =`) : symbol(field.name));
	const { control, focus, put } = asked.answer
		? asked.answer({ field, label, value, say, option, change: (next) => ((value = next), (isRight = false), mark("", "")) })
		: field.kind === "choice" ? radios() : line();
	if (isRight) mark("right", say("answer.right"));

	/** @param {string} key */
	function option(key) {
		return say(`${asked.exercise}.${key}`);
	}

	function radios() {
		const options = (field.options ?? []).map((key) => ({ value: key, text: option(key) }));
		const root = choice({ legend: label, inline: true, options, chosen: String(value ?? ""), testid: `field-${field.name}`, onChoose: (chosen) => (value = chosen) });
		return { control: root, focus: () => root.querySelector("input")?.focus(), put: (/** @type {string} */ text) => void root.querySelectorAll("input").forEach((input) => (input.checked = input.value === text)) };
	}

	function line() {
		const shown = el("span", { id: `${id}-read`, class: "lab-read-as" });
		const input = el("input", { id, class: "text lab-answer", autocomplete: "off", autocapitalize: "off", spellcheck: "false", testid: `field-${field.name}`, maxlength: 200,
			value: typeof value === "string" ? value : "", "aria-describedby": `${id}-read ${id}-said`, oninput() {
				value = input.value.trim() || null;
				isRight = false;
				mark("", "");
				read();
			} });
		const read = () => {
			const names = field.names ?? [];
			shown.replaceChildren();
			if (!input.value.trim() || (field.kind !== "expression" && /^[-−+]?[\d.,\s]*$/.test(input.value))) return;
			try {
				shown.append(say("answer.read_as"), " ", mathml(written(parsed(input.value, names)), texts.format.setting));
			} catch (error) {
				if (!(error instanceof Unreadable)) throw error;
				shown.append(refused(error.code, error.at, field.names ?? []));
			}
		};
		read();
		if (field.kind === "place") lab.place.subscribe((at) => {
			if (Number.isNaN(at)) return;
			value = input.value = texts.format.setting(at);
			mark("", "");
		}, { signal });
		return { control: el("div", "lab-line", el("label", { for: id, class: "label", text: label }), input, shown), focus: () => input.focus(), put: (/** @type {string} */ text) => ((input.value = text), read()) };
	}

	/** @param {string} verdict @param {string} text */
	function mark(verdict, text) {
		said.textContent = text;
		said.dataset.verdict = verdict;
	}

	/** @param {string} code @param {number} at @param {readonly string[]} names */
	function refused(code, at, names) {
		return code === "unknown_name" && !names.length ? say("error.not_a_number") : say(`error.${code}`, { at: texts.format.integer(at + 1), names: names.map(symbol).join(", ") });
	}

	/** @param {LabFieldVerdict} told */
	function sentence({ verdict, trap, about, witness, error }) {
		if (verdict === "right") return say("answer.right");
		if (verdict === "rounded") return say("answer.rounded", { decimals: texts.format.integer(field.decimals ?? 6) });
		if (error) return refused(error.code, error.at, field.names ?? []);
		if (trap) return `${say("answer.wrong")} ${trapText(trap, about)}`;
		if (!witness) return say("answer.wrong");
		const point = Object.entries(witness.point).map(([name, at]) => `${symbol(name)} = ${texts.format.setting(at)}`).join(", ");
		return `${say("answer.wrong")} ${say("answer.witness", { point, yours: witness.yours === null ? "–" : texts.format.figure(witness.yours), truth: texts.format.figure(witness.truth), name: symbol(witness.name ?? field.name) })}`;
	}

	/** @param {string} trap @param {Record<string, unknown> | null} [about] what its text names */
	function trapText(trap, about) {
		const values = Object.fromEntries(Object.entries({ name: field.name, ...given.values, ...about })
			.map(([key, each]) => [key, typeof each === "number" ? texts.format.figure(each) : symbol(String(each))]));
		const key = [`${lab.lab.id}.trap.${trap}`, `${lab.lab.id}.ex.${trap}`].find((each) => texts.has(each)) ?? `trap.${trap}`;
		return say(key, values);
	}

	return {
		name: field.name,
		root: el("div", { class: "lab-field", "data-field": field.name }, control, said),
		value: () => value,
		isRight: () => isRight,
		focus,
		/** @param {LabFieldVerdict} told */
		say(told) {
			isRight = told.verdict === "right";
			mark(told.verdict, sentence(told));
			lab.answer(key, { text: value, seed: given.seed, verdict: told.verdict });
		},
		/** Shows the right answer. @param {{text: string | string[]} | undefined} solution */
		show(solution) {
			if (!solution) return;
			value = String(solution.text).replace(/(?<=\d)\.(?=\d)/g, texts.format.setting(0.5).charAt(1));
			mark("", "");
			put(value);
		},
	};
}
