/** The card of a step: predict, do, explain, choose the reason, answer, take away; and the list of all steps. */
import { el, setText } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { LECTURE } from "../../lib/labs/lecture.js";
import { choice } from "../../widgets/labs/choice.js";
import { exercise } from "../../widgets/labs/exercise.js";

const SURE = ["0", "1", "2"];

/** @param {HTMLElement} root @param {LabView & LabGrading} view */
export function card(root, view) {
	const { lab: room, say, texts, signal } = view;
	const { lab } = room;
	const title = el("h2", { tabindex: -1 });
	const count = el("p", { class: "label", testid: "step-of" });
	const body = el("div", "lab-body");
	const back = el("button", { class: "wide", testid: "back", text: say("step.back"), onclick: () => go(room.step.value - 1) });
	const next = el("button", { class: "solid", testid: "next", text: say("step.next"), onclick: () => go(room.step.value + 1) });
	const list = el("ol", "lab-steps");
	root.append(el("div", "lab-card-head", title, count), body, el("div", "lab-turn", back, next), list);
	/** @type {AbortController | undefined} */
	let life;

	/** @param {number} index */
	function go(index) {
		room.go(index);
		title.focus();
	}

	room.step.subscribe((index) => {
		life?.abort();
		life = new AbortController();
		const step = lab.steps[index];
		title.textContent = say(TITLES[step.kind]);
		count.textContent = say("step.of", { n: texts.format.integer(index + 1), total: texts.format.integer(lab.steps.length) });
		body.replaceChildren();
		body.dataset.kind = step.kind;
		BODIES[step.kind](body, /** @type {any} */ (step), index, { ...view, signal: life.signal });
	}, { signal });
	signal.addEventListener("abort", () => life?.abort());

	watch([room.step, room.passed, room.predictions], () => {
		const index = room.step.value;
		back.disabled = index === 0;
		next.hidden = index === lab.steps.length - 1;
		const { kind } = lab.steps[index];
		next.disabled = kind === "predict" && !(index in room.predictions.value);
		next.classList.toggle("ready", room.passed.value.includes(index));
		list.replaceChildren(...lab.steps.map((step, i) => {
			const isDone = room.passed.value.includes(i);
			const name = `${texts.format.integer(i + 1)} ${say(TITLES[step.kind])}${isDone ? ` ✓` : ""}`;
			return el("li", {}, el("button", { class: "quiet small", text: isDone ? "✓" : texts.format.integer(i + 1), "aria-label": name, title: name, "aria-current": i === index && "step", onclick: () => go(i) }));
		}));
	}, signal);
}

/** @type {Record<LabStep["kind"], string>} */
const TITLES = { predict: "predict.title", do: "step.todo", why: "explain.title", exercise: "exercise.title", take: "labs.take" };

/** @type {Record<LabStep["kind"], LabBody<any>>} */
const BODIES = { predict, do: task, why, exercise: exercises, take };

/** @type {LabBody<LabPredictStep>} */
function predict(body, step, index, view) {
	const { lab: room, say, signal } = view;
	const question = el("div", "lab-question");
	const rest = el("div", { class: "lab-outcome", tabindex: -1 });
	body.append(el("p", { text: say(step.text) }), question, rest);
	const option = (/** @type {string} */ key) => say(`${step.base}.${key}`);
	let sure = "";
	const commit = el("button", { class: "solid", testid: "commit", text: say("predict.commit"), onclick: () => decide(room.draft.value) });
	const chooser = choice({
		legend: say("predict.title"), testid: "prediction", options: step.options.map((key) => ({ value: key, text: option(key) })),
		onChoose: (key) => (room.draft.value = key),
	});
	room.draft.value = room.predictions.value[index]?.option ?? "";
	room.draft.subscribe((key) => {
		chooser.querySelectorAll("input").forEach((input) => (input.checked = input.value === key));
		commit.disabled = !key;
	}, { signal });
	const certainty = choice({ legend: say("predict.sure"), inline: true, testid: "sure", options: SURE.map((key) => ({ value: key, text: say(`predict.sure.${key}`) })), onChoose: (key) => (sure = key) });
	const skip = el("button", { class: "quiet small", testid: "skip", text: say("predict.skip"), onclick: () => decide("") });
	question.append(chooser, certainty, el("div", "lab-commit", commit, skip));

	watch([room.predictions, room.passed, room.asking], () => {
		const made = room.predictions.value[index];
		chooser.disabled = certainty.disabled = !!made;
		certainty.hidden = !!made;
		commit.hidden = skip.hidden = !!made;
		if (!made) return rest.replaceChildren();
		const isDone = room.passed.value.includes(index);
		rest.replaceChildren(
			...(isDone ? [el("p", { class: "lab-result", testid: "outcome", text: outcome(made) }), ...(step.explain ? [el("p", { testid: "explain", text: explained(step, view) })] : [])]
				: room.asking.value ? [el("p", { class: "note", text: say(`labs.${room.asking.value}`) }), ...(room.asking.value === "away" ? [el("button", { class: "wide", text: say("labs.retry"), onclick: room.again })] : [])]
				: [...(made.option && !step.do ? [el("p", { class: "note", text: say("predict.kept") })] : []), ...(step.do ? [el("p", { text: say(step.do) })] : [])]));
	}, signal);

	/** The buttons go, and what is to be done comes. @param {string} option */
	function decide(option) {
		room.predict({ option, sure: (option && sure) || null });
		rest.focus();
	}

	/** @param {LabPrediction} made */
	function outcome({ option: yours, truth = "" }) {
		if (!yours) return say("labs.was", { truth: option(truth) });
		return yours === truth ? say("predict.right", { yours: option(yours) }) : say("predict.wrong", { yours: option(yours), truth: option(truth) });
	}
}

