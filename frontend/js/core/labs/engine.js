/** A lab as it is done: inputs, what follows from them, the step, predictions and answers; only this writes them. */
import { readAddress, startValues, within, writeAddress } from "../../lib/labs/inputs.js";
import { signal } from "../signal.js";
import { compute } from "./api.js";
import { keepLab, keptLabs } from "./keep.js";
import { verified } from "./verify.js";

const MOST_UNDONE = 50;
const PAUSE = 150;

/** @type {(lab: Lab, page: Pick<BarePage, "address">, over: AbortSignal) => LabRoom} */
export function openLab(lab, { address }, over) {
	const plan = readAddress(address.hash(), lab.inputs);
	const kept = keptLabs()[lab.id];
	const isLinked = address.hash() !== "";
	/** Where the first step begins. */
	const untouched = { ...startValues(lab.inputs), ...lab.steps[0].set };
	const begun = modelled(isLinked ? { ...startValues(lab.inputs), ...plan.values } : kept ? readKept(kept) : untouched);
	const inputs = signal(begun.inputs);
	/** What the server told beyond what follows from the inputs. @type {Record<string, unknown>} */
	let told = kept?.told ?? {};
	const computed = signal({ ...begun.computed, ...told });
	const asking = signal("");
	const step = signal(Math.max(0, Math.min(lab.steps.length, (isLinked ? plan.step : kept?.step) ?? 1) - 1));
	const predictions = signal(kept?.predictions ?? {});
	const answers = signal(kept?.answers ?? {});
	const passed = signal(kept?.passed ?? []);
	const seed = signal(typeof plan.seed === "number" ? plan.seed : plan.seed === "each" ? (kept?.seed ?? 1 + Math.floor(Math.random() * 1e6)) : 0);
	const isKept = signal(true);
	const draft = signal("");
	const place = signal(NaN);
	/** @type {LabValues[]} */
	const before = [];
	const check = lab.verify ? verified(lab.verify, { inputs, computed }, over) : null;

	/** @param {KeptLab} kept */
	function readKept({ address = "" }) {
		return { ...startValues(lab.inputs), ...readAddress(address, lab.inputs).values };
	}

	/** A run ends with its last step. @param {LabValues} next @returns {{inputs: LabValues, computed: LabComputed}} */
	function modelled(next) {
		const computed = lab.model(next);
		const { input = "", most = Infinity } = lab.transport ?? {};
		const last = typeof most === "function" ? most(computed, next) : most;
		return next[input] > last ? modelled({ ...next, [input]: last }) : { inputs: next, computed };
	}

	/** @param {LabValues} next */
	function put(next) {
		const found = modelled(next);
		computed.value = { ...found.computed, ...told };
		inputs.value = found.inputs;
		look();
	}

	/** Whether the step is done now. */
	function look() {
		const { done } = lab.steps[step.value];
		if (done?.(inputs.value, computed.value) && isOpen()) pass(step.value);
	}

	/** Adds what the server told, which stays whatever the inputs become. @param {Record<string, unknown>} part */
	function tell(part) {
		told = { ...told, ...part };
		computed.value = { ...computed.value, ...told };
		look();
	}

	/** Asks the server for what a step is about; it may come in several parts. @param {string} name */
	async function ask(name) {
		asking.value = "asking";
		try {
			await lab.ask?.[name](compute, tell, inputs.value);
			asking.value = "";
		} catch {
			asking.value = "away";
		}
	}

	/** @param {number} index */
	function pass(index) {
		if (passed.value.includes(index)) return;
		const { truth } = lab.steps[index];
		const made = predictions.value[index];
		if (truth && made) predictions.value = { ...predictions.value, [index]: { ...made, truth: truth(computed.value, inputs.value) } };
		passed.value = [...passed.value, index];
		const { then } = lab.steps[index];
		if (then) room.set(then);
	}

	/** Whether the figure may be run: a prediction comes first. */
	const isOpen = () => lab.steps[step.value].kind !== "predict" || String(step.value) in predictions.value;

	/** What a step is about is asked for again where it was told before, or did not come. */
	function again() {
		const { asks } = lab.steps[step.value];
		if (asks && isOpen() && asking.value !== "asking" && !Object.keys(told).length) ask(asks);
	}

	/** @type {LabRoom} */
	const room = {
		lab, inputs, computed, step, predictions, answers, passed, seed, draft, place, asking, isKept, check, plan, isOpen,
		isCovered: (area) => !!lab.steps[step.value].covers?.includes(area) && !passed.value.includes(step.value),
		isLocked: (name) => plan.lock.includes(name),
		isHidden: (name) => plan.hide.includes(name),
		set(changes) {
			const allowed = Object.entries(changes).filter(([name]) => name in lab.inputs && !plan.lock.includes(name)).map(([name, value]) => [name, within(value, lab.inputs[name])]);
			if (!allowed.length || allowed.every(([name, value]) => Object.is(inputs.value[name], value))) return;
			before.push(inputs.value);
			if (before.length > MOST_UNDONE) before.shift();
			put({ ...inputs.value, ...Object.fromEntries(allowed) });
		},
		again, tell,
		undo() {
			const last = before.pop();
			if (last) put(last);
		},
		go(index) {
			if (index < 0 || index >= lab.steps.length) return;
			const isNew = !passed.value.includes(index);
			step.value = index;
			if (isNew) room.set(lab.steps[index].set ?? {});
			again();
		},
		predict(prediction) {
			predictions.value = { ...predictions.value, [step.value]: prediction };
			const { set, done, asks } = lab.steps[step.value];
			if (set) room.set(set);
			if (asks) ask(asks);
			else if (!done) pass(step.value);
		},
		pass: () => pass(step.value),
		answer: (field, answer) => void (answers.value = { ...answers.value, [field]: answer }),
		restart() {
			keepLab(lab.id, null);
			told = {};
			before.length = 0;
			predictions.value = {};
			answers.value = {};
			passed.value = [];
			step.value = 0;
			put({ ...(isLinked ? startValues(lab.inputs) : untouched), ...plan.values });
		},
		link: (frame = {}) => writeAddress(lab.inputs, inputs.value, { step: step.value + 1, seed: plan.seed, lock: plan.lock, hide: plan.hide, isStage: plan.isStage, ...frame }),
	};

	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const keep = () => void (isKept.value = keepLab(lab.id, {
		step: step.value + 1, address: writeAddress(lab.inputs, inputs.value), predictions: predictions.value, answers: answers.value, passed: passed.value, seed: seed.value, isDone: passed.value.length === lab.steps.length,
		told: Object.fromEntries((lab.keeps ?? []).filter((name) => name in told).map((name) => [name, told[name]])),
	}));
	const keepLater = () => {
		clearTimeout(timer);
		timer = setTimeout(keep, PAUSE);
	};
	for (const each of [inputs, computed, step, predictions, answers, passed, seed]) each.subscribe(keepLater, { signal: over });
	over.addEventListener("abort", () => clearTimeout(timer));
	address.follow([inputs, step], {
		pause: PAUSE,
		write: () => (room.step.value === 0 && !isLinked && writeAddress(lab.inputs, inputs.value) === writeAddress(lab.inputs, untouched) ? "" : room.link()),
		read(hash) {
			const found = readAddress(hash, lab.inputs);
			if (found.step) room.go(found.step - 1);
			put({ ...(hash ? startValues(lab.inputs) : untouched), ...found.values });
		},
	});
	again();
	return room;
}