/** @param {LabPredictStep | LabTask} step @param {LabView} view */
function explained(step, { lab: { computed, inputs }, say, texts }) {
	return step.explain ? say(step.explain, step.with?.(computed.value, inputs.value, texts) ?? {}) : "";
}

/** @type {LabBody<LabTask>} */
function task(body, step, index, view) {
	const { lab: room, say, signal } = view;
	const asked = el("p");
	const after = el("div", "lab-outcome");
	body.append(asked, after);
	if (!step.done) room.pass();
	watch([room.passed, room.computed], () => {
		setText(asked, say(step.text, step.with?.(room.computed.value, room.inputs.value, view.texts)));
		const isDone = room.passed.value.includes(index);
		const keys = isDone && step.explain ? [explained(step, view), ...(step.more ? [say(step.more, step.with?.(room.computed.value, room.inputs.value, view.texts) ?? {})] : [])] : [];
		const done = isDone && step.done ? [el("p", { class: "lab-result", testid: "done", text: say("step.done") })] : [];
		if (after.dataset.key === JSON.stringify([isDone, keys])) return;
		after.dataset.key = JSON.stringify([isDone, keys]);
		after.replaceChildren(...done, ...keys.map((text) => el("p", { testid: "explain", text })));
	}, signal);
}

/** @type {LabBody<LabWhy>} */
function why(body, step, index, { lab: room, say }) {
	const { id } = room.lab;
	const said = el("p", { class: "lab-said", role: "status" });
	const isDone = room.passed.value.includes(index);
	const right = (/** @type {string} */ key) => {
		const isRight = key === step.right;
		said.textContent = say(isRight ? "answer.right" : "answer.wrong");
		said.dataset.verdict = isRight ? "right" : "wrong";
		if (isRight) room.pass();
	};
	body.append(el("p", { text: say(`${id}.why`) }), el("p", { class: "note", text: say("explain.choose") }),
		choice({ legend: say("explain.title"), testid: "why", options: step.options.map((key) => ({ value: key, text: say(`${id}.why.${key}`) })), chosen: isDone ? step.right : undefined, onChoose: right }), said);
	if (isDone) right(step.right);
}

/** @type {LabBody<LabExercises>} */
function exercises(body, { all, explain }, _, view) {
	const { lab: room, say } = view;
	/** @type {Set<string>} */
	const right = new Set();
	const after = el("div", "lab-outcome");
	body.append(...all.map((asked) => {
		const box = el("section", { class: "lab-exercise", testid: asked.exercise });
		exercise(box, asked, view, () => {
			right.add(asked.exercise);
			if (right.size < all.length) return;
			room.pass();
			if (explain) after.replaceChildren(el("p", { testid: "explain", text: say(explain) }));
		});
		return box;
	}), after);
}

/** @type {LabBody<LabStep>} */
function take(body, _, __, { lab: room, say, signal }) {
	const kept = el("p", "note");
	const order = Object.keys(LECTURE);
	const next = order[order.indexOf(room.lab.id) + 1];
	room.pass();
	room.isKept.subscribe((isKept) => (kept.textContent = say(isKept ? "state.saved" : "state.unsaved")), { signal });
	body.append(el("p", { text: say(`${room.lab.id}.take`) }), kept, ...(next ? [el("a", { class: "solid", href: `lab.html?lab=${next}`, testid: "next-lab", text: `${say(`${next}.title`)} →` })] : []),
		el("button", { class: "wide", testid: "restart", text: say("take.restart"), onclick: room.restart }));
}
